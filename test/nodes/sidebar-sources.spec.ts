import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import sidebar from "../../nodes/sidebar";
import { openBench, type Bench } from "../support/flow";
import { moduleOf } from "../support/nodes";
import { CALL } from "../support/seed";

interface Look {
  messages: { type: string; conversationId?: string; inputs: Record<string, unknown>; endedAt?: number }[];
}

const SOURCES = {
  "genesys-events": { scope: "conversation", ids: [CALL.conversationId], events: [], mediaType: "any" },
  "genesys-open-message-in": { path: "/chat", unsigned: true },
  "genesys-request-in": { path: "/vip", method: "POST", auth: "local", timeLimitSeconds: 5 },
};

describe("a source node in the sidebar", () => {
  let bench: Bench;
  afterEach(async () => {
    await bench.clock.advance(61_000); // what was gathered is dropped, with its listeners
    await bench.close();
  });
  const look = async (): Promise<Look> =>
    (await helper.request().get("/genesys-cloud/sidebar/the-account").expect(200)).body as Look;

  for (const [type, config] of Object.entries(SOURCES))
    it(`leaves a mark for each message that it sends, without its body: ${type}`, async () => {
      bench = await openBench(moduleOf(type), type, config, { modules: [sidebar] });
      const sent = { event: "held", conversationId: CALL.conversationId, payload: { text: "Nora" } };
      bench.node.send({ ...sent });
      assert.deepEqual((await look()).messages, [], "nothing is recorded while no sidebar is open");
      bench.node.send({ ...sent });
      const { messages } = await look();
      assert.deepEqual(
        messages.map(({ type: of, conversationId, endedAt }) => [of, conversationId, endedAt !== undefined]),
        [[type, CALL.conversationId, true]],
      );
      assert.deepEqual(Object.keys(messages[0]?.inputs ?? {}), ["event", "conversationId"]);
      assert.equal(bench.arrivals.length, 2, "the flow receives both");
    });
});
