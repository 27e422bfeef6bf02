import assert from "node:assert/strict";
import fc from "fast-check";
import { anonymise } from "../../../nodes/lib/capture/anonymise";
import type { Capture, CaptureRecord } from "../../../nodes/lib/capture/format";
import { startSimulator } from "../../../nodes/lib/simulator/index";
import { createClock } from "../../support/clock";
import { eventsOf, replayedEvents } from "../../support/replayed";
import { asEventBody, createStory } from "../../support/story";

const START = Date.parse("2026-01-10T10:00:00.000Z");
const MEDIA = ["call", "callback", "message", "email"] as const;
const ID = "5e0f4e0e-1111-4222-8333-0123456789ab";

/** A conversation whose middle is as the numbers say. */
const storyOf = (media: (typeof MEDIA)[number], turns: readonly number[], isAgentFirst: boolean): Capture => {
  const story = createStory(ID, START, media);
  story.arrive(0).alert(900, "user-1").decline(2_000).alert(700, "user-2").answer(3_000);
  for (const [index, turn] of turns.entries())
    [
      () => story.hold(1_000).resume(2_000),
      () => story.setAttribute(300, "tier", `value ${index}`),
      () => story.supervise(500, "monitored"),
      () => story.conference(800, `user-${index + 5}`),
      () => story.consult(600, "agent").answerConsult(900).endConsult(1_500, false),
      () => story.transferTo(400, `user-${index + 20}`).answer(700),
      () => story.say(200, `message-${index}`).reply(300, `reply-${index}`).deliver(100, "delivery-success"),
    ][turn]?.();
  if (isAgentFirst) story.agentLeaves(1_000);
  else story.customerLeaves(1_000);
  story.wrapUp(2_000, "code-1");
  const records = story.steps.map(({ at, conversation }, index): CaptureRecord => ({
    ...{ kind: "frame", at: at - START, topicName: "v2.users.user-2.conversations" },
    ...{ correlationId: `step-${index}`, eventBody: asEventBody(conversation) },
  }));
  const startedAt = new Date(START).toISOString();
  return { format: "genesys-capture", version: 1, conversationId: ID, startedAt, isComplete: true, records };
};

describe("captures of many conversations", function () {
  this.timeout(60_000);

  it("replay as the events of their frames, which are as many as those of the conversation itself", async () => {
    const turns = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MEDIA), turns, fc.boolean(), async (media, given, isAgentFirst) => {
        const raw = storyOf(media, given, isAgentFirst);
        const made = anonymise(raw);
        const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
        const simulator = await startSimulator({ clock, captures: [made] });
        try {
          const direct = eventsOf(made);
          assert.ok(direct.length >= 5);
          assert.deepEqual(await replayedEvents(simulator, (ms) => clock.advance(ms)), direct);
          const nameOf = (event: string): unknown => (JSON.parse(event) as unknown[])[0];
          assert.deepEqual(direct.map(nameOf), eventsOf(raw).map(nameOf));
        } finally {
          await simulator.close();
        }
      }),
      { numRuns: 60, seed: 40 },
    );
  });
});
