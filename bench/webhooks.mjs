import { fork } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const COUNT = 10_000;
const SECRET = "a-secret-of-the-bench";

const send = (port, path) =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "sender.mjs"), [port, path, SECRET, COUNT].map(String));
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
  let emitted = 0;
  helper.getNode("end").on("input", () => (emitted += 1));
  const server = createServer((...asked) => app(...asked)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  const rows = [];
  for (const [name, path] of [
    ["warm-up", "/plain"],
    ["plain handler", "/plain"],
    ["open message in", "/ours"],
  ]) {
    const before = process.cpuUsage();
    const { statuses, p50, p99 } = await send(port, path);
    const { user, system } = process.cpuUsage(before);
    const requests = Object.values(statuses).reduce((all, one) => all + one, 0);
    rows.push({
      endpoint: name,
      "CPU µs": ((user + system) / requests).toFixed(0),
      "p50 ms": p50.toFixed(1),
      "p99 ms": p99.toFixed(1),
      statuses: JSON.stringify(statuses),
      emitted,
    });
  }
  server.close();
  await helper.unload();
  return rows.slice(1);
};
