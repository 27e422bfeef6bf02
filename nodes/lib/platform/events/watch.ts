import type { Subscription } from "./subscriber";
import { createPointer, createSightTracker, type Sight } from "./sight";
import { signsOf, topicsOf } from "./topics";

export interface WatchParts {
  conversationId: string;
  /** From when on, by the platform's clock. */
  since: () => number;
  subscribe: (subscription: Subscription) => () => void;
  onSight: (sight: Sight) => void;
  /** Notifications report it now, or no longer. */
  onChange: () => void;
  /** The platform does not send its topics. */
  onRefused: () => void;
}

/** One conversation that is watched, by its topics where there is room for them. */
export interface Watch {
  conversationId: string;
  /** Its topics are to be subscribed, if they are not yet. */
  takeTopics(): void;
  hasTopics(): boolean;
  /** Do the topics of users report it, as opposed to those of its beginnings and ends? */
  hasUsers(): boolean;
  /** Is everything that its topics report received at present? */
  isNotified(): boolean;
  close(): void;
}

/** The topics of the users in it are subscribed as soon as they are known: only they report everything. */
export const createWatch = (parts: WatchParts): Watch => {
  const { conversationId, since, subscribe } = parts;
  /** What stops them, by canonical user id; and whether they are received. */
  const users = new Map<string, () => void>();
  const received = new Map<string, boolean>();
  let stopSigns: (() => void) | undefined;
  let closed = false;

  const hold = (name: string, topics: readonly string[]): (() => void) => {
    received.set(name, false);
    return subscribe({
      topics,
      tracker: createPointer(conversationId, since),
      onState: ({ kind, refused }) => {
        if (closed) return;
        const isReceived = kind === "connected" && refused.length === 0;
        if (refused.length > 0) parts.onRefused();
        if (received.get(name) === isReceived) return;
        received.set(name, isReceived);
        parts.onChange();
      },
    });
  };

  const holdUsers = ({ conversation, snapshot }: Sight): void => {
    for (const { userId, endTime } of conversation.participants) {
      const isThere = endTime === undefined || endTime === null || snapshot.acwPending;
      const key = userId?.toLowerCase();
      if (userId === undefined || key === undefined || !isThere || users.has(key)) continue;
      users.set(key, hold(key, topicsOf("user", userId)));
    }
  };

  const stop = subscribe({
    topics: [],
    tracker: createSightTracker(conversationId, since, (sight) => {
      if (closed) return;
      if (stopSigns !== undefined) holdUsers(sight);
      parts.onSight(sight);
    }),
  });

  return {
    conversationId,
    takeTopics: () => {
      stopSigns ??= hold("", signsOf(conversationId));
    },
    hasTopics: () => stopSigns !== undefined,
    hasUsers: () => users.size > 0,
    isNotified: () => received.size > 0 && [...received.values()].every(Boolean),
    close: () => {
      closed = true;
      stop();
      stopSigns?.();
      for (const stopUser of users.values()) stopUser();
    },
  };
};
