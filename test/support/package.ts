import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { copyFile, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);
const root = resolve(__dirname, "../..");

interface Manifest {
  name: string;
  "node-red": { nodes: Record<string, string>; plugins: Record<string, string> };
}

/** What this package says of itself; the one list of its node types. */
export const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
export const types = Object.keys(manifest["node-red"].nodes);

const isConfig = (type: string): boolean =>
  /\bcategory:\s*["']config["']/.test(readFileSync(join(root, "nodes", `${type}.html`), "utf8"));

/** The types that a palette shows: all but the config nodes. */
export const paletteTypes = types.filter((type) => !isConfig(type));

export interface Packed {
  tarball: string;
  files: string[];
  unpackedBytes: number;
}

interface PackReport {
  filename: string;
  unpackedSize: number;
  files: { path: string }[];
}

/** The package as it would be published, from the `dist` that is there: `npm run build` comes first. */
const pack = async (folder: string): Promise<Packed> => {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await exec("npm", args, { cwd: root });
  const [report] = Object.values(JSON.parse(stdout) as PackReport[] | Record<string, PackReport>);
  if (report === undefined) throw new Error(`npm pack reported nothing: ${stdout}`);
  return {
    tarball: join(folder, report.filename),
    files: report.files.map(({ path }) => path).sort(),
    unpackedBytes: report.unpackedSize,
  };
};

/** Installs a tarball into a user directory as the palette manager does, engines checked. */
const install = async (userDir: string, tarball: string): Promise<void> => {
  await writeFile(join(userDir, "package.json"), JSON.stringify({ name: "user", private: true }));
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline"];
  await exec("npm", ["install", "--engine-strict", "--omit=dev", ...quiet, tarball], { cwd: userDir });
};

export const temporaryFolder = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), "genesys-spec-"));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
};

/** A file in the folder in which the package is installed: what was packed. */
const PACKED = "packed.json";

/** Packs the package and installs it into this folder. */
export const packAndInstall = async (folder: string): Promise<void> => {
  const packed = await pack(folder);
  await install(folder, packed.tarball);
  await writeFile(join(folder, PACKED), JSON.stringify(packed));
};

/** A folder in which the run of all suites has installed the package already. */
const INSTALLED = process.env.GENESYS_CLOUD_INSTALLED;

let once: Promise<string> | undefined;

/** Packs and installs once for all specs of this process; the folder goes with the process. */
const installOnce = async (): Promise<string> => {
  const { path } = await temporaryFolder();
  process.once("exit", () => rmSync(path, { recursive: true, force: true }));
  await packAndInstall(path);
  return path;
};

const installation = async (): Promise<string> => INSTALLED ?? (once ??= installOnce());

/** The package that all specs share. */
export const sharedPackage = async (): Promise<Packed> =>
  JSON.parse(await readFile(join(await installation(), PACKED), "utf8")) as Packed;

/** A new user directory in which the packed package is installed. Its `node_modules` is shared: only for reading. */
export const installedFolder = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const installed = await installation();
  const folder = await temporaryFolder();
  await copyFile(join(installed, "package.json"), join(folder.path, "package.json"));
  await symlink(join(installed, "node_modules"), join(folder.path, "node_modules"), "junction");
  return folder;
};

/** How many bytes the files below a folder hold. */
export const bytesBelow = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((total, size) => total + size, 0);
};
