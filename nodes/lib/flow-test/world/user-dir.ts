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

export interface UserDir {
  path: string;
  /** Where relative file names of a flow lead to. */
  work: string;
}

/** A user directory for one case, with links to this package and to those that the project of the flow has installed. */
export const createUserDir = (flowFolder: string): UserDir => {
  const path = mkdtempSync(join(tmpdir(), "genesys-flow-test-"));
  const work = join(path, "work");
  mkdirSync(work);
  link(packageRoot(), path, NAME);
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
