import { createRequire } from "node:module";
import { table } from "./figures.mjs";
import { judge } from "./verdicts.mjs";

const require = createRequire(import.meta.url);
const COUNT = 20_000;

/** CPU per message of a node in front of a client that answers at once, less that of a node that only passes on. */
export const work = async () => {
  const helper = require("node-red-node-test-helper");
  helper.init(require.resolve(process.env.NR ?? "node-red"));
  helper.settings({ logging: { console: { level: "off" } } });
  await helper.startServer();
  const conversation = { id: "bench", participants: [] };
  const clock = { now: () => Date.now(), after: (ms, fn) => () => clearTimeout(setTimeout(fn, ms)) };
  const facts = { operation: "getConversation", status: 200, attempts: 1, durationMs: 1 };
  const client = {
    clock,
    request: async (_request, { onFacts }) => {
      onFacts?.(facts);
      return conversation;
    },
  };
  const account = (RED) =>
    RED.nodes.registerType("genesys-account", function (config) {
      RED.nodes.createNode(this, config);
      Object.assign(this, { clock, client: () => client, watch: () => () => undefined });
    });
  const passOn = (RED) =>
    RED.nodes.registerType("pass-on", function (config) {
      RED.nodes.createNode(this, config);
      this.on("input", (msg, send, done) => {
        send(msg);
        done();
      });
    });
  const input = (name) => ({ [name]: name, [`${name}Type`]: "msg" });
  await helper.load(
    [account, passOn, require("../dist/nodes/genesys-get-conversation.js")],
    [
      { id: "acc", type: "genesys-account" },
      {
        id: "ours",
        type: "genesys-get-conversation",
        account: "acc",
        target: "none",
        ...input("conversationId"),
        ...input("userId"),
        ...input("participantId"),
        ...input("communicationId"),
        wires: [["ear"]],
      },
      { id: "plain", type: "pass-on", wires: [["ear"]] },
      { id: "ear", type: "helper", wires: [] },
    ],
    {},
  );
  helper._sandbox.restore(); // no user's Node-RED spies on every call of every node;
  for (const id of ["ours", "plain"]) helper.getNode(id).updateWires([["ear"]]); // wiring a node hands it `send`
  const perMessage = async (id) => {
    let left = COUNT;
    const all = new Promise((resolve) => {
      const count = () => (left -= 1) === 0 && resolve();
      helper.getNode("ear").removeAllListeners("input");
      helper.getNode("ear").on("input", count);
    });
    const before = process.cpuUsage();
    for (let n = 0; n < COUNT; n += 1) {
      helper.getNode(id).receive({ conversationId: "bench" });
      if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / COUNT;
  };
  await perMessage("ours");
  await perMessage("plain");
  const plain = await perMessage("plain");
  let statuses = 0;
  const node = helper.getNode("ours");
  const status = node.status.bind(node);
  node.status = (shown) => {
    statuses += 1;
    status(shown);
  };
  const begun = performance.now();
  const ours = await perMessage("ours");
  const seconds = (performance.now() - begun) / 1000;
  await helper.unload();
  await helper.stopServer();
  table("work of a node besides the client, per message", [
    {
      "hop through an empty node µs": plain.toFixed(0),
      "our node µs": ours.toFixed(0),
      "work µs": (ours - plain).toFixed(0),
    },
  ]);
  judge("work of a node besides the client", {
    is: ours - plain,
    most: 100,
    unit: "µs a message",
    digits: 0,
  });
  // The first one is sent at once.
  judge("status updates to the editor", {
    is: (statuses - 1) / seconds,
    most: 4,
    unit: "a second",
    digits: 1,
  });
};
