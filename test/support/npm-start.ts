import { fail } from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { flavour } from "./node-red";

const ROOT = join(__dirname, "../..");

export interface Started {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
  kill: () => Promise<unknown>;
}

/** `npm start` as it is in package.json, but for the build that has been made before. The caller kills it. */
export const npmStart = (userDir: string, port = "0"): Started => {
  const env = {
    ...process.env,
    PORT: port,
    USER_DIR: userDir,
    NODE_RED: flavour === "node-red-5" ? "5" : "",
  };
  const child = spawn(process.execPath, ["scripts/start.mjs", "--no-build"], { cwd: ROOT, env });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "exit").then(([status]) => status as number | null);
  return { child, said: () => said, ended, kill: () => (child.kill("SIGKILL"), ended) };
};

/** The address of the editor, as it is printed. */
export const editorUrl = (said: string): string =>
  /The editor is at (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said)?.[1] ?? fail(said);
