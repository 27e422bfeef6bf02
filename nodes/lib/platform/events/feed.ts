import type { Client, Clock, Random } from "../types";
import { createReader } from "./reader";
import { createSeenFrames, type SeenFrames } from "./seen-frames";
import { createTracker, understand, type Tracker } from "./tracker";
import type { ConversationEvent, Frame } from "./types";

export interface Feed {
  /**
   * Emits the events of these frames. Resolves when all of them are emitted. Rejects where a conversation that had to be
   * read could not be: its frames may then be delivered again.
   */
  take(frames: readonly Frame[]): Promise<void>;
}

/** What a feed knows. Kept across the deploys of its node, so that none of its events is emitted twice. */
export interface FeedMemory {
  tracker: Tracker;
  seen: SeenFrames;
}

export interface FeedParts {
  client: Client;
  clock: Clock;
  random: Random;
  signal: AbortSignal;
  memory: FeedMemory;
  /** Returns when it has been emitted, where that is not at once. */
  onEvent: (event: ConversationEvent, frame?: Frame) => Promise<void> | undefined;
  /** Every frame, as it was delivered, unless it came before. */
  onFrame: (frame: Frame) => void;
}

export const createFeedMemory = (now: number): FeedMemory => ({
  tracker: createTracker(now, { durable: true }),
  seen: createSeenFrames(),
});

const SILENT = { info: () => undefined, warn: () => undefined };

/** The events of frames that a flow delivers: the same as of a channel, whatever way they took and however late they are. */
export const createFeed = (parts: FeedParts): Feed => {
  const { client, clock, signal, onEvent, onFrame } = parts;
  const { tracker, seen } = parts.memory;
  const now = (): number => client.platformTime(clock.now());
  /** The last event of a read that is not emitted yet, by conversation. */
  const heldBack = new Map<string, Promise<void>>();
  const reader = createReader({
    ...parts,
    log: SILENT, // the message that delivered the frame fails with the reason
    onRead: (conversation, catchingUp) => {
      for (const event of tracker.read(conversation, now(), [], catchingUp)) {
        const emitted = onEvent(event);
        if (emitted !== undefined) heldBack.set(conversation.id, emitted); // the last one is emitted last
      }
    },
    onMissing: (conversationId) => tracker.forget(conversationId),
  });

  const read = async (conversationId: string): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      reader.request(conversationId, now(), false, (failure) => {
        if (failure === undefined) resolve();
        else reject(failure instanceof Error ? failure : new Error("The conversation could not be read."));
      });
    });
    const last = heldBack.get(conversationId);
    await last;
    if (heldBack.get(conversationId) === last) heldBack.delete(conversationId);
  };

  /** These may be delivered again once everything has ended: nothing says that their events were emitted. */
  const unfinished = new Set<Frame>();
  const releaseAll = (): void => {
    for (const frame of unfinished) seen.release(frame);
  };
  signal.addEventListener("abort", releaseAll, { once: true });

  const takeOne = async (frame: Frame): Promise<void> => {
    if (!seen.claim(frame, now())) return;
    unfinished.add(frame);
    try {
      const { events, toRead } = tracker.frame(frame, now(), [], understand(frame));
      onFrame(frame);
      const emitted = events.flatMap((event) => onEvent(event, frame) ?? []);
      if (toRead !== undefined) await read(toRead);
      await Promise.all(emitted);
    } catch (error) {
      seen.release(frame);
      throw error;
    } finally {
      unfinished.delete(frame);
    }
  };

  return {
    take: async (frames) => {
      const taken = await Promise.allSettled(frames.map(takeOne));
      const failed = taken.find((one) => one.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    },
  };
};
