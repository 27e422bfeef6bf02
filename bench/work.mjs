import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const COUNT = 20_000;

/** CPU per message of a node in front of a client that answers at once, less that of a node that only passes on. */
export const nodeWork = async () => {
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
  const ours = await perMessage("ours");
  await helper.unload();
  await helper.stopServer();
  return [
    {
      "hop through an empty node µs": plain.toFixed(0),
      "our node µs": ours.toFixed(0),
      "work µs": (ours - plain).toFixed(0),
    },
  ];
};
