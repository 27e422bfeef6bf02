import type { Capture, CaptureRecord } from "../../nodes/lib/capture/format";
import { asEventBody, createStory } from "./story";

const START = Date.parse("2026-01-10T10:00:00.000Z");

/** A call that two agents are offered, as a capture: each step is a notification of the queue, and a read at the beginning. */
export const storyCapture = (id = "5e0f4e0e-1111-4222-8333-0123456789ab"): Capture => {
  const story = createStory(id, START)
    .arrive(0)
    .alert(1_000, "user-1")
    .decline(4_000)
    .alert(500, "user-2")
    .answer(3_000);
  const { steps } = story
    .hold(9_000)
    .resume(5_000)
    .setAttribute(100, "tier", "gold")
    .customerLeaves(30_000)
    .wrapUp(9_000, "code-1");
  const records = steps.map(({ at, conversation }, index): CaptureRecord =>
    index === 0
      ? { kind: "read", at: 0, path: `/api/v2/conversations/${id}`, status: 200, body: conversation }
      : {
          ...{ kind: "frame", at: at - START, topicName: "v2.routing.queues.queue-1.conversations" },
          ...{ correlationId: `step-${index}`, eventBody: asEventBody(conversation) },
        },
  );
  const head = { format: "genesys-capture", version: 1, conversationId: id, isComplete: true } as const;
  return { ...head, startedAt: new Date(START).toISOString(), records };
};
