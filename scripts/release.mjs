// npm run release: what is published, in the folder release/: the tarball, its bill of materials and their hashes. It builds twice, in two places
// and time zones, and ends with an error if the tarballs differ, or if a licence or publint finds something.
// npm run release:check does the same with what is not committed yet, and keeps nothing.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { billOf } from "./bill-of-materials.mjs";
import { findUnlisted, readLicences } from "./licences.mjs";
import { lint } from "./publint.mjs";
import { buildIn, copySources, must, packIn, sha256Of } from "./two-builds.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const isCheck = process.argv[2] === "--check";
process.umask(0o022);

const end = (sentences) => {
  for (const sentence of sentences) console.error(sentence);
  if (sentences.length > 0) process.exit(1);
};

/** What a release must not be made of. */
const notReady = () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const heading = changelog.split("\n").find((line) => line.startsWith(`## ${version}`)) ?? "";
  return [
    must("git", ["status", "--porcelain"]) === "" ? [] : "There are changes that are not committed.",
    heading === "" ? `CHANGELOG.md has no heading for ${version}.` : [],
    /not yet released/.test(heading) ? `CHANGELOG.md says that ${version} is not yet released.` : [],
  ].flat();
};

const { lock, list } = readLicences();
end([...(isCheck ? [] : notReady()), ...findUnlisted(lock, list)]);

const temporary = mkdtempSync(join(tmpdir(), "genesys-release-"));
process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));
const places = [
  { folder: join(temporary, "one"), args: [], env: { TZ: "UTC" } },
  {
    folder: join(temporary, "a longer path", "two"),
    args: ["--unchecked"],
    env: { TZ: "Pacific/Chatham", LANG: "ja_JP.UTF-8" },
  },
];
const [first, second] = places.map(({ folder, args, env }) => {
  copySources(folder);
  buildIn(folder, args, env);
  return packIn(folder, join(folder, "packed"));
});
end(
  first.sha256 === second.sha256
    ? []
    : [`Two builds are not the same: sha256 ${first.sha256} and ${second.sha256}`],
);
console.log(`Two builds are the same: sha256 ${first.sha256}`);

const [{ folder }] = places;
end(await lint(join(folder, "packed", first.file)));
console.log("publint has no message.");

const committedAt = new Date(must("git", ["log", "-1", "--format=%cI"]).trim()).toISOString();
const bill = billOf({ sha256: first.sha256, committedAt });
console.log(`The bill of materials has ${bill.components.length} packages, all with a licence of the list.`);

if (!isCheck) {
  const release = join(root, "release");
  const billFile = first.file.replace(/\.tgz$/, ".cdx.json");
  rmSync(release, { recursive: true, force: true });
  mkdirSync(release);
  copyFileSync(join(folder, "packed", first.file), join(release, first.file));
  writeFileSync(join(release, billFile), `${JSON.stringify(bill, null, 2)}\n`);
  const sums = [first.file, billFile].map((file) => `${sha256Of(join(release, file))}  ${file}\n`);
  writeFileSync(join(release, "SHA256SUMS"), sums.join(""));
  console.log(`release/ has ${first.file}, ${billFile} and SHA256SUMS.`);
}
