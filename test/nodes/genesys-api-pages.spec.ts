import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { NodeAPI } from "node-red";
import helper from "node-red-node-test-helper";
import { pagesBench } from "../support/api-pages";
import { CALL } from "../support/seed";
import { until } from "../support/until";

/** A node of the Node-RED that the specs run on. */
const coreNode = (file: string): ((RED: NodeAPI) => void) => {
  const nodeRed = createRequire(createRequire(__filename).resolve(process.env.NR ?? "node-red"));
  return nodeRed(`@node-red/nodes/core/${file}`) as (RED: NodeAPI) => void;
};
const pickConversation = { conversationId: CALL.conversationId };

describe("genesys-api", () => {
  const { bench, open, queues, answer, asked } = pagesBench();
  afterEach(() => bench().close());

  describe("with all pages", () => {
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

    it("emits figures that a query has in the place of entries", async () => {
      const { send } = await open({ paging: "all" });
      const body = { totalHits: 0, aggregations: [{ type: "termFrequency" }] };
      answer(body, "postAnalyticsConversationsDetailsQuery");
      const { msg } = await send({ operation: "postAnalyticsConversationsDetailsQuery", body: details });
      assert.deepEqual(msg.payload, body, JSON.stringify(msg.error));
    });

    it("emits a response that is no list as it is", async () => {
      const { send } = await open({ paging: "all" });
      const { msg } = await send({ operation: "getConversation", parameters: pickConversation });
      assert.equal((msg.payload as { id: string }).id, CALL.conversationId);
      assert.equal(msg.paging, undefined);
    });
  });
});
