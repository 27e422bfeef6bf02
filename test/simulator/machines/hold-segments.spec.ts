import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { all, is, queriesOf } from "../analytics/queries";
import { callerOf, START, type Caller } from "../caller";
import { listenToTopics, passAndReceive } from "../notifications/frames";
import { ADA, AGENT, CALL, callsOfMany } from "./conference-calls";

describe("the segments of a leg that is put on hold", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    server = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  const { asUser, ask, callOf } = callsOfMany(() => ({ simulator, clock, server }));
  const hold = (held: boolean) => ask(asUser(ADA), "PATCH", `${CALL}/participants/${AGENT}`, { held });
  const segments = async () =>
    ((await callOf(AGENT))?.["segments"] as { type: string; endTime?: string }[])
      .slice(-3)
      .map(({ type, endTime }) => [type, endTime === undefined ? "runs" : "ended"]);

  it("are one of hold between two in which they talk, also where the same is asked for twice", async () => {
    for (const held of [true, true, false, false]) await hold(held);
    assert.deepEqual(await segments(), [
      ["Interact", "ended"],
      ["Hold", "ended"],
      ["Interact", "runs"],
    ]);
  });

  it("end with the leg, and its detail event has how long it was held and how long they talked", async () => {
    const topic = `v2.detail.events.conversation.${START.conversationId}.user.end`;
    const listener = await listenToTopics(server, [topic]);
    const before = clock.now();
    await hold(true);
    clock.advance(30_000 - (clock.now() - before));
    await hold(false);
    clock.advance(7_000);
    await hold(true);
    clock.advance(5_000);
    simulator.act.customerHangsUp(START.conversationId);
    await passAndReceive(clock, listener, 1_000);
    const end = listener.notifications().find(({ eventBody }) => eventBody?.["userId"] === ADA)?.eventBody;
    listener.close();
    assert.deepEqual((await segments()).at(-1), ["Hold", "ended"]);
    const [held, talked] = [Number(end?.["heldDurationMs"]), Number(end?.["interactingDurationMs"])];
    assert.ok(held >= 35_000 && held < 38_000, `${held} ms held`);
    assert.ok(talked >= 7_000, `${talked} ms talked`);
  });

  it("are found by analytics", async () => {
    const { bySegment } = queriesOf(() => simulator);
    const held = all(is("segmentType", "hold"));
    assert.deepEqual(await bySegment(held), []);
    await hold(true);
    assert.deepEqual(await bySegment(held), [START.conversationId]);
  });
});
