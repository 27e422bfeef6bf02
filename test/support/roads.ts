import { createFeed, createFeedMemory } from "../../nodes/lib/platform/events/feed";
import { framesOf } from "../../nodes/lib/platform/events/delivered";
import type { ConversationEvent, Frame } from "../../nodes/lib/platform/events/types";
import { createClosing } from "../../nodes/lib/platform/time/clock";
import type { Client, Clock } from "../../nodes/lib/platform/types";

/** A feed that counts what it emits. */
export const openFeed = (client: Client, clock: Clock, memory = createFeedMemory(clock.now())) => {
  const closing = createClosing();
  const events: ConversationEvent[] = [];
  const frames: Frame[] = [];
  const failures: unknown[] = [];
  const feed = createFeed({
    client,
    clock,
    random: () => 0.5,
    signal: closing.signal,
    memory,
    onEvent: (event) => {
      events.push(event);
      return undefined;
    },
    onFrame: (frame) => void frames.push(frame),
  });
  return {
    events,
    frames,
    failures,
    memory,
    close: () => closing.abort(),
    /** Settles with whether everything was emitted. */
    take: (delivered: unknown, topic?: string): Promise<boolean> =>
      feed.take(framesOf(delivered, topic).frames).then(
        () => true,
        (error: unknown) => {
          failures.push(error);
          return false;
        },
      ),
  };
};

/** What can be compared of events: a snapshot does not say when an alert began, only when it was received. */
export const listOf = (events: readonly ConversationEvent[]): string[] =>
  events.map(({ conversationId, key, mediaType }) => `${conversationId} ${key} ${mediaType}`);
