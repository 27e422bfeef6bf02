import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import { callerOf, postFlowPath, START, type Caller } from "../caller";
import { listenTo, type ReceivedFrame, type Listener } from "./listener";
import {
  createCheck,
  detailTopics,
  listenToTopics,
  participantsOf,
  passAndReceive,
  SNAPSHOTS,
} from "./frames";

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

  it("come once for changes of the same moment, under one correlation id", async () => {
    await follow(SNAPSHOTS, ...detailTopics(START.conversationId));
    simulator.act.customerHangsUp(START.conversationId);
    await pass(100);
    const snapshots = listener.notifications().filter(({ topicName }) => topicName === SNAPSHOTS);
    assert.equal(snapshots.length, 1);
    assert.equal(new Set(listener.notifications().map(({ metadata }) => metadata?.CorrelationId)).size, 1);
  });

  it("say nothing of a post-flow action, as no topic reports it, unless the setting says otherwise", async () => {
    await follow(SNAPSHOTS);
    const set = async (): Promise<void> => {
      await caller.call("PATCH", postFlowPath(), { destination: "+15555550100" });
      await pass(200);
    };
    await set();
    assert.deepEqual(listener.notifications(), []);
    simulator.settings.postFlowRaisesEvent = true;
    await set();
    assert.equal(listener.notifications().length, 1);
  });

  it("may call a leg connected although it has a disconnected time, and put it right at once", async () => {
    simulator.settings.inconsistentPairs = true;
    await follow(SNAPSHOTS);
    simulator.act.agentHangsUp(START.conversationId);
    await pass(100);
    const [first, second] = listener.notifications();
    assert.ok(first && second);
    const legOf = (frame: ReceivedFrame) => participantsOf(frame)[5]?.calls?.[0];
    assert.equal(first.metadata?.CorrelationId, second.metadata?.CorrelationId);
    assert.deepEqual(
      [legOf(first)?.state, typeof legOf(first)?.["disconnectedTime"]],
      ["connected", "string"],
    );
    assert.deepEqual((legOf(first)?.["afterCallWork"] as { state: string }).state, "pending");
    assert.equal(participantsOf(first)[5]?.["endTime"], undefined);
    assert.equal(legOf(second)?.state, "disconnected");
    check(first);
  });

  it("reach former users only as long as the setting says so", async () => {
    simulator.settings.formerUsersHearOn = false;
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    const topic = `v2.users.${BEN}.conversations`;
    await follow(topic);
    await pass(800);
    simulator.act.agentDeclines(conversationId, { user: "Ben Agent" });
    await pass(100);
    const before = listener.notifications().length;
    assert.ok(before > 0);
    simulator.act.customerHangsUp(conversationId);
    await pass(100);
    assert.equal(listener.notifications().length, before);
  });

  it("are lost while no socket is open", async () => {
    await follow(SNAPSHOTS);
    simulator.act.dropSockets();
    await until(() => listener.closeCode() !== undefined);
    simulator.act.agentHangsUp(START.conversationId);
    clock.advance(1_000);
    const [channel] = simulator.act.channels();
    listener = await listenTo(`${simulator.url.replace("http", "ws")}/channels/${channel?.id}`);
    await pass(0);
    assert.deepEqual(listener.notifications(), []);
  });
});
