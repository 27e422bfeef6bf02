// npm run bench [-- cpu burst pause order connections start-up catalogue work webhooks sidebar size]: prints the budgets side by side, as ratios of one run.
// Each figure comes from fresh processes, contenders in turn, and is a median. It judges nothing and fails nothing.
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogueSteps } from "./catalogue.mjs";
import { longLine } from "./line.mjs";
import { sidebarWork } from "./sidebar.mjs";
import { sizes } from "./size.mjs";
import { startUps } from "./start-up.mjs";
import { webhooks } from "./webhooks.mjs";
import { nodeWork } from "./work.mjs";

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
process.on("exit", () => servers.forEach((child) => child.kill()));

const serve = (env = {}) =>
  new Promise((resolve) => {
    const child = fork(join(here, "server.mjs"), { env: { ...process.env, KEY, CERT, ...env } });
    servers.add(child);
    child.once("message", (port) =>
      resolve({ port, url: `https://127.0.0.1:${port}`, stop: () => child.kill() }),
    );
  });

const ask = (...args) =>
  new Promise((resolve, reject) => {
    const child = fork(join(here, "child.cjs"), args.map(String), {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: CERT },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.once("message", resolve);
    child.once("exit", (code) => code === 0 || reject(new Error(`${args.join(" ")} ended with ${code}`)));
  });

const stats = (url) => {
  const text = execFileSync("curl", ["-s", "--cacert", CERT, `${url}/stats`], { encoding: "utf8" });
  return JSON.parse(text);
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const fixed = (n, digits = 2) => (Number.isFinite(n) ? n.toFixed(digits) : "–");
const table = (title, rows) => {
  console.log(`\n${title}`);
  console.table(rows);
};

const parts = {
  async cpu() {
    for (const inFlight of [1, 64]) {
      const server = await serve();
      const names = ["raw undici", "our client", "our node", "http request node", "official SDK", "fetch"];
      const seen = Object.fromEntries(names.map((name) => [name, []]));
      for (let round = 0; round < 5; round += 1)
        for (const name of names) seen[name].push(await ask("cpu", name, server.url, inFlight));
      server.stop();
      const us = (name) => median(seen[name].map((one) => one.us));
      table(
        `CPU of one GET over HTTPS, ${inFlight} in flight (budget: our node ≤ ${inFlight === 1 ? "3.0" : "3.2"} × raw undici${inFlight === 1 ? ", ≤ 0.5 × http request" : ""})`,
        names.map((name) => ({
          contender: name,
          "CPU µs": fixed(us(name), 0),
          "× undici": fixed(us(name) / us("raw undici")),
          "× http request": fixed(us(name) / us("http request node")),
          "p50 ms": fixed(median(seen[name].map((one) => one.p50))),
        })),
      );
    }
    const zipped = await serve({ GZIP: "1" });
    const plain = await serve();
    const cost = (url) => ask("cpu", "our client", url, 1);
    const pairs = [];
    for (let round = 0; round < 5; round += 1) pairs.push([await cost(zipped.url), await cost(plain.url)]);
    zipped.stop();
    plain.stop();
    table("gzip answers (budget: ≤ +20 µs)", [
      { contender: "our client", "+ µs": fixed(median(pairs.map(([a, b]) => a.us - b.us)), 0) },
    ]);
  },

  async burst() {
    const ideal = 18;
    const rows = [];
    for (const [others, names] of [
      ["0", ["our client", "our node", "official SDK", "http request node"]],
      ["0.33", ["our client"]],
    ])
      for (const name of names) {
        const server = await serve({ LIMIT: "30", WINDOW_MS: "2000", OTHERS: others });
        const { done, seconds } = await ask("burst", name, server.url, 60_000);
        const { refused, order } = stats(server.url);
        server.stop();
        const best = others === "0" ? ideal : (Math.ceil(300 / 20) - 1) * 2;
        const numbers = order.map((id) => Number(id.slice(1)));
        const inOrder = numbers.every((n, at) => at === 0 || Math.abs(n - at) < 64);
        rows.push({
          contender: others === "0" ? name : `${name}, a third of the limit used by others`,
          done,
          lost: 300 - done,
          seconds: fixed(seconds, 1),
          "× ideal": done === 300 ? fixed(seconds / best, 3) : "–",
          refused,
          "in order": inOrder,
        });
      }
    table(
      "burst of 300, 30 allowed per 2 s, ideal 18.0 s (budget: 0 lost, ≤ 1.02 ×, ≤ 1 refusal per window)",
      rows,
    );
  },

  async pause() {
    const server = await serve();
    const line = await longLine(server.port);
    const url = `https://127.0.0.1:${line.port}`;
    const rows = [];
    for (const seconds of [0.5, 6, 20]) {
      const all = await Promise.all(
        ["our client", "our node", "fetch", "official SDK", "http request node"].map(async (name) => {
          const { ms } = await ask("pause", name, url, seconds);
          return [name, fixed(ms, 0)];
        }),
      );
      rows.push({ "silence s": seconds, ...Object.fromEntries(all) });
    }
    line.close();
    server.stop();
    table("ms of one GET after a silence, 20 ms round trip (budget: ≤ 30)", rows);
  },

  async order() {
    const server = await serve();
    const line = await longLine(server.port);
    const rows = [];
    for (const [messages, conversations] of [
      [1000, 1000],
      [100, 1],
    ]) {
      const seen = [];
      for (let round = 0; round < 5; round += 1) {
        const url = `https://127.0.0.1:${line.port}`;
        seen.push((await ask("order", "our node", url, `${messages}/${conversations}`)).ms);
      }
      rows.push({ messages, conversations, ms: fixed(median(seen), 0) });
    }
    line.close();
    server.stop();
    table(
      "messages at once through one node, 20 ms round trip (budget: those of different conversations side by side; " +
        "of one conversation, one after the other)",
      rows,
    );
  },

  async connections() {
    const rows = [];
    for (const name of ["our client", "our node", "http request node", "official SDK"]) {
      const server = await serve();
      await ask("sequential", name, server.url, 0);
      // the question for the figure opens one itself
      rows.push({ contender: name, connections: stats(server.url).connections - 1 });
      server.stop();
    }
    table("connections opened for 1,000 sequential reads (budget: 1)", rows);
  },

  async "start-up"() {
    table(
      "start-up and memory of Node-RED over an empty package (budget: ≤ +110 ms, ≤ +20 MB)",
      await startUps(folder),
    );
  },

  async catalogue() {
    const { rows, verdict } = catalogueSteps();
    table(
      "what loads when, of the catalogue (budget: nothing of the platform's before it is used, a wrong name ≤ 10 ms)",
      rows,
    );
    console.log(verdict);
  },

  async work() {
    table("work of a node besides the client, per message (budget: ≤ 100 µs)", await nodeWork());
  },

  async sidebar() {
    table("processor time of the runtime by an open sidebar (budget: < 2 % of a core)", sidebarWork());
  },

  async webhooks() {
    table(
      "acknowledgement of 10,500 webhooks, 16 at a time (budget: p99 ≤ 50 ms on an idle machine)",
      await webhooks(),
    );
  },

  async size() {
    table("size (budget: own files ≤ 3 MB, with dependencies ≤ 20 MB)", sizes());
  },
};

const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await measure();
process.exit(0);
