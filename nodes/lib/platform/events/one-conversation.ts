import type { Conversation, Participant } from "../conversation/conversation";
import { topicsOf } from "./topics";
import type { Events } from "./events";
import type { Subscription } from "./subscriber";

/** So many events are remembered in order not to tell them twice. */
const KEYS_KEPT = 1_000;

type Ears = Omit<Subscription, "topics">;

/**
 * Follows one conversation by its id. Its own topics tell of beginnings and ends only, so the topics of the users in it
 * are listened to as well, from the moment they are known. What several of them tell is told once.
 */
export const followConversation = (
  events: Pick<Events, "subscribe">,
  conversationId: string,
  ears: Ears,
): (() => void) => {
  const told = new Set<string>();
  const users = new Map<string, () => void>();
  let stopped = false;

  const onEvent: Ears["onEvent"] = (event, frame) => {
    if (event.conversationId.toLowerCase() !== conversationId.toLowerCase() || told.has(event.key)) return;
    told.add(event.key);
    const [oldest] = told;
    if (told.size > KEYS_KEPT && oldest !== undefined) told.delete(oldest);
    ears.onEvent?.(event, frame);
  };

  const listenToUsers = (conversation: Conversation): void => {
    ears.onRead?.(conversation);
    for (const { userId } of conversation.participants.filter(isThere))
      if (userId !== undefined && !users.has(userId) && !stopped)
        users.set(userId, events.subscribe({ topics: topicsOf("user", userId), onEvent }));
  };

  const stop = events.subscribe({
    ...ears,
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
