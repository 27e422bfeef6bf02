import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const FILE = /^[\w-]+[\\/][\w-]+\.js$/;
const REGISTERED = /registerType\(\s*["']([^"']+)["']/g;

/** The files of Node-RED's own nodes that a flow does not need: without them, Node-RED starts in a fraction of the time. */
export const unusedCoreFiles = (nodeRed: string, types: ReadonlySet<string>): string[] => {
  const manifest = createRequire(nodeRed).resolve("@node-red/nodes/package.json");
  const folder = join(dirname(manifest), "core");
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => FILE.test(file));
  return files
    .filter((file) => {
      const registered = [...readFileSync(join(folder, file), "utf8").matchAll(REGISTERED)];
      return registered.length > 0 && registered.every(([, type = ""]) => !types.has(type));
    })
    .map((file) => basename(file));
};
