import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { table } from "./figures.mjs";
import { judge } from "./verdicts.mjs";

const root = join(import.meta.dirname, "..");
const mb = (bytes) => (bytes / 1e6).toFixed(2);

const bytesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + bytesIn(path);
    return sum + lstatSync(path).size;
  }, 0);

/** The largest of them are listed one by one. */
const LISTED = 5;

/** What lands on the disk of a user: our own files, and all that they depend on. */
export const size = () => {
  const npm = (...args) =>
    execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [{ unpackedSize, entryCount }] = JSON.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts"));
  const [, ...folders] = npm("ls", "--omit=dev", "--all", "--parseable").trim().split("\n");
  const dependencies = [...new Set(folders)]
    .map((folder) => ({ name: relative(join(root, "node_modules"), folder), bytes: bytesIn(folder) }))
    .sort((one, other) => other.bytes - one.bytes);
  const theirs = dependencies.reduce((sum, { bytes }) => sum + bytes, 0);
  table("size", [
    { what: "own files, unpacked", MB: mb(unpackedSize), files: entryCount },
    { what: "dependencies", MB: mb(theirs), packages: dependencies.length },
    ...dependencies.slice(0, LISTED).map(({ name, bytes }) => ({ what: `of them ${name}`, MB: mb(bytes) })),
  ]);
  judge("own files, unpacked", { is: unpackedSize / 1e6, most: 3, unit: "MB" });
  judge("own files and dependencies", { is: (unpackedSize + theirs) / 1e6, most: 20, unit: "MB" });
};
