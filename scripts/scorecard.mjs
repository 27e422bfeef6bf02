// `npm run scorecard`: the report of the Flow Library's checker (node-red-dev) on the package that would be published.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "genesys-scorecard-"));
const preload = join(root, "scripts", "scorecard-offline.cjs");
const exit = (status, sentence) => {
  if (sentence) console.error(sentence);
  rmSync(folder, { recursive: true, force: true });
  process.exit(status);
};
const must = (what, command, args, options = {}) => {
  const ran = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  if (ran.status !== 0) exit(1, `${what} failed:\n${ran.stdout ?? ""}`);
  return ran.stdout;
};

// The checker reads a package folder, not a repository: give it the unpacked tarball, with its dependencies.
must("npm pack", "npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
must("unpacking", "sh", ["-c", "tar -xzf *.tgz"], { cwd: folder });
const published = join(folder, "package");
must(
  "npm install",
  "npm",
  ["install", "--silent", "--omit=dev", "--no-audit", "--ignore-scripts", "--prefer-offline"],
  {
    cwd: published,
  },
);
const checker = 'node -r "$PRELOAD" "$(command -v node-red-dev)" validate -o card.json';
must("node-red-dev", "npx", ["--yes", "-p", "node-red-dev@0.1.6", "-c", checker], {
  cwd: published,
  env: { ...process.env, PRELOAD: preload },
});

const card = JSON.parse(readFileSync(join(published, "card.json"), "utf8"));
const { nodes } = JSON.parse(readFileSync(join(published, "package.json"), "utf8"))["node-red"];
console.log(JSON.stringify(card, null, 2));
const red = Object.entries(card).filter(([, check]) => check?.test === false);
/** The checker looks for examples of those that are in the palette. */
const isConfig = (type) => /\bcategory:\s*["']config["']/.test(readFileSync(pageOf(nodes[type]), "utf8"));
const pageOf = (file) => join(published, file.replace(/\.js$/, ".html"));
const unseen = Object.keys(nodes).filter((type) => !isConfig(type) && !card.N02?.nodes?.includes(type));
if (red.length > 0) exit(1, `red: ${red.map(([name]) => name).join(", ")}`);
if (unseen.length > 0) exit(1, `N02 does not see an example of: ${unseen.join(", ")}`);
console.log("The scorecard is green.");
exit(0);
