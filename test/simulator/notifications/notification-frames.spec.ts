import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callerOf, START, type Caller } from "../caller";
import type { Listener } from "./listener";
import {
  createCheck,
  detailTopics,
  listenToTopics,
  participantsOf,
  passAndReceive,
  SNAPSHOTS,
} from "./frames";

const ADA = idOf("user Ada Agent");
const BEN = idOf("user Ben Agent");

describe("the simulator's notifications", () => {
  const check = createCheck();
  let clock: VirtualClock;
  let simulator: Simulator;
  let caller: Caller;
  let listener: Listener;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => {
    simulator.reset();
    caller = callerOf(simulator);
  });
  afterEach(() => listener.close());
  after(() => simulator.close());

  const follow = async (...topics: string[]): Promise<Listener> =>
    (listener = await listenToTopics(caller, topics));
  const pass = (ms: number): Promise<void> => passAndReceive(clock, listener, ms);

  it("report a whole inbound call on every topic of it, in the shapes of the models", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support", from: "+15555550142" });
    const users = [ADA, BEN, idOf("user Lee Limited")].flatMap((id) => [
      `v2.users.${id}.conversations`,
      `v2.users.${id}.conversations.calls`,
    ]);
    await follow(SNAPSHOTS, `${SNAPSHOTS}.calls`, ...users, ...detailTopics(conversationId));
    await pass(800);
    simulator.act.agentDeclines(conversationId);
    await pass(5_000);
    const { participantId } = simulator.act.agentAnswers(conversationId);
    await pass(1_000);
    const attributes = `/api/v2/conversations/${conversationId}/participants/${participantId}/attributes`;
    assert.equal((await caller.call("PATCH", attributes, { attributes: { vip: "yes" } })).status, 202);
    await pass(10_000);
    simulator.act.customerHangsUp(conversationId);
    await pass(1_000);
    simulator.act.agentWrapsUp(conversationId, { code: "Resolved" });
    await pass(1_000);

    const received = listener.notifications();
    for (const frame of received) check(frame);
    const kinds = received
      .filter(({ topicName }) => topicName.startsWith("v2.detail"))
      .map(({ topicName }) => topicName.slice(`v2.detail.events.conversation.${conversationId}.`.length));
    assert.deepEqual(
      kinds.filter((kind) => kind !== "customer.start" && kind !== "flow.start"),
      [
        ...["flow.end", "acd.start", "user.start", "user.end", "user.start", "acd.end", "attributes"],
        ...["customer.end", "user.end", "wrapup", "acw"],
      ],
    );
    assert.ok(received.some(({ topicName }) => topicName.endsWith(".conversations.calls")));
    const last = received.findLast(({ topicName }) => topicName === SNAPSHOTS) ?? assert.fail();
    assert.deepEqual(
      participantsOf(last).map(({ purpose, calls }) => [
        purpose,
        calls?.[0]?.state,
        calls?.[0]?.disconnectType,
      ]),
      [
        ["customer", "disconnected", "endpoint"],
        ["ivr", "disconnected", "transfer"],
        ["acd", "disconnected", "transfer"],
        ["agent", "disconnected", "client"],
        ["agent", "disconnected", "peer"],
      ],
    );
  });

  it("spell what REST spells otherwise, and leave out what is not used", async () => {
    await follow(SNAPSHOTS, ...detailTopics(START.conversationId));
    simulator.act.agentHangsUp(START.conversationId);
    await pass(100);
    const frame = listener.notifications().find(({ topicName }) => topicName === SNAPSHOTS) ?? assert.fail();
    const [caller0, , , declined, , agent] = participantsOf(frame);
    assert.equal(frame.eventBody["recordingState"], "none");
    for (const name of ["startTime", "userUri", "queueName", "callbacks", "messages", "ani", "dnis"])
      assert.equal(name in (caller0 ?? {}), false, name);
    assert.equal("segments" in (caller0?.calls?.[0] ?? {}), false);
    assert.deepEqual(caller0?.["additionalProperties"], {});
    assert.deepEqual(
      [declined?.["wrapupRequired"], declined?.["wrapupExpected"], agent?.["wrapupExpected"]],
      [false, true, true],
    );
    assert.equal(agent?.calls?.[0]?.state, "disconnected"); // not terminated, although all is over
    const end =
      listener.notifications().find(({ topicName }) => topicName.endsWith("user.end")) ?? assert.fail();
    const { eventTime, disconnectType, mediaType, sessionId, direction } = end.eventBody;
    assert.deepEqual(
      [typeof eventTime, disconnectType, mediaType, direction],
      ["number", "CLIENT", "VOICE", "INBOUND"],
    );
    assert.equal(sessionId, agent?.calls?.[0]?.id);
  });

  it("report other media in the same way", async () => {
    for (const mediaType of ["message", "email", "callback", "video"]) {
      simulator.reset();
      caller = callerOf(simulator);
      const { conversationId } = simulator.act.interactionArrives({ mediaType, queue: "Support" });
      await follow(SNAPSHOTS, `${SNAPSHOTS}.${mediaType}s`, ...detailTopics(conversationId));
      await pass(800);
      simulator.act.agentAnswers(conversationId);
      await pass(1_000);
      for (const frame of listener.notifications()) check(frame);
      const flat = listener.notifications().filter(({ topicName }) => topicName.endsWith(`.${mediaType}s`));
      assert.ok(flat.length > 0, mediaType);
      listener.close();
    }
  });
});
