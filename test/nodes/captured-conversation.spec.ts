import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { readCapture, textOfCapture, type Capture } from "../../nodes/lib/capture/format";
import type { AccountNode } from "../../nodes/lib/node/account";
import { recordConversation } from "../../nodes/lib/recorder/record";
import { eventsBench } from "../support/benches/events";

/** The messages of the node with a number in place of each id, in the order in which they come first. */
const shapeOf = (messages: readonly Record<string, unknown>[]): unknown[] => {
  const ids = new Map<unknown, number>();
  const numberOf = (id: unknown): number | undefined => {
    if (id === undefined) return undefined;
    if (!ids.has(id)) ids.set(id, ids.size);
    return ids.get(id);
  };
  return messages.map(
    ({ event, participantId, communicationId, mediaType, userId, queueId, previous, current }) => [
      ...[
        event,
        mediaType,
        numberOf(participantId),
        numberOf(communicationId),
        numberOf(userId),
        numberOf(queueId),
      ],
      ...(event === "attributesChanged" || event === "wrappedUp" ? [] : [previous, current]),
    ],
  );
};

const queueIn = ({ records }: Capture): string => {
  const [, id] = /"queueId":"([^"]+)"/.exec(JSON.stringify(records)) ?? [];
  return id ?? assert.fail("the capture has no queue");
};

describe("a captured conversation", () => {
  const { bench, run, connect, has, events } = eventsBench();
  afterEach(() => bench().close());

  /** A caller who is declined by one agent and served by another. */
  const record = async (scope: Record<string, unknown> = {}) => {
    await connect(scope);
    const { act, clock } = bench().simulator;
    const account = helper.getNode("the-account") as unknown as AccountNode;
    const { conversationId } = act.customerCalls({
      queue: "Support",
      from: "+493023125001",
      name: "Erika Musterfrau",
    });
    let capture: Capture | undefined;
    let begun = 0;
    void recordConversation({
      ...{ client: account.client(), events: account.events(), clock, conversationId },
      ...{ signal: new AbortController().signal, onProgress: (count) => (begun = count) },
    }).then((made) => (capture = made));
    await run(() => begun >= 3 && has("offered")());
    act.agentDeclines(conversationId);
    await run(has("requeued"));
    act.agentAnswers(conversationId, { user: "Ben Agent" });
    await run(has("connected"));
    const answeredAt = clock.now();
    await run(() => clock.now() > answeredAt + 3_000);
    act.agentHolds(conversationId);
    await run(has("held"));
    act.agentResumes(conversationId);
    await run(has("resumed"));
    act.customerHangsUp(conversationId);
    await run(has("ended", "acwStarted"));
    act.agentWrapsUp(conversationId, { code: "Resolved" });
    await run(has("wrappedUp"));
    await run(() => capture !== undefined);
    return {
      capture: capture ?? assert.fail(),
      conversationId,
      messages: bench().arrivals.map(({ msg }) => msg),
    };
  };

  it("replays as the same events to the node, from the beginning to the wrap-up", async () => {
    const { capture, messages, conversationId } = await record();
    assert.equal(capture.isComplete, true);
    const text = textOfCapture(capture);
    for (const personal of [
      "Erika",
      "Musterfrau",
      "23125001",
      conversationId,
      "Ben",
      "Ada",
      "Support",
      "Resolved",
    ])
      assert.ok(!text.includes(personal), personal);
    await bench().close();

    await connect({ ids: queueIn(capture) }, { captures: [readCapture(JSON.parse(text))] });
    const { state } = bench().simulator.captures.replay();
    assert.equal(state, "replaying");
    await run(has("wrappedUp"));
    const replayed = bench().arrivals.map(({ msg }) => msg);
    assert.deepEqual(
      events(),
      messages.map(({ event }) => event),
    );
    assert.deepEqual(shapeOf(replayed), shapeOf(messages));
    const read = capture.records.findLast((one) => one.kind === "read" && one.path.split("/").length === 5);
    assert.ok(read?.kind === "read");
    const kept = bench().simulator.store.conversations.get(capture.conversationId) ?? assert.fail();
    const legs = kept.participants.flatMap(({ communications }) => communications.map(({ id }) => id));
    const ids = (read.body as { participants: { calls: { id: string }[] }[] }).participants.flatMap(
      ({ calls }) => calls.map(({ id }) => id),
    );
    assert.deepEqual(legs, ids, "no leg is there twice");
  });
});
