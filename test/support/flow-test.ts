import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { flavour } from "./node-red";

/** The folder of the Node-RED that the specs of this process run on. */
export const nodeRedFolder = dirname(createRequire(__filename).resolve(`${flavour}/package.json`));

export const EXAMPLE_TESTS = join(__dirname, "../../examples/tests");

export interface Ran {
  status: number | null;
  out: string;
  err: string;
}

export const startFlowTest = (
  folder: string,
  args: readonly string[],
  node = process.execPath,
): ChildProcess => {
  const bin = join(folder, "node_modules/@genesys-flows/node-red-genesys-cloud/dist/nodes/bin/flow-test.js");
  return spawn(node, [bin, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
};

/** Runs `genesys-flow-test` of the package that is installed in a folder, in that folder. */
export const runFlowTest = async (folder: string, args: readonly string[], node?: string): Promise<Ran> => {
  const child = startFlowTest(folder, ["--node-red", nodeRedFolder, ...args], node);
  const texts = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => void (texts.out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => void (texts.err += chunk.toString()));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, ...texts };
};
