import assert from "node:assert/strict";
import fc from "fast-check";
import { createTracker, type Tracker } from "../../../nodes/lib/platform/events/tracker";
import type { ConversationEvent, Frame, Gap } from "../../../nodes/lib/platform/events/types";
import { arbitraryPlan, historyOf } from "../../support/histories";
import { asEventBody, lagging, QUEUE, type Step } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const HISTORIES = 500;
const DELIVERY_MS = 5_000;

/** What the platform may do to one frame. */
interface Fault {
  delayMs: number;
  copies: number;
  lag: boolean;
  otherTopic: boolean;
}

const smooth = fc.record<Fault>({
  delayMs: fc.integer({ min: 0, max: 900 }),
  copies: fc.integer({ min: 1, max: 2 }),
  lag: fc.boolean(),
  otherTopic: fc.boolean(),
});
/** Long enough to overtake the next frames. */
const rough = fc.record<Fault>({
  delayMs: fc.integer({ min: 0, max: 4_900 }),
  copies: fc.integer({ min: 1, max: 2 }),
  lag: fc.boolean(),
  otherTopic: fc.boolean(),
});
const listOf = (fault: fc.Arbitrary<Fault>) => fc.array(fault, { minLength: 12, maxLength: 12 });
const arbitraryOutages = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 90_000 }), lastsMs: fc.integer({ min: 500, max: 60_000 }) }),
  { maxLength: 3 },
);

const QUEUE_TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const USER_TOPIC = "v2.users.user-9.conversations";

const heard = (steps: readonly Step[], faults: readonly Fault[]): { at: number; frame: Frame }[] =>
  steps
    .flatMap(({ at, conversation }, place) => {
      const { delayMs, copies, lag, otherTopic } = faults[place % faults.length]!;
      const body = asEventBody(conversation);
      const topics = otherTopic ? [QUEUE_TOPIC, USER_TOPIC] : [QUEUE_TOPIC];
      const bodies = lag ? [lagging(body), body] : [body];
      return Array.from({ length: copies }).flatMap((_, copy) =>
        topics.flatMap((topicName) =>
          bodies.map((eventBody) => ({
            at: at + (copy + 1) * delayMs,
            frame: { topicName, eventBody, correlationId: `${conversation.id}-${at}` },
          })),
        ),
      );
    })
    .sort((one, other) => one.at - other.at);

/** Tells a tracker a frame; where that leaves a doubt, what stands at that moment is read. */
const hear = (tracker: Tracker, steps: readonly Step[], frame: Frame, at: number, gaps: readonly Gap[]) => {
  const { events, toRead } = tracker.frame(frame, at, gaps);
  const now = toRead === undefined ? undefined : steps.findLast((step) => step.at <= at);
  return now === undefined ? events : [...events, ...tracker.read(now.conversation, at, gaps, false)];
};

/** The undisturbed course: each snapshot once, at once. */
const undisturbed = (steps: readonly Step[]): ConversationEvent[] => {
  const tracker = createTracker(START);
  return steps.flatMap(({ at, conversation }) =>
    hear(tracker, steps, { topicName: QUEUE_TOPIC, eventBody: asEventBody(conversation) }, at, []),
  );
};

/** The disturbed one: frames in an outage are lost; after it, what is followed is read. */
const disturbed = (
  steps: readonly Step[],
  faults: readonly Fault[],
  outages: readonly Gap[],
): ConversationEvent[] => {
  const tracker = createTracker(START);
  const gaps: Gap[] = [];
  const id = steps[0]!.conversation.id;
  const events: ConversationEvent[] = [];
  const pending = [...outages];
  const endOutagesUntil = (at: number): void => {
    for (let next = pending[0]; next !== undefined && next.to <= at; next = pending[0]) {
      pending.shift();
      gaps.push({ from: next.from - DELIVERY_MS, to: next.to });
      const now = steps.findLast((step) => step.at <= next.to);
      if (tracker.follows(id) && now !== undefined)
        events.push(...tracker.read(now.conversation, next.to, gaps, true));
    }
  };
  for (const { at, frame } of heard(steps, faults)) {
    endOutagesUntil(at);
    if (!outages.some(({ from, to }) => at >= from && at < to))
      events.push(...hear(tracker, steps, frame, at, gaps));
  }
  endOutagesUntil(Infinity);
  return events;
};

const keys = (events: readonly ConversationEvent[]): string[] => events.map(({ key }) => key).sort();

/** What snapshots tell without its history: what came and went between two of them, no later one tells. */
const isPassing = ({ event }: ConversationEvent): boolean =>
  event === "held" || event === "resumed" || event === "attributesChanged" || event === "messageStatus";
const lasting = (events: readonly ConversationEvent[]) => events.filter((event) => !isPassing(event));

const asOutages = (steps: readonly Step[], list: readonly { afterMs: number; lastsMs: number }[]): Gap[] => {
  let at = steps[0]!.at + 1;
  return list.map(({ afterMs, lastsMs }) => {
    const from = at + afterMs;
    at = from + lastsMs + DELIVERY_MS;
    return { from, to: from + lastsMs };
  });
};

describe("the events of any conversation", function () {
  this.timeout(60_000); // computes all the time, waits for nothing

  it("are the same, each once, whatever is repeated, delayed, lagging or told by two topics", () => {
    fc.assert(
      fc.property(arbitraryPlan, listOf(smooth), (plan, faults) => {
        const steps = historyOf("c1", START, plan);
        const events = disturbed(steps, faults, []);
        assert.deepEqual(keys(events), keys(undisturbed(steps)));
        assert.ok(events.every(({ recovered }) => !recovered));
      }),
      { numRuns: HISTORIES },
    );
  });

  it("are the same, each once, where frames overtake each other; what passes is never told twice or made up", () => {
    fc.assert(
      fc.property(arbitraryPlan, listOf(rough), (plan, faults) => {
        const steps = historyOf("c1", START, plan);
        const events = disturbed(steps, faults, []);
        const truth = undisturbed(steps);
        assert.deepEqual(keys(lasting(events)), keys(lasting(truth)));
        assert.equal(new Set(keys(events)).size, events.length);
        for (const name of ["held", "resumed"] as const)
          assert.ok(count(events, name) <= count(truth, name), `more ${name} than there were`);
      }),
      { numRuns: HISTORIES },
    );
  });

  it("are the same, each once, where the line was lost and what is followed was read; recovered only in a gap", () => {
    let recovered = 0;
    fc.assert(
      fc.property(arbitraryPlan, listOf(smooth), arbitraryOutages, (plan, faults, list) => {
        const steps = historyOf("c1", START, plan);
        const outages = asOutages(steps, list);
        const events = disturbed(steps, faults, outages);
        const truth = undisturbed(steps);
        if (sawSomething(steps, outages)) {
          assert.deepEqual(keys(lasting(events)), keys(lasting(truth)));
          assert.deepEqual(lastAttributes(events), lastAttributes(truth));
        }
        assert.equal(new Set(keys(events)).size, events.length);
        for (const event of events.filter((one) => one.recovered))
          assert.ok(
            outages.some(({ from, to }) => event.occurredAt >= from - DELIVERY_MS && event.occurredAt <= to),
            `${event.key} was recovered outside of a gap`,
          );
        recovered += events.filter((one) => one.recovered).length;
      }),
      { numRuns: HISTORIES },
    );
    assert.ok(recovered > HISTORIES / 2, `only ${recovered} events were recovered: the outages hit nothing`);
  });

  it("begin with an offer before its connection, and tell the end once and after every leaving", () => {
    fc.assert(
      fc.property(arbitraryPlan, listOf(rough), (plan, faults) => {
        const events = disturbed(historyOf("c1", START, plan), faults, []);
        for (const { key, event } of events)
          if (event === "connected") {
            const offer = events.findIndex((one) => one.key === key.replace("connected", "offered"));
            assert.ok(offer >= 0 && offer < events.findIndex((one) => one.key === key));
          }
        const end = events.findIndex(({ event }) => event === "ended");
        assert.equal(count(events, "ended"), 1);
        assert.ok(events.slice(end).every(({ event }) => event !== "agentLeft" && event !== "customerLeft"));
      }),
      { numRuns: HISTORIES },
    );
  });
});

const count = (events: readonly ConversationEvent[], name: string): number =>
  events.filter(({ event }) => event === name).length;

/** The first frame came through, so there was something to follow. */
const sawSomething = (steps: readonly Step[], outages: readonly Gap[]): boolean =>
  !outages.some(({ from }) => from <= steps[0]!.at + 1_800);

/** How the attributes stand in the end. */
const lastAttributes = (events: readonly ConversationEvent[]): object =>
  Object.assign(
    {},
    ...events.filter(({ event }) => event === "attributesChanged").map(({ to }) => to),
  ) as object;
