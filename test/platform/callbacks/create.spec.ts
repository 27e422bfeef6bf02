import assert from "node:assert/strict";
import { createCallback, createForParticipant } from "../../../nodes/lib/platform/callbacks/create";
import type { CallbackInputs } from "../../../nodes/lib/platform/callbacks/order";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import { isId } from "../../../nodes/lib/facts/ids";
import { meddled } from "../../support/place-call";
import { START } from "../../simulator/caller";
import { BEN, CREATE, NUMBERS, openCallbacks, SUPPORT, type Callbacks } from "./callbacks-org";

const FOR_PARTICIPANT = "postConversationParticipantCallbacks";
const SEARCH = "postAnalyticsConversationsDetailsQuery";
const { conversationId } = START;
const CUSTOMER: Target = { conversationId, target: "customer", which: "newest" };

describe("a new callback", () => {
  let org: Callbacks;
  beforeEach(async () => (org = await openCallbacks()));
  afterEach(() => org.close());

  const order = (more: CallbackInputs = {}): CallbackInputs => ({
    queueId: SUPPORT,
    numbers: NUMBERS,
    ...more,
  });
  const create = (more?: CallbackInputs) => createCallback(org.client, order(more));

  it("has its numbers in E.164, its time, its attributes, and an id of its own", async () => {
    const created = await org.org.play(
      create({
        numbers: ["(555) 555-0142", "+1 555 555 0142", "+15555550143"],
        ...{ country: "US", customerName: "Ada", scheduledTime: Date.parse("2026-03-02T10:00:00Z") },
        attributes: { order: "42" },
      }),
    );
    const { requestId } = created;
    assert.ok(isId(requestId));
    assert.deepEqual(org.bodiesOf(CREATE), [
      {
        queueId: SUPPORT,
        callbackNumbers: ["+15555550142", "+15555550143"],
        callbackUserName: "Ada",
        callbackScheduledTime: "2026-03-02T10:00:00.000Z",
        data: { order: "42", callbackRequestId: requestId },
      },
    ]);
    assert.equal(created.conversationId, org.callbacks()[0]?.id);
    assert.equal(org.count(SEARCH), 0);
  });

  it("prefers an agent, and finds the queue by its name", async () => {
    const created = await org.org.play(create({ queueId: "support", userId: "ben.agent@example.com" }));
    assert.deepEqual([created.queueId, created.userId], [SUPPORT, BEN]);
    const [body] = org.bodiesOf(CREATE) as Record<string, unknown>[];
    assert.deepEqual(body?.["routingData"], { queueId: SUPPORT, preferredAgentIds: [BEN] });
    assert.equal(body?.["queueId"], undefined);
  });

  for (const [why, field, more] of [
    ["a number", "numbers", { numbers: [] }],
    ["a number that exists", "numbers", { numbers: ["12"] }],
    ["a queue", "queueId", { queueId: undefined }],
    ["a queue that exists", "queueId", { queueId: "Nowhere" }],
    ["a time with a zone", "scheduledTime", { scheduledTime: "2026-03-02T10:00:00" }],
    ["attributes without that of the node", "attributes", { attributes: { callbackRequestId: "x" } }],
  ] as const)
    it(`requires ${why}, before anything is sent`, async () => {
      const { cause } = await org.refused(create(more));
      assert.deepEqual([cause["field"], cause.outcome, org.count(CREATE)], [field, "notSent", 0]);
    });

  it("is found after a lost response, among others to the same number, and not created again", async () => {
    const earlier = await org.org.play(create());
    org.fail(CREATE, { lostAnswer: true });
    const both = await org.org.play(Promise.all([create(), create()]));
    assert.deepEqual([org.callbacks().length, org.count(CREATE)], [3, 3]);
    assert.equal(new Set([earlier, ...both].map((each) => each.conversationId)).size, 3);
    assert.equal(both.filter(({ recovered }) => recovered).length, 1);
  });

  it("is found where the platform accepted it without an id", async () => {
    const accepting = meddled(org.client, async ({ operation }, go) => {
      const answer = await go();
      return operation === CREATE ? undefined : answer;
    });
    const created = await org.org.play(createCallback(accepting, order()));
    assert.equal(created.conversationId, org.callbacks()[0]?.id);
  });

  for (const [name, arrange] of [
    ["was not created", () => org.fail(CREATE, { reset: true })],
    [
      "cannot be looked for",
      () => {
        org.fail(CREATE, { lostAnswer: true });
        org.fail(SEARCH, { status: 403 }, 9);
      },
    ],
  ] as const)
    it(`that ${name} is unknown, with the id to look for`, async () => {
      arrange();
      const { cause, message } = await org.refused(create());
      assert.equal(cause.outcome, "unknown");
      assert.ok(isId(String(cause["requestId"])));
      assert.match(message, /may have been created.*cause\.requestId/);
      assert.equal(org.count(CREATE), 1);
    });

  it("that is refused is not looked for", async () => {
    const { code, cause } = await org.refused(create({ scheduledTime: org.inMs(90 * 86_400_000) }));
    assert.deepEqual([code, cause.outcome, org.count(SEARCH)], ["rejected", "refused", 0]);
  });

  describe("of a participant", () => {
    const createFor = (target: Partial<Target> = {}, more?: CallbackInputs) =>
      createForParticipant(org.client, { ...CUSTOMER, ...target }, order(more));
    const legs = () =>
      org.callbacks()[0]?.participants.filter(({ communications }) => communications.length > 1) ?? [];

    it("belongs to the conversation", async () => {
      const created = await org.org.play(createFor({}, { scheduledTime: org.inMs(60_000) }));
      assert.equal(created.conversationId, conversationId);
      assert.deepEqual(
        legs().map(({ id }) => id),
        [created.participantId],
      );
    });

    it("is found in it after a lost response, beside an earlier one, and not created again", async () => {
      await org.org.play(createFor());
      org.fail(FOR_PARTICIPANT, { lostAnswer: true });
      const { recovered, communicationId } = await org.org.play(createFor());
      assert.equal(recovered, true);
      assert.equal(legs()[0]?.communications.at(-1)?.id, communicationId);
      assert.equal(org.count(FOR_PARTICIPANT), 2);
    });

    it("is unknown where the response was lost and it is not there", async () => {
      org.fail(FOR_PARTICIPANT, { reset: true });
      const { cause } = await org.refused(createFor());
      assert.deepEqual([cause.outcome, org.count(FOR_PARTICIPANT)], ["unknown", 1]);
    });

    it("is not one of a queue", async () => {
      const { participants = [] } = org.simulator.store.conversations.get(conversationId) ?? {};
      const queue = participants.find(({ purpose }) => purpose === "acd");
      const ids = { participantId: queue?.id, communicationId: queue?.communications[0]?.id };
      const { cause } = await org.refused(createFor({ target: "ids", ...ids }));
      assert.deepEqual([cause["field"], org.count(FOR_PARTICIPANT)], ["participantId", 0]);
    });
  });
});
