// The licences of all packages of package-lock.json, compared with scripts/licences.json: `shipped` for what users install,
// `development` for what only this repository uses. `unstated` has what a package states in its LICENSE or README only.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** A sentence for each package whose licence is not in the list of its kind. */
export const findUnlisted = ({ packages }, { shipped, development, unstated }) =>
  Object.entries(packages).flatMap(([path, { name = nameOf(path), version, dev, license }]) => {
    if (path === "") return [];
    const licence = license ?? unstated[name];
    const [kind, allowed] = dev ? ["development", development] : ["shipped", shipped];
    if (allowed.includes(licence)) return [];
    return `${name}@${version} (${kind}): ${licence ?? "no licence"} is not in scripts/licences.json. Read it, then add it or remove the package.`;
  });

export const readLicences = () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  const read = (file) => JSON.parse(readFileSync(join(root, file), "utf8"));
  return { lock: read("package-lock.json"), list: read("scripts/licences.json") };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { lock, list } = readLicences();
  const unlisted = findUnlisted(lock, list);
  for (const sentence of unlisted) console.error(sentence);
  if (unlisted.length > 0) process.exit(1);
  console.log(`The licences of ${Object.keys(lock.packages).length - 1} packages are in the list.`);
}
