import assert from "node:assert/strict";
import { pagesBench } from "../support/api-pages";
import { CALL } from "../support/seed";

describe("genesys-api", () => {
  const { bench, open, queues, answer, asked } = pagesBench();
  afterEach(() => bench().close());

  describe("with all pages", () => {
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
  });
});
