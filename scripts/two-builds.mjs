// A build in a folder of its own, and its tarball: two of them are equal, byte by byte, wherever and whenever they are made.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export const must = (command, args, options = {}) => {
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout ?? ""}`);
  return stdout;
};

/** What a build needs of the repository. */
const SOURCES = ["nodes", "icons", "examples", "scripts", "README.md", "CHANGELOG.md", "LICENSE"];
const SETTINGS = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];

/** npm packs a file with the mode that it has, which depends on the umask of the checkout. */
const withPlainModes = (folder) => {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    chmodSync(file, statSync(file).isDirectory() ? 0o755 : 0o644);
  }
};

/** Copies the sources to a new folder. The installed packages are shared: package-lock.json has their hashes. */
export const copySources = (folder) => {
  mkdirSync(folder, { recursive: true });
  for (const name of [...SOURCES, ...SETTINGS])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  withPlainModes(folder);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
};

/** Builds the copy. `--unchecked` leaves out the check of the types, which changes nothing of what is built. */
export const buildIn = (folder, args = [], env = {}) =>
  must(process.execPath, ["scripts/build.mjs", ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
  });

/** Packs what has been built: the name of the tarball's file, and its sha256. */
export const packIn = (folder, to) => {
  mkdirSync(to, { recursive: true });
  withPlainModes(join(folder, "dist"));
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", to];
  const file = must("npm", args, { cwd: folder }).trim();
  return { file, sha256: sha256Of(join(to, file)) };
};

export const sha256Of = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
