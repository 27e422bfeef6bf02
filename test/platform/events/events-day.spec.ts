import assert from "node:assert/strict";
import fc from "fast-check";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";
import { createClock } from "../../support/clock";
import { arbitraryPlan, historyOf, type Plan } from "../../support/histories";
import { createNotified } from "../../support/notified";
import { asEventBody, lagging, QUEUE, type Step } from "../../support/story";
import { snapshotOf } from "../../../nodes/lib/platform/events/snapshot";

const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PER_HOUR = 200;
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const LASTING = new Set([
  "offered",
  "connected",
  "requeued",
  "transferred",
  "agentLeft",
  "customerLeft",
  "ended",
]);

/** A day of conversations, in the order of what happens. */
const dayOf = (plans: readonly Plan[]): { id: string; steps: Step[] }[] =>
  plans.map((plan, each) => {
    const id = `c${each}`;
    return {
      id,
      steps: historyOf(id, START + MINUTE + Math.floor((each * HOUR) / PER_HOUR), {
        ...plan,
        actions: plan.actions.slice(0, 3),
        wrapped: each % 10 !== 0,
      }),
    };
  });

const MINUTE = 60_000;

describe("a day of notifications", () => {
  it("misses nothing and emits nothing twice, with a fault every ten minutes and two channels that end", async function () {
    this.timeout(180_000); // computes all the time, waits for nothing
    const clock = createClock(START);
    const notified = createNotified(clock);
    notified.script.lifeMs = 10 * HOUR; // two renewals a day
    const log = { info: () => undefined, warn: () => undefined };
    const events = createEvents({ ...notified, clock, random: () => 0.5, log });
    const emitted = new Map<string, ConversationEvent[]>();
    let alive = 0;
    events.subscribe({
      topics: [TOPIC],
      onEvent: (event) => {
        const list = emitted.get(event.conversationId) ?? [];
        emitted.set(event.conversationId, [...list, event]);
        if (event.event === "ended") alive++;
      },
    });

    const day = dayOf(fc.sample(arbitraryPlan, { numRuns: (PER_HOUR * (DAY - HOUR)) / HOUR, seed: 7 }));
    const agenda = day.flatMap(({ steps }) => steps).sort((one, other) => one.at - other.at);
    notified.script.find = (fromMs, toMs) =>
      day.flatMap(({ id, steps }) => (steps[0]!.at <= toMs && steps.at(-1)!.at >= fromMs ? [id] : []));
    const latest = new Map<string, Step>();
    const peak = { timers: 0 };

    let fault = START + 10 * MINUTE;
    let faults = 0;
    let beat = START + 30_000;
    for (const step of agenda) {
      for (let due = Math.min(fault, beat); due <= step.at; due = Math.min(fault, beat)) {
        await clock.advance(Math.max(0, due - clock.now()));
        if (due === beat) {
          notified.beat();
          beat += 30_000;
        } else {
          fault += 10 * MINUTE;
          if (faults++ % 3 === 0) notified.stall();
          else if (faults % 3 === 2) notified.send("v2.system.socket_closing", {});
          else notified.drop(1006);
        }
        peak.timers = Math.max(peak.timers, clock.pending());
      }
      await clock.advance(Math.max(0, step.at - clock.now()));
      latest.set(step.conversation.id, step);
      const { conversation } = step;
      notified.conversations.set(conversation.id, () => latest.get(conversation.id)?.conversation);
      const correlationId = `${conversation.id}-${step.at}`;
      if (step.at % 5 === 0) notified.send(TOPIC, lagging(asEventBody(conversation)), correlationId);
      notified.send(TOPIC, conversation, correlationId);
      if (step.at % 4 === 0) notified.send(TOPIC, conversation, correlationId);
    }
    await clock.advance(5 * MINUTE);

    let compared = 0;
    for (const { id, steps } of day) {
      const ofConversation = emitted.get(id) ?? [];
      assert.equal(
        new Set(ofConversation.map(({ key }) => key)).size,
        ofConversation.length,
        `something of ${id} was emitted twice`,
      );
      compared += assertNothingMissed(steps, ofConversation);
    }
    assert.ok(compared > 15_000, `only ${compared} events were compared`);
    assert.ok([...emitted.values()].flat().some(({ recovered }) => recovered));
    assert.equal(alive, day.length);
    assert.ok(faults >= 137 && notified.of("postNotificationsChannels").length > 40);
    // what is read after a gap is what is still followed: no more at night than in the morning
    const readsBetween = (fromHour: number, toHour: number): number =>
      notified
        .of("getConversation")
        .filter(({ at }) => at >= START + fromHour * HOUR && at < START + toHour * HOUR).length;
    assert.ok(readsBetween(19, 22) < 1.5 * readsBetween(3, 6), "more and more is followed");
    assert.ok(peak.timers < 20, `${peak.timers} timers at once`);
    events.close();
    await clock.advance(0);
    assert.deepEqual([clock.pending(), notified.open().length], [0, 0]);
  });
});

const assertNothingMissed = (steps: readonly Step[], events: readonly ConversationEvent[]): number => {
  const { facts } = snapshotOf(steps.at(-1)!.conversation);
  const truth = facts
    .filter(({ event }) => LASTING.has(event))
    .map(({ key }) => key)
    .sort();
  const lasting = events.filter(({ event }) => LASTING.has(event)).map(({ key }) => key);
  assert.deepEqual(lasting.sort(), truth);
  return truth.length;
};
