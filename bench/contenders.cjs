// Everybody who sends the same read: `open(url)` gives `get(id)`, which settles when the answer has been parsed.
// A rejection, or an answer that is not a conversation, is a message lost.
"use strict";
const path = require("node:path");

const dist = (file) => require(path.join(__dirname, "../dist/nodes", file));
const ID = (n) => `c${n}`;

/** Node-RED's own node, which the test helper does not load by itself. */
const httpRequestNode = () => {
  const entry = require.resolve(`${process.env.NR ?? "node-red"}/package.json`);
  const nodes = require.resolve("@node-red/nodes/package.json", { paths: [entry] });
  return require(path.join(path.dirname(nodes), "core/network/21-httprequest.js"));
};

/** A Node-RED in this process with one node between `receive` and an ear. */
const throughNode = async (modules, flow, credentials) => {
  const helper = require("node-red-node-test-helper");
  helper.init(require.resolve(process.env.NR ?? "node-red"));
  helper.settings({ logging: { console: { level: "off" } } });
  await helper.startServer();
  await helper.load(modules, [...flow, { id: "ear", type: "helper", wires: [] }], credentials);
  helper._sandbox.restore(); // no user's Node-RED spies on every call of every node;
  for (const { id } of flow.filter(({ wires }) => wires)) helper.getNode(id).updateWires([["ear"]]); // wiring a node hands it `send`
  const waiting = new Map();
  helper.getNode("ear").on("input", (msg) => {
    const take = waiting.get(msg.n);
    waiting.delete(msg.n); // it would keep each answer, which no flow does
    take?.(msg);
  });
  let n = 0;
  const through = (nodeId) => (id) =>
    new Promise((resolve, reject) => {
      n += 1;
      waiting.set(n, (msg) => (msg.payload?.participants ? resolve(msg.payload) : reject(new Error("lost"))));
      helper
        .getNode(nodeId)
        .receive({ n, conversationId: id, id, headers: { authorization: "Bearer bench" } });
    });
  return {
    get: through("node"),
    getWithoutOrder: through("free"),
    close: async () => {
      await helper.unload();
      await helper.stopServer();
    },
  };
};

/** The same node, whose messages do not wait for each other. */
const withoutOrder = () => {
  const { defineNode } = dist("lib/node/define-node.js");
  const { definition } = dist("genesys-get-conversation.js");
  return defineNode({ ...definition, type: "without-order", about: { inputs: [], key: () => undefined } });
};

const input = (name) => ({ [name]: name, [`${name}Type`]: "msg" });

exports.contenders = {
  "raw undici": async (url) => {
    const { Pool } = require("undici");
    const pool = new Pool(url, { connections: 64, pipelining: 1 });
    return {
      get: async (id) => {
        const { statusCode, body } = await pool.request({
          path: `/api/v2/conversations/${id}`,
          method: "GET",
          headers: { authorization: "Bearer bench" },
        });
        const read = await body.json();
        if (statusCode !== 200) throw new Error("lost");
        return read;
      },
      close: () => pool.close(),
    };
  },

  "our client": async (url) => {
    const { createTransport } = dist("lib/platform/http/transport.js");
    const { createClient } = dist("lib/platform/client/client.js");
    const { createTokens } = dist("lib/platform/client/tokens.js");
    const { createLimiter } = dist("lib/platform/client/limiter.js");
    const { realClock: clock } = dist("lib/platform/time/clock.js");
    const { getConversation } = dist("lib/platform/api/conversations.js");
    const transport = createTransport({ clock });
    const client = createClient({
      transport: transport.send,
      tokens: createTokens({ clock, exchange: async () => ({ accessToken: "bench" }) }),
      limiter: createLimiter({ clock, random: Math.random, perMinute: 300 }), // as in an account
      clock,
      random: Math.random,
      grant: "client-credentials",
      hosts: async () => ({ apiUrl: url, loginUrl: url }),
      timeoutMs: 30_000,
      maxWaitMs: 180_000,
      deadlineMs: 300_000,
    });
    return { get: (id) => getConversation(client, id), close: () => transport.close() };
  },

  "our node": (url) =>
    throughNode(
      [dist("genesys-account.js"), dist("genesys-get-conversation.js"), withoutOrder()],
      [
        {
          id: "acc",
          type: "genesys-account",
          region: "custom",
          apiUrl: url,
          loginUrl: url,
          grant: "client-credentials",
        },
        ...["genesys-get-conversation", "without-order"].map((type, nth) => ({
          ...{ id: ["node", "free"][nth], type, account: "acc", target: "none", wires: [["ear"]] },
          ...input("conversationId"),
        })),
      ],
      { acc: { clientId: "bench", clientSecret: "bench" } },
    ),

  "http request node": (url) =>
    throughNode(
      [httpRequestNode()],
      [
        {
          id: "node",
          type: "http request",
          method: "GET",
          ret: "obj",
          paytoqs: "ignore",
          url: `${url}/api/v2/conversations/{{{id}}}`,
          persist: true,
          headers: [],
          wires: [["ear"]],
        },
      ],
      {},
    ),

  "official SDK": async (url) => {
    const sdk = require("purecloud-platform-client-v2");
    const { port } = new URL(url);
    sdk.ApiClient.instance.setGateway({ protocol: "https", host: "127.0.0.1", port: Number(port) });
    sdk.ApiClient.instance.setAccessToken("bench");
    const api = new sdk.ConversationsApi();
    return { get: (id) => api.getConversation(id), close: () => undefined };
  },

  fetch: async (url) => ({
    get: async (id) => {
      const answer = await fetch(`${url}/api/v2/conversations/${id}`, {
        headers: { authorization: "Bearer bench" },
      });
      const read = await answer.json();
      if (!answer.ok) throw new Error("lost");
      return read;
    },
    close: () => undefined,
  }),
};

/** Many reads, so many at once; the time of each in ms. */
exports.run = async (get, count, inFlight) => {
  const times = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const id = ID((next += 1));
      const before = performance.now();
      await get(id);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return times.sort((a, b) => a - b);
};
