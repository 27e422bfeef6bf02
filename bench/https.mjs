// The HTTPS server that the contenders read from, and one process for each measurement of one of them.
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeForFive } from "../scripts/on-node.mjs";

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "genesys-bench-"));
const KEY = join(folder, "key.pem");
const CERT = join(folder, "cert.pem");
const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
execFileSync(
  "openssl",
  ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", KEY, "-out", CERT, ...subject],
  { stdio: "ignore" },
);

const servers = new Set();
process.on("exit", () => {
  servers.forEach((child) => child.kill());
  rmSync(folder, { recursive: true, force: true });
});

export const serve = (env = {}) =>
  new Promise((resolve) => {
    const child = fork(join(here, "server.mjs"), { env: { ...process.env, KEY, CERT, ...env } });
    servers.add(child);
    child.once("message", (port) =>
      resolve({ port, url: `https://127.0.0.1:${port}`, stop: () => child.kill() }),
    );
  });

/** One measurement of one contender, in a fresh process with this version of Node-RED. */
export const askWith =
  (runtime) =>
  (...args) =>
    new Promise((resolve, reject) => {
      const child = fork(join(here, "child.cjs"), args.map(String), {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: CERT, NR: runtime },
        execPath: runtime === "node-red-5" ? nodeForFive() : process.execPath,
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      child.once("message", resolve);
      child.once("exit", (code) => code === 0 || reject(new Error(`${args.join(" ")} ended with ${code}`)));
    });

export const ask = askWith("node-red");

export const stats = (url) => {
  const text = execFileSync("curl", ["-s", "--cacert", CERT, `${url}/stats`], { encoding: "utf8" });
  return JSON.parse(text);
};
