import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The Node-RED that runs the flows: the one that is named, or the nearest that is installed. */

export interface FoundNodeRed {
  /** The file to load. */
  main: string;
  version: string;
}

const at = (manifestFile: string): FoundNodeRed | undefined => {
  if (!existsSync(manifestFile)) return undefined;
  const { main = "", version = "" } = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<
    string,
    string
  >;
  return { main: join(dirname(manifestFile), main), version };
};

const from = (folder: string): FoundNodeRed | undefined => {
  try {
    return at(createRequire(join(folder, "package.json")).resolve("node-red/package.json"));
  } catch {
    return undefined;
  }
};

/** What `npm install -g` and the installer of Node-RED use. */
const usualFolders = (): string[] => [
  join(dirname(process.execPath), "..", "lib"),
  dirname(process.execPath),
  "/usr/lib",
  "/usr/local/lib",
  join(homedir(), ".node-red"),
];

/** A folder of `node-red` itself, or one in which it is installed. */
const named = (path: string): FoundNodeRed | undefined => {
  const folder = existsSync(path) && statSync(path).isFile() ? dirname(path) : path;
  return at(join(folder, "lib", "..", "package.json")) && existsSync(join(folder, "red.js"))
    ? at(join(folder, "package.json"))
    : from(folder);
};

const isNewEnough = (version: string): boolean => {
  if (!/^[5-9]|^\d\d/.test(version)) return true;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 9);
};

/** @returns the sentence to show where there is none, or where it does not run on this Node.js */
export const findNodeRed = (path: string | undefined, folders: readonly string[]): FoundNodeRed | string => {
  const found =
    path === undefined
      ? [...folders, process.cwd(), __dirname, ...usualFolders()].map(from).find((one) => one !== undefined)
      : named(resolve(path));
  if (found === undefined)
    return path === undefined
      ? "There is no Node-RED. Install it next to the flow file with npm install node-red, or name its folder with --node-red."
      : `--node-red ${path}: there is no Node-RED.`;
  if (isNewEnough(found.version)) return found;
  return `Node-RED ${found.version} needs Node.js 22.9 or later. This is ${process.versions.node}.`;
};
