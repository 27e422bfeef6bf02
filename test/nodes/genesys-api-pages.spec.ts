import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { NodeAPI } from "node-red";
import helper from "node-red-node-test-helper";
import { apiBench } from "../support/benches/api";
import { CALL } from "../support/seed";
import { until } from "../support/until";

/** A node of the Node-RED that the specs run on. */
const coreNode = (file: string): ((RED: NodeAPI) => void) => {
  const nodeRed = createRequire(createRequire(__filename).resolve(process.env.NR ?? "node-red"));
  return nodeRed(`@node-red/nodes/core/${file}`) as (RED: NodeAPI) => void;
};
const pickConversation = { conversationId: CALL.conversationId };

describe("genesys-api", () => {
  const { bench, open } = apiBench();
  afterEach(() => bench().close());

  describe("with all pages", () => {
    const queues = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `queue ${from + at}` }));
    const answer = (body: object, operation = "getRoutingQueues"): void =>
      bench().simulator.faults.add({ match: { operation }, fault: { status: 200, body } });
    const asked = (): unknown[] =>
      bench()
        .simulator.log.entries()
        .slice(1)
        .map(({ query }) => query);
    const page = (pageNumber: number, count: number, pageCount: number) => ({
      ...{ entities: queues((pageNumber - 1) * 2, count), pageNumber, pageSize: 2 },
      ...{ pageCount, total: 5, nextUri: "https://elsewhere.example/api/v2/routing/queues?pageNumber=9" },
    });

    it("reads page after page by number, and joins the entries", async () => {
      const { send } = await open({ paging: "all" });
      for (const [number, count] of [
        [1, 2],
        [2, 2],
        [3, 1],
      ] as const)
        answer(page(number, count, 3));
      const parameters = { pageSize: 2, name: "*" };
      const { at, msg } = await send({ operation: "getRoutingQueues", parameters });
      assert.equal(at, "result", JSON.stringify(msg.error));
      assert.deepEqual(msg.payload, queues(0, 5));
      assert.deepEqual(msg.paging, { pages: 3, entries: 5, more: false });
      assert.deepEqual(asked(), [
        { pageSize: "2", name: "*" },
        { pageSize: "2", name: "*", pageNumber: "2" },
        { pageSize: "2", name: "*", pageNumber: "3" },
      ]);
    });

    it("sends one message for each page, which a Join node puts together again", async () => {
      const { start, seen, arrivals } = await open(
        { paging: "all", pages: "each", wires: [["the-result", "the-join"]] },
        {
          modules: [coreNode("sequence/17-split")],
          flow: [
            { id: "the-join", type: "join", z: "tab", mode: "auto", wires: [["the-joined"]] },
            { id: "the-joined", type: "helper", z: "tab", wires: [] },
          ],
        },
      );
      const joined: unknown[] = [];
      helper.getNode("the-joined").on("input", (msg) => joined.push(msg.payload));
      for (const [number, count] of [
        [1, 2],
        [2, 2],
        [3, 1],
      ] as const)
        answer(page(number, count, 3));
      start({ operation: "getRoutingQueues", topic: "kept" });
      await until(() => joined.length > 0);
      assert.deepEqual(
        arrivals.map(({ msg }) => [msg.payload, msg.topic, (msg.parts as { index: number }).index]),
        [
          [queues(0, 2), "kept", 0],
          [queues(2, 2), "kept", 1],
          [queues(4, 1), "kept", 2],
        ],
      );
      assert.deepEqual(joined, [queues(0, 5)]);
      assert.ok(arrivals.every(({ msg }) => (msg.genesys as { status: number }).status === 200));
      assert.equal(seen.completed.length, 1);
    });

    it("takes a blank limit for the one that the placeholder shows", async () => {
      const { send } = await open({ paging: "all", limit: "" });
      const { at, msg } = await send({ operation: "getRoutingQueues" });
      assert.deepEqual([at, (msg.paging as { more: boolean }).more], ["result", false]);
    });

    for (const [limit, sentence] of [
      ["0", 'The option "limit" must be more than 0.'],
      ["1.5", 'The option "limit" must be a whole number.'],
    ] as const)
      it(`says what a limit of ${limit} should be`, async () => {
        const { send } = await open({ paging: "all", limit });
        const { at, msg } = await send({ operation: "getRoutingQueues" });
        assert.deepEqual([at, msg.error?.code], ["catch", "config"]);
        assert.ok(msg.error?.message?.endsWith(sentence), msg.error?.message);
      });

    it("stops at the limit and says that there is more", async () => {
      const { send } = await open({ paging: "all", limit: 3 });
      answer(page(1, 2, 3));
      answer(page(2, 2, 3));
      const { msg } = await send({ operation: "getRoutingQueues" });
      assert.deepEqual(msg.payload, queues(0, 3));
      assert.deepEqual(msg.paging, { pages: 2, entries: 3, more: true });
    });

    it("goes from cursor to cursor", async () => {
      const { send } = await open({ paging: "all" });
      const operation = "getAnalyticsConversationsDetailsJobResults";
      answer({ conversations: queues(0, 2), cursor: "a b" }, operation);
      answer({ conversations: queues(2, 1) }, operation);
      const { msg } = await send({ operation, parameters: { jobId: "job" } });
      assert.deepEqual(msg.payload, queues(0, 3));
      assert.deepEqual(asked(), [{}, { cursor: "a b" }]);
    });

    it("counts the pages of a search in its body", async () => {
      const { send, simulator } = await open({ paging: "all" });
      const body = { query: [{ type: "EXACT", fields: ["name"], value: "x" }] };
      for (const pageNumber of [1, 2])
        answer({ results: queues(pageNumber, 1), pageNumber, pageCount: 2 }, "postUsersSearch");
      const { msg } = await send({ operation: "postUsersSearch", body });
      assert.deepEqual(msg.payload, queues(1, 2));
      const bodies = simulator.log
        .entries()
        .slice(1)
        .map((entry) => entry.body);
      assert.deepEqual(bodies, [body, { ...body, pageNumber: 2 }]);
    });

    it("follows the address of a next page, and that only at its own place", async () => {
      const { send } = await open({ paging: "all" });
      const operation = "getConversationSuggestions";
      const path = `/api/v2/conversations/${CALL.conversationId}/suggestions`;
      const call = { operation, parameters: { conversationId: CALL.conversationId } };
      answer({ entities: queues(0, 1), nextUri: `${path}?after=x%3D&pageSize=1` }, operation);
      answer({ entities: queues(1, 1) }, operation);
      const { msg } = await send(call);
      assert.deepEqual(msg.payload, queues(0, 2));
      assert.deepEqual(asked()[1], { after: "x=", pageSize: "1" });

      for (const nextUri of [
        `https://elsewhere.example${path}?after=x`,
        `//elsewhere.example${path}`,
        "/api/v2/users/me",
      ]) {
        answer({ entities: queues(0, 1), nextUri }, operation);
        const { msg: refused } = await send(call);
        assert.equal(refused.error?.code, "answer");
        assert.match(refused.error?.message ?? "", /at another address, which is not followed/);
      }
      assert.equal(asked().length, 5);
    });

    it("does not go in a circle", async () => {
      const { send } = await open({ paging: "all" });
      const operation = "getAnalyticsConversationsDetailsJobResults";
      answer({ conversations: queues(0, 1), cursor: "a" }, operation);
      answer({ conversations: queues(0, 1), cursor: "a" }, operation);
      const { msg } = await send({ operation, parameters: { jobId: "job" } });
      assert.match(msg.error?.message ?? "", /names its own page as the next one/);
    });

    const details = { interval: "2026-03-02T00:00:00Z/2026-03-03T00:00:00Z" };
    const observed = { filter: { type: "or" }, metrics: ["oWaiting"] };
    for (const [operation, query, body] of [
      ["postAnalyticsConversationsDetailsQuery", details, { totalHits: 0 }],
      ["postAnalyticsConversationsDetailsQuery", details, { totalHits: 0, conversations: null }],
      ["postAnalyticsQueuesObservationsQuery", observed, {}],
      ["getRoutingQueues", undefined, { pageSize: 25, pageNumber: 1, total: 0 }],
    ] as const)
      it(`has no entries where nothing is found: ${operation} ${JSON.stringify(body)}`, async () => {
        const { send } = await open({ paging: "all" });
        answer(body, operation);
        const { msg } = await send({ operation, ...(query === undefined ? {} : { body: query }) });
        assert.deepEqual(msg.payload, [], JSON.stringify(msg.error));
        assert.deepEqual(msg.paging, { pages: 1, entries: 0, more: false });
      });

    it("hands on figures that a query has in the place of entries", async () => {
      const { send } = await open({ paging: "all" });
      const body = { totalHits: 0, aggregations: [{ type: "termFrequency" }] };
      answer(body, "postAnalyticsConversationsDetailsQuery");
      const { msg } = await send({ operation: "postAnalyticsConversationsDetailsQuery", body: details });
      assert.deepEqual(msg.payload, body, JSON.stringify(msg.error));
    });

    it("hands an answer that is no list on as it is", async () => {
      const { send } = await open({ paging: "all" });
      const { msg } = await send({ operation: "getConversation", parameters: pickConversation });
      assert.equal((msg.payload as { id: string }).id, CALL.conversationId);
      assert.equal(msg.paging, undefined);
    });
  });
});
