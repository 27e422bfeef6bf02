import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Order } from "./run-child";

/** A process that walks. */
export interface Walker {
  walk(order: Order): Promise<Exclude<Answer, { kind: "ready" }>>;
  end(): void;
}

interface How {
  /** The package of Node-RED. */
  nodeRed?: string;
  /** The code has the bugs that an order may wake. */
  isPlanted?: boolean;
}

/** Long enough for a machine that is busy with other things. */
const LONGEST_MS = 180_000;

/** @throws Error where Node-RED does not start */
export const startWalker = async ({
  nodeRed = process.env.NR ?? "node-red",
  isPlanted = false,
}: How = {}): Promise<Walker> => {
  const userDir = mkdtempSync(join(tmpdir(), "genesys-walk-"));
  const child = fork(join(__dirname, "child.ts"), [nodeRed, userDir, isPlanted ? "planted" : ""], {
    execArgv: ["--require", "tsx/cjs"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, TZ: "UTC" },
    serialization: "advanced",
  });
  const answered = (): Promise<Answer> =>
    new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(late);
        child.off("exit", ended).off("message", settle);
        resolve(answer);
      };
      const ended = (code: number | null): void =>
        settle({ kind: "broken", message: `the process ended with ${code}` });
      const message = `the walk has not ended after ${LONGEST_MS / 1_000} s of real time`;
      const late = setTimeout(() => settle({ kind: "broken", message }), LONGEST_MS);
      child.once("exit", ended).once("message", settle);
    });
  const first = await answered();
  if (first.kind === "broken") throw new Error(first.message);
  return {
    walk: (order) => {
      child.send(order);
      return answered() as ReturnType<Walker["walk"]>;
    },
    end: () => {
      child.kill("SIGKILL");
      rmSync(userDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};
