import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const NAME = "@genesys-flows/node-red-genesys-cloud";

/** The root of this package, from `dist/nodes/lib/flow-test/world` or from the sources. */
export const packageRoot = (): string => {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
};

interface Manifest {
  "node-red"?: { nodes?: Record<string, string> };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The nearest folder with a package.json, from the flow file up: its packages are what the flow may use. */
const projectOf = (start: string): string | undefined => {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
};

const dependenciesOf = (project: string): Record<string, string> => {
  try {
    const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as Manifest;
    return { ...manifest.devDependencies, ...manifest.dependencies };
  } catch {
    return {};
  }
};

const link = (from: string, userDir: string, name: string): void => {
  const to = join(userDir, "node_modules", name);
  if (!existsSync(from) || existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to, "junction");
};

/**
 * This package with those of its nodes that a flow has: each costs time when Node-RED starts. The files are linked, so that
 * they are loaded once.
 */
const linkOwn = (userDir: string, types: ReadonlySet<string>): void => {
  const root = packageRoot();
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const nodes = Object.entries(manifest["node-red"]?.nodes ?? {}).filter(([type]) => types.has(type));
  const folder = join(userDir, "node_modules", NAME);
  mkdirSync(folder, { recursive: true });
  const shown = { ...manifest["node-red"], nodes: Object.fromEntries(nodes) };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, "node-red": shown }));
  symlinkSync(join(root, "dist"), join(folder, "dist"), "junction");
};

export interface UserDir {
  path: string;
  /** Where relative file names of a flow lead to. */
  work: string;
}

/** A user directory for one case, with this package and those that the project of the flow has installed. */
export const createUserDir = (flowFolder: string, types: ReadonlySet<string>): UserDir => {
  const path = mkdtempSync(join(tmpdir(), "genesys-flow-test-"));
  const work = join(path, "work");
  mkdirSync(work);
  linkOwn(path, types);
  const project = projectOf(flowFolder);
  const found = project === undefined ? {} : dependenciesOf(project);
  const names = Object.keys(found).filter((name) => name !== "node-red" && name !== NAME);
  for (const name of names) link(join(project ?? "", "node_modules", name), path, name);
  const dependencies = Object.fromEntries(names.map((name) => [name, found[name]]));
  writeFileSync(
    join(path, "package.json"),
    JSON.stringify({ name: "flow-test", private: true, dependencies: { ...dependencies, [NAME]: "*" } }),
  );
  return { path, work };
};
