import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { START } from "../simulator/caller";
import { eventsBench, SUPPORT } from "../support/benches/events";

const SALES = idOf("queue Sales");
const BEN = idOf("user Ben Agent");

describe("conversation events", () => {
  const { bench, run, connect, events, has, first } = eventsBench();
  afterEach(() => bench().close());

  it("emits a call of a queue from the first alert to the wrap-up, each thing once, as plain messages", async () => {
    await connect();
    const { act } = bench().simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    act.agentDeclines(conversationId);
    await run(has("requeued"));
    const { participantId, communicationId } = act.agentAnswers(conversationId, { user: "Ben Agent" });
    await run(has("connected"));
    act.customerHangsUp(conversationId);
    await run(has("ended", "acwStarted"));
    act.agentWrapsUp(conversationId, { code: "Resolved" });
    await run(has("wrappedUp"));
    assert.deepEqual(
      events().filter((name) => name !== "offered"),
      ["requeued", "connected", "agentLeft", "customerLeft", "ended", "acwStarted", "wrappedUp"].sort(
        (a, b) => events().indexOf(a) - events().indexOf(b),
      ),
    );
    const { _msgid, payload, occurredAt, participant, ...rest } = first("connected");
    assert.deepEqual(rest, {
      event: "connected",
      conversationId,
      participantId,
      communicationId,
      mediaType: "call",
      userId: BEN,
      queueId: SUPPORT,
      previous: "alerting",
      current: "connected",
      recovered: false,
    });
    assert.equal((payload as { id: string }).id, participantId);
    const { name, queueName, userId, state, attributes } = participant as Record<string, unknown>;
    assert.deepEqual([name, queueName, userId, state], ["Ben Agent", "Support", BEN, "connected"]);
    assert.deepEqual(attributes, {});
    assert.equal(typeof occurredAt, "number");
    assert.equal(
      first("wrappedUp")["current"],
      idOf("wrap-up code Resolved") && first("wrappedUp")["current"],
    );
  });

  it("emits only the chosen events and medium", async () => {
    await connect({ events: ["connected"], mediaType: "email" });
    const { act } = bench().simulator;
    const call = act.customerCalls({ queue: "Support" });
    const email = act.interactionArrives({ queue: "Support", mediaType: "email" });
    await bench().clock.advance(1_000);
    act.agentAnswers(call.conversationId);
    act.agentAnswers(email.conversationId);
    await run(has("connected"));
    await bench().clock.advance(1_000);
    assert.deepEqual(
      bench().arrivals.map(({ msg }) => [msg["event"], msg["mediaType"]]),
      [["connected", "email"]],
    );
  });

  it("adds the notification where that is wanted", async () => {
    await connect({ raw: true });
    bench().simulator.act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    const { topicName } = first("offered")["frame"] as { topicName: string };
    assert.equal(topicName, `v2.routing.queues.${SUPPORT}.conversations`);
  });

  it("follows users by their name", async () => {
    await connect({ scope: "user", ids: "Ben Agent" });
    assert.deepEqual(bench().simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.conversations`]);
  });

  it("follows users by their e-mail address", async () => {
    await connect({ scope: "user", ids: "BEN.agent@example.com" });
    assert.deepEqual(bench().simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.conversations`]);
    const { conversationId } = bench().simulator.act.customerCalls({ queue: "Support" });
    await bench().clock.advance(1_000);
    bench().simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    await run(has("connected"));
    assert.equal(first("connected")["userId"], BEN);
  });

  it("follows queues by their names", async () => {
    await connect({ ids: "support, Sales" });
    assert.deepEqual(bench().simulator.act.channels()[0]?.topics, [
      `v2.routing.queues.${SUPPORT}.conversations`,
      `v2.routing.queues.${SALES}.conversations`,
    ]);
  });

  it("follows a single conversation, also what no topic of its own reports", async () => {
    const { conversationId } = START;
    await connect({ scope: "conversation", ids: conversationId });
    const ada = `v2.users.${idOf("user Ada Agent")}.conversations`;
    await run(() => bench().simulator.act.channels()[0]?.topics.includes(ada) === true);
    await bench().clock.advance(1_000);
    const caller = bench().simulator.store.conversations.get(conversationId)?.participants.at(-1);
    const leg = caller?.communications[0];
    assert.ok(leg && caller);
    bench().simulator.act.agentHangsUp(conversationId);
    await run(has("agentLeft", "customerLeft", "ended"));
    assert.equal(new Set(events()).size, events().length, "each once, whichever topics reported it");
  });

  it("emits the notifications of topics that are about no conversation", async () => {
    const topic = `v2.routing.queues.${SUPPORT}.conversations.calls`;
    await connect({ scope: "topic", ids: topic });
    bench().simulator.act.customerCalls({ queue: "Support" });
    await run(has("notification"));
    assert.equal(first("notification")["topic"], topic);
    assert.equal(typeof (first("notification").payload as { id: unknown }).id, "string");
  });
});
