import { fork } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fixed, table } from "./figures.mjs";
import { judge, judgeGrowth } from "./verdicts.mjs";

const require = createRequire(import.meta.url);
const COUNT = 10_000;
const RATES = [50, 100, 200];
const SECONDS = 10;
const SECRET = "a-secret-of-the-bench";

/** Without a rate, 16 at a time. */
const send = (port, path, count, perSecond = 0) =>
  new Promise((resolve, reject) => {
    const args = [port, path, SECRET, count, perSecond || ""].map(String);
    const child = fork(join(import.meta.dirname, "sender.mjs"), args);
    child.once("message", resolve);
    child.once("exit", (code) => code === 0 || reject(new Error(`the sender ended with ${code}`)));
  });

/** The acknowledgement of webhooks by open message in, beside a handler that parses the same bodies and does nothing else. */
export const webhooks = async () => {
  const helper = require("node-red-node-test-helper");
  const red = require.resolve(process.env.NR ?? "node-red");
  helper.init(red);
  helper.settings({ logging: { console: { level: "off" } } });
  await helper.startServer();
  let app;
  const capture = (RED) => {
    app = RED.httpNode;
    app.post("/plain", createRequire(red)("express").json(), (_request, response) =>
      response.sendStatus(200),
    );
  };
  await helper.load(
    [
      require("../dist/nodes/genesys-account.js"),
      require("../dist/nodes/genesys-open-message-in.js"),
      capture,
    ],
    [
      { id: "acc", type: "genesys-account", region: "simulator" },
      { id: "ours", type: "genesys-open-message-in", account: "acc", path: "/ours", wires: [["end"]] },
      { id: "end", type: "helper", wires: [] },
    ],
    { ours: { secret: SECRET } },
  );
  helper._sandbox.restore(); // no user's Node-RED spies on every call of every node;
  helper.getNode("ours").updateWires([["end"]]); // wiring a node hands it `send`
  let emitted = 0;
  helper.getNode("end").on("input", () => (emitted += 1));
  const server = createServer((...asked) => app(...asked)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  const measure = async (endpoint, path, count, perSecond) => {
    const before = process.cpuUsage();
    const { statuses, p50, p99 } = await send(port, path, count, perSecond);
    const { user, system } = process.cpuUsage(before);
    const requests = Object.values(statuses).reduce((all, one) => all + one, 0);
    return { endpoint, perSecond, us: (user + system) / requests, p50, p99, statuses, emitted };
  };
  await measure("warm-up", "/plain", COUNT);
  const seen = [
    await measure("plain handler", "/plain", COUNT),
    await measure("open message in", "/ours", COUNT),
  ];
  for (const perSecond of RATES)
    seen.push(await measure("open message in", "/ours", perSecond * SECONDS, perSecond));
  server.close();
  await helper.unload();
  table(
    "acknowledgement of webhooks, 10,500 of them 16 at a time, and at rates",
    seen.map(({ endpoint, perSecond, us, p50, p99, statuses, emitted }) => ({
      ...{ endpoint, "a second": perSecond ?? "16 at a time", "CPU µs": fixed(us, 0) },
      ...{ "p50 ms": fixed(p50, 1), "p99 ms": fixed(p99, 1), statuses: JSON.stringify(statuses), emitted },
    })),
  );
  const [, atOnce, ...paced] = seen;
  judge("webhooks, 16 at a time: acknowledged, p99", { is: atOnce.p99, most: 50, unit: "ms", digits: 1 });
  judge("webhooks, 200 a second: acknowledged, p99", {
    is: paced.at(-1).p99,
    most: 50,
    unit: "ms",
    digits: 1,
  });
  judgeGrowth(
    "CPU of webhooks a second",
    RATES,
    paced.map(({ us, perSecond }) => us * perSecond),
  );
};
