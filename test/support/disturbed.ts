import fc from "fast-check";
import { createTracker, type Tracker } from "../../nodes/lib/platform/events/tracker";
import type { ConversationEvent, Frame, Gap } from "../../nodes/lib/platform/events/types";
import { START } from "./events-time";
import { asEventBody, lagging, QUEUE, type Step } from "./story";

/** How long a frame is on its way at most. */
export const DELIVERY_MS = 5_000;

/** What the platform may do to one frame. */
interface Fault {
  delayMs: number;
  copies: number;
  lag: boolean;
  otherTopic: boolean;
}

/** Later than it should be, but before the next one. */
export const smooth = fc.record<Fault>({
  delayMs: fc.integer({ min: 0, max: 900 }),
  copies: fc.integer({ min: 1, max: 2 }),
  lag: fc.boolean(),
  otherTopic: fc.boolean(),
});
/** Long enough to overtake the next frames. */
export const rough = fc.record<Fault>({
  delayMs: fc.integer({ min: 0, max: 4_900 }),
  copies: fc.integer({ min: 1, max: 2 }),
  lag: fc.boolean(),
  otherTopic: fc.boolean(),
});
export const listOf = (fault: fc.Arbitrary<Fault>) => fc.array(fault, { minLength: 12, maxLength: 12 });

export const arbitraryOutages = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 90_000 }), lastsMs: fc.integer({ min: 500, max: 60_000 }) }),
  { maxLength: 3 },
);

const QUEUE_TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const USER_TOPIC = "v2.users.user-9.conversations";

const received = (steps: readonly Step[], faults: readonly Fault[]): { at: number; frame: Frame }[] =>
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

/** Hands a frame to a tracker; where that leaves a doubt, the conversation is read as it is at that moment. */
const receive = (
  tracker: Tracker,
  steps: readonly Step[],
  frame: Frame,
  at: number,
  gaps: readonly Gap[],
) => {
  const { events, toRead } = tracker.frame(frame, at, gaps);
  const now = toRead === undefined ? undefined : steps.findLast((step) => step.at <= at);
  return now === undefined ? events : [...events, ...tracker.read(now.conversation, at, gaps, false)];
};

/** The undisturbed course: each snapshot once, at once. */
export const undisturbed = (steps: readonly Step[]): ConversationEvent[] => {
  const tracker = createTracker(START);
  return steps.flatMap(({ at, conversation }) =>
    receive(tracker, steps, { topicName: QUEUE_TOPIC, eventBody: asEventBody(conversation) }, at, []),
  );
};

/** The disturbed one: frames in an outage are lost; after it, what is followed is read. */
export const disturbed = (
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
  for (const { at, frame } of received(steps, faults)) {
    endOutagesUntil(at);
    if (!outages.some(({ from, to }) => at >= from && at < to))
      events.push(...receive(tracker, steps, frame, at, gaps));
  }
  endOutagesUntil(Infinity);
  return events;
};

export const asOutages = (
  steps: readonly Step[],
  list: readonly { afterMs: number; lastsMs: number }[],
): Gap[] => {
  let at = steps[0]!.at + 1;
  return list.map(({ afterMs, lastsMs }) => {
    const from = at + afterMs;
    at = from + lastsMs + DELIVERY_MS;
    return { from, to: from + lastsMs };
  });
};
