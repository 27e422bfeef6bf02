import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const mb = (bytes) => (bytes / 1e6).toFixed(2);

const bytesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + bytesIn(path);
    return sum + lstatSync(path).size;
  }, 0);

/** What lands on the disk of a user: our own files, and all that they depend on. */
export const sizes = () => {
  const npm = (...args) =>
    execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [{ unpackedSize, entryCount }] = JSON.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts"));
  const [, ...dependencies] = npm("ls", "--omit=dev", "--all", "--parseable").trim().split("\n");
  const theirs = [...new Set(dependencies)].reduce((sum, folder) => sum + bytesIn(folder), 0);
  return [
    { what: "own files, unpacked", MB: mb(unpackedSize), files: entryCount },
    { what: "with dependencies", MB: mb(unpackedSize + theirs), packages: new Set(dependencies).size },
  ];
};
