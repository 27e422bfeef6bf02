import { fork } from "node:child_process";
import { join } from "node:path";
import { asker } from "./red.mjs";

export const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const until = async (holds) => {
  while (!(await holds())) await pauseFor(50);
};

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill()));

/** The platform with its channel, in a process of its own, and an account at it. */
export const startPlatform = () =>
  new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, "platform.mjs"));
    running.add(child);
    child.once("message", ({ port }) => {
      const url = `http://127.0.0.1:${port}`;
      const ask = asker(child);
      resolve({
        ask,
        account: {
          ...{ id: "acc", type: "genesys-account", region: "custom", grant: "client-credentials" },
          ...{ apiUrl: url, loginUrl: url },
        },
        credentials: { acc: { clientId: "bench", clientSecret: "bench" } },
        /** Resolves when a channel is connected, and some time has passed for its topics. */
        connected: async () => {
          await until(async () => (await ask("sockets")).sockets > 0);
          await pauseFor(1_500);
        },
        stop: () => {
          running.delete(child);
          child.kill();
        },
      });
    });
  });
