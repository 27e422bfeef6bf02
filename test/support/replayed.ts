import type { Capture } from "../../nodes/lib/capture/format";
import { asConversation, snapshotOf } from "../../nodes/lib/platform/events/snapshot";
import { createTracker } from "../../nodes/lib/platform/events/tracker";
import type { ConversationEvent } from "../../nodes/lib/platform/events/types";
import type { Simulator } from "../../nodes/lib/simulator/index";

/** The events of a capture: of its frames as they are, and of those that the simulated organisation sends. */

/** What identifies an event, apart from the moment at which a capture is replayed. */
export const identityOf = ({
  event,
  participantId,
  communicationId,
  mediaType,
  to,
}: ConversationEvent): string => JSON.stringify([event, participantId, communicationId, mediaType, to]);

/** By a tracker that receives the frames and reads of the capture directly. */
export const eventsOf = ({ records, startedAt }: Capture): string[] => {
  const start = Date.parse(startedAt);
  const tracker = createTracker(0, { durable: true });
  return records.flatMap((record) => {
    const at = start + record.at;
    if (record.kind !== "frame") return [];
    const { topicName, eventBody, correlationId } = record;
    return tracker.frame({ topicName, eventBody, correlationId }, at, []).events.map(identityOf);
  });
};

/** By the same tracker, from what the organisation delivers while it replays. */
export const replayedEvents = async (
  simulator: Simulator,
  advance: (ms: number) => void | Promise<void>,
): Promise<string[]> => {
  const tracker = createTracker(0, { durable: true });
  const events: string[] = [];
  const stop = simulator.deliveries.add({
    as: "notification",
    topics: ["v2.*"],
    to: (delivered) => {
      const { topicName, eventBody, metadata } = delivered as {
        topicName: string;
        eventBody: unknown;
        metadata: { CorrelationId: string };
      };
      const frame = { topicName, eventBody, correlationId: metadata.CorrelationId };
      events.push(...tracker.frame(frame, simulator.clock.now(), []).events.map(identityOf));
    },
  });
  const { lastsMs } = simulator.captures.replay();
  await advance(lastsMs + 1);
  stop();
  return events;
};

/** The state of every leg, as a reader of conversations understands it. */
export const legsIn = (body: unknown): unknown => {
  const conversation = asConversation(body);
  if (conversation === undefined) return undefined;
  const { facts, marks, ended, acwPending } = snapshotOf(conversation);
  return { facts: facts.map(({ key }) => key).sort(), marks: [...marks].sort(), ended, acwPending };
};
