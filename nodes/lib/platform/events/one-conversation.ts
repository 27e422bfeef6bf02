import type { Conversation, Participant } from "../conversation/conversation";
import { topicsOf } from "./topics";
import type { Events } from "./events";
import { createRecentKeys, type RecentKeys } from "./recent";
import type { Subscription } from "./subscriber";

/** This many events of a conversation are remembered for deduplication. */
export const KEYS_KEPT = 1_000;

type Listeners = Omit<Subscription, "topics">;

/**
 * Follows one conversation by its id. Its own topics report beginnings and ends only, so the topics of the users in it
 * are subscribed as well, as soon as they are known. What several of them report is emitted once. `emitted` has the keys
 * of the events that were.
 */
export const followConversation = (
  events: Pick<Events, "subscribe">,
  conversationId: string,
  listeners: Listeners,
  emitted: RecentKeys = createRecentKeys(KEYS_KEPT),
): (() => void) => {
  const users = new Map<string, () => void>();
  const { resumed } = listeners;
  /** One tracker for all, where it is kept for another instance: made by the first that has received something. */
  const ofUsers = () => (resumed === undefined ? {} : { tracker: resumed.tracker(resumed.until ?? 0) });
  let stopped = false;

  const onEvent: Listeners["onEvent"] = (event, frame) => {
    if (event.conversationId.toLowerCase() !== conversationId.toLowerCase() || emitted.has(event.key)) return;
    emitted.add(event.key);
    listeners.onEvent?.(event, frame);
  };

  const listenToUsers = (conversation: Conversation): void => {
    listeners.onRead?.(conversation);
    for (const { userId } of conversation.participants.filter(isThere))
      if (userId !== undefined && !users.has(userId) && !stopped)
        users.set(userId, events.subscribe({ ...ofUsers(), topics: topicsOf("user", userId), onEvent }));
  };

  const stop = events.subscribe({
    ...listeners,
    topics: topicsOf("conversation", conversationId),
    onEvent,
    onRead: listenToUsers,
  });
  return () => {
    stopped = true;
    stop();
    for (const stopUser of users.values()) stopUser();
  };
};

const isThere = ({ endTime }: Participant): boolean => endTime === undefined || endTime === null;
