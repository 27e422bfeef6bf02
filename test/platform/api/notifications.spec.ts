import assert from "node:assert/strict";
import { listConversationIds } from "../../../nodes/lib/platform/api/analytics";
import { addTopics, createChannel, replaceTopics } from "../../../nodes/lib/platform/api/notifications";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Client, PlatformRequest } from "../../../nodes/lib/platform/types";

/** A client that gives these answers, one after the other. */
const scripted = (...answers: unknown[]) => {
  const requests: PlatformRequest[] = [];
  const request = (one: PlatformRequest): Promise<unknown> => {
    requests.push(one);
    return Promise.resolve(answers.shift());
  };
  return { requests, client: { request } as unknown as Client };
};

describe("the requests of the notification service", () => {
  it("open a channel and read when it expires", async () => {
    const { client, requests } = scripted({
      id: "c",
      connectUri: "wss://x",
      expires: "2026-01-02T12:00:00.000Z",
    });
    assert.deepEqual(await createChannel(client), {
      id: "c",
      connectUri: "wss://x",
      expiresAt: Date.UTC(2026, 0, 2, 12),
    });
    assert.deepEqual([requests[0]?.method, requests[0]?.path], ["POST", "/api/v2/notifications/channels"]);
  });

  for (const answer of [undefined, {}, { id: "c" }, { id: 5, connectUri: "wss://x" }])
    it(`do not take ${JSON.stringify(answer)} for a channel`, async () => {
      await assert.rejects(createChannel(scripted(answer).client), (error) =>
        isGenesysError(error, "answer"),
      );
    });

  it("send topics as ids, let one be refused without the others, and report which one and what is missing", async () => {
    const answer = {
      entities: [
        { id: "v2.a", state: "Permitted" },
        { id: "v2.b", state: "Rejected", missingPermissions: ["x:y:view", 7], rejectionReason: "no" },
        { id: 5, state: "Rejected" },
        { id: "v2.c", state: "rejected" },
      ],
    };
    const refused = [
      { topic: "v2.b", missingPermissions: ["x:y:view"], reason: "no" },
      { topic: "v2.c", missingPermissions: [] },
    ];
    const { client, requests } = scripted(answer, answer, undefined);
    assert.deepEqual(await replaceTopics(client, "a/b", ["v2.a", "v2.b"]), refused);
    assert.deepEqual(await addTopics(client, "c", []), refused);
    assert.deepEqual(await addTopics(client, "c", []), []);
    assert.deepEqual(requests[0], {
      operation: "putNotificationsChannelSubscriptions",
      method: "PUT",
      path: "/api/v2/notifications/channels/a%2Fb/subscriptions",
      query: { ignoreErrors: true },
      body: [{ id: "v2.a" }, { id: "v2.b" }],
      repeatable: true,
    });
    assert.equal(requests[1]?.method, "POST");
  });

  it("ask for the conversations of queues and users in a stretch of time, page by page", async () => {
    const page = (from: number, size: number) => ({
      conversations: Array.from({ length: size }, (_, each) => ({ conversationId: `c${from + each}` })),
    });
    const { client, requests } = scripted(page(0, 100), { conversations: [{ conversationId: "c100" }, {}] });
    const query = { queueIds: ["q"], userIds: ["u"], fromMs: 0, toMs: 60_000 };
    assert.equal((await listConversationIds(client, query)).length, 101);
    assert.deepEqual(requests[1]?.body, {
      interval: "1970-01-01T00:00:00.000Z/1970-01-01T00:01:00.000Z",
      order: "desc",
      orderBy: "conversationStart",
      segmentFilters: [
        {
          type: "or",
          predicates: [
            { type: "dimension", dimension: "queueId", value: "q" },
            { type: "dimension", dimension: "userId", value: "u" },
          ],
        },
      ],
      paging: { pageSize: 100, pageNumber: 2 },
    });
  });
});
