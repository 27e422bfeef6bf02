import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeForFive } from "../scripts/on-node.mjs";

const root = join(import.meta.dirname, "..");

export const RUNTIMES = ["node-red", "node-red-5"];

/** A user directory with this package and the probe in it. */
const userDirWith = (flows, credentials) => {
  const userDir = mkdtempSync(join(tmpdir(), "genesys-bench-red-"));
  mkdirSync(join(userDir, "node_modules/@genesys-flows"), { recursive: true });
  symlinkSync(root, join(userDir, "node_modules/@genesys-flows/node-red-genesys-cloud"));
  symlinkSync(join(root, "bench/probe"), join(userDir, "node_modules/node-red-contrib-bench-probe"));
  const settings = {
    uiHost: "127.0.0.1",
    flowFile: "flows.json",
    credentialSecret: false,
    telemetry: { enabled: false },
    apiMaxLength: "50mb",
  };
  writeFileSync(join(userDir, "settings.js"), `module.exports = ${JSON.stringify(settings)}`);
  writeFileSync(join(userDir, "flows.json"), JSON.stringify(flows));
  writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(credentials));
  return userDir;
};

/** A child process that answers one message after the other. */
export const asker = (child) => {
  let asked = 0;
  return (act, given = {}) =>
    new Promise((resolve) => {
      const id = (asked += 1);
      const read = (answer) => {
        if (answer.id !== id) return;
        child.off("message", read);
        resolve(answer);
      };
      child.on("message", read);
      child.send({ id, act, ...given });
    });
};

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A real Node-RED of its own process, with this package and the probe. */
export const startRed = async ({ runtime = "node-red", flows = [], credentials = {} }) => {
  const userDir = userDirWith(flows, credentials);
  const red = join(root, "node_modules", runtime, "red.js");
  const node = runtime === "node-red-5" ? nodeForFive() : process.execPath;
  const child = spawn(node, ["--expose-gc", red, "--userDir", userDir, "-p", "0"], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  running.add(child);
  let log = "";
  const url = await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error(`Node-RED ended:\n${log}`)));
    child.stdout.on("data", (text) => {
      log += text;
      const port = /Server now running at \S+?:(\d+)/.exec(log)?.[1];
      if (port !== undefined && /Started flows/.test(log)) resolve(`http://127.0.0.1:${port}`);
    });
  });
  const ask = asker(child);
  return {
    ask,
    log: () => log,
    /** Deploys all flows anew; ms until they have started. */
    deploy: async (wanted) => {
      const headers = { "content-type": "application/json", "node-red-deployment-type": "full" };
      const begun = performance.timeOrigin + performance.now();
      const answer = await fetch(`${url}/flows`, { method: "POST", headers, body: JSON.stringify(wanted) });
      if (!answer.ok) throw new Error(`the deploy was refused with ${answer.status}`);
      for (;;) {
        const { startedAt } = await ask("startedAt");
        if (startedAt > begun) return startedAt - begun;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: async () => {
      child.removeAllListeners("exit");
      const ended = once(child, "exit");
      child.kill();
      await ended;
      running.delete(child);
      rmSync(userDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};
