import assert from "node:assert/strict";
import fc from "fast-check";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";
import { arbitraryAgents, historyWithWork, type Truth } from "../../support/after-call-work";
import { asEventBody, QUEUE, type Step } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const LATER = START + 25_000;

const track = (steps: readonly Step[], at: (step: Step) => number, asRead = false): ConversationEvent[] => {
  const tracker = createTracker(START);
  return steps.flatMap((step) =>
    asRead
      ? tracker.read(structuredClone(step.conversation), at(step), [], false)
      : tracker.frame(
          { topicName: TOPIC, eventBody: asEventBody(step.conversation), correlationId: `c-${step.at}` },
          at(step),
          [],
        ).events,
  );
};

const assertTrue = (events: readonly ConversationEvent[], truths: readonly Truth[]): void => {
  const of = (name: string) => events.filter(({ event }) => event === name);
  const started = of("acwStarted").map(({ participantId, communicationId, mediaType }) => ({
    participantId,
    communicationId,
    mediaType,
  }));
  const shouldStart = truths.flatMap(({ participantId, started: how }) =>
    how === undefined ? [] : [{ participantId, ...how }],
  );
  const byId = (one: { participantId?: string | undefined }, other: { participantId?: string | undefined }) =>
    String(one.participantId).localeCompare(String(other.participantId));
  assert.deepEqual(started.sort(byId), shouldStart.sort(byId));
  assert.deepEqual(
    of("wrappedUp")
      .map(({ participantId, to }) => [participantId, to])
      .sort(),
    truths.flatMap(({ participantId, wrappedUp }) =>
      wrappedUp === undefined ? [] : [[participantId, wrappedUp]],
    ),
  );
  const keys = events.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length, "each once");
};

describe("the events of after-call work", function () {
  this.timeout(60_000);

  it("are about the leg that the work belongs to, each once, and none for work that was skipped at once", () => {
    fc.assert(
      fc.property(arbitraryAgents, (plans) => {
        const { steps, truths } = historyWithWork("c", START, plans);
        assertTrue(
          track(steps, ({ at }) => at),
          truths,
        );
        assertTrue(
          track(steps, ({ at }) => at, true),
          truths,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("are the same whatever the order of the frames, and however often each comes", () => {
    fc.assert(
      fc.property(
        arbitraryAgents,
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        fc.infiniteStream(fc.boolean()),
        (plans, order, twice) => {
          const { steps, truths } = historyWithWork("c", START, plans);
          const frames = steps.flatMap((step) => (twice.next().value ? [step, step] : [step]));
          const shuffled = frames
            .map((step) => ({ step, place: Number(order.next().value) }))
            .sort((one, other) => one.place - other.place)
            .map(({ step }) => step);
          assertTrue(
            track(shuffled, () => LATER),
            truths,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("are the same from the last snapshot alone, as it is read after a gap", () => {
    fc.assert(
      fc.property(arbitraryAgents, (plans) => {
        const { steps, truths } = historyWithWork("c", START, plans);
        assertTrue(
          track(steps.slice(-1), () => LATER, true),
          truths,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("leave work pending exactly while it has begun and not ended, so that it is followed", () => {
    fc.assert(
      fc.property(arbitraryAgents, (plans) => {
        const { steps } = historyWithWork("c", START, plans);
        const tracker = createTracker(START);
        for (const { conversation, at } of steps) tracker.read(conversation, at, [], false);
        const ended = structuredClone(steps.at(-1)!.conversation);
        ended.endTime = new Date(LATER).toISOString();
        tracker.read(ended, LATER, [], false);
        const owed = plans.some(
          ({ alert, work }) => work === "pending" && (alert === "answered" || alert === "unanswered"),
        );
        assert.equal(tracker.open().length, owed ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});
