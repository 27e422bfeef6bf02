import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";
import { createConnect } from "../../../nodes/lib/platform/http/socket";
import { topicsOf } from "../../../nodes/lib/platform/events/topics";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg } from "../../support/simulated-client";

const SUPPORT = idOf("queue Support");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Rounds of the event loop: client and simulator share it, and one exchange takes a few. */
const QUIET_ROUNDS = 12;

/** What a queue emits on a machine whose clock is ahead: a call that is received live, one in a gap, one after a day. */
const listenOn = async (machineAheadMs: number) => {
  const org = await openOrg(machineAheadMs);
  const emitted: ConversationEvent[] = [];
  const silence = { info: () => undefined, warn: () => undefined };
  const events = createEvents({
    client: org.clientOf("client-credentials"),
    connect: createConnect(),
    clock: org.machine,
    random: () => 0.5,
    log: silence,
  });
  const { act, log } = org.simulator;
  const activity = (): number =>
    emitted.length + log.count() + log.entries().filter(({ status }) => status !== undefined).length;
  /** Virtual time moves on only when the sockets are quiet: on a slow machine it would overtake what is in progress. */
  const settle = async (): Promise<void> => {
    for (let quiet = 0, seen = activity(); quiet < QUIET_ROUNDS; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (activity() === seen) continue;
      seen = activity();
      quiet = 0;
    }
  };
  const pass = async (ms: number, stepMs = 500): Promise<void> => {
    for (const end = org.clock.now() + ms; org.clock.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await settle();
      await org.clock.advance(stepMs);
    }
  };
  const startedAt = org.clock.now();
  const takeCall = async (): Promise<string> => {
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await pass(5_000);
    act.agentAnswers(conversationId);
    await pass(5_000);
    act.customerHangsUp(conversationId);
    await pass(5_000);
    act.agentWrapsUp(conversationId);
    return conversationId;
  };
  try {
    events.subscribe({ topics: topicsOf("queue", SUPPORT), onEvent: (event) => void emitted.push(event) });
    await pass(5_000);
    const live = await takeCall();
    await pass(MINUTE);
    act.stallSockets();
    const missed = await takeCall();
    await pass(5 * MINUTE);
    const ofCall = (id: string) =>
      emitted
        .filter(({ conversationId }) => conversationId === id)
        .map(({ event, occurredAt, recovered }) => ({ event, after: occurredAt - startedAt, recovered }));
    const calls = { live: ofCall(live), missed: ofCall(missed) };
    await pass(2 * HOUR, 20_000);
    return { ...calls, channels: log.count("postNotificationsChannels") };
  } finally {
    events.close();
    await org.close();
  }
};

const what = ({ event, recovered }: { event: string; recovered: boolean }) => ({ event, recovered });

describe("notifications on a machine whose clock is not the platform's", () => {
  let right: Awaited<ReturnType<typeof listenOn>>;
  before(async function () {
    this.timeout(60_000);
    right = await listenOn(0);
    assert.ok(right.live.length >= 5 && right.missed.length >= 4, "a call has so many events");
    assert.ok(right.live.every(({ recovered }) => !recovered));
    assert.ok(right.missed.some(({ recovered }) => recovered));
  });

  for (const [name, aheadMs] of [
    ["twenty minutes fast", 20 * MINUTE],
    ["twenty minutes slow", -20 * MINUTE],
    ["two days fast", 48 * HOUR],
  ] as const)
    it(`emit the same at the same times: ${name}`, async function () {
      this.timeout(60_000);
      const wrong = await listenOn(aheadMs);
      assert.deepEqual(wrong.live.map(what), right.live.map(what));
      assert.deepEqual(wrong.missed.map(what), right.missed.map(what));
      // what has no date gets that of its arrival, and sockets bring it in real time
      for (const [place, { after }] of [...wrong.live, ...wrong.missed].entries())
        assert.ok(Math.abs(after - ([...right.live, ...right.missed][place]?.after ?? NaN)) < 30_000);
      assert.equal(wrong.channels, right.channels, "a channel is not taken for outlived");
    });
});
