import { listConversationIds } from "../api/analytics";
import { getConversation } from "../api/conversations";
import { isCustomer, legsOf, type Conversation, type Leg } from "../conversation/conversation";
import { lookUntilFound } from "../time/look";
import type { CallOptions, Client } from "../types";
import { REQUEST_ID } from "./order";

/** A callback whose response was lost: was it created? */

/** A callback is seen only a while after it was accepted, in analytics later than elsewhere: waits before each look. */
const LOOKS_MS = [500, 2_000, 5_000];
/** A `Date` has whole seconds: 1 s. Another 1 s for latency, and because the platform's machines may disagree. */
const SKEW_MS = 2_000;
/** The maximum number of conversations that are read, of those that began in the meantime in the queue. */
const MOST_READ = 20;

const looking = <T>(client: Client, { signal }: CallOptions, look: () => Promise<T | undefined>) =>
  lookUntilFound(client.clock, look, { waitsMs: LOOKS_MS, signal });

const isOurs =
  (requestId: string) =>
  ({ participants }: Conversation): boolean =>
    participants.some(({ attributes }) => attributes?.[REQUEST_ID] === requestId);

/**
 * The callback among the conversations of its queue, by the id that its request put into the attributes. It needs a
 * permission to read analytics; without it, nothing is found.
 */
export const findLostCallback = async (
  client: Client,
  { queueId, requestId, sentAt }: { queueId: string; requestId: string; sentAt: number },
  options: CallOptions = {},
): Promise<Conversation | undefined> => {
  const others = new Set<string>();
  const isIt = isOurs(requestId);
  const quiet = { ...options, onFacts: undefined };
  return looking(client, options, async () => {
    const query = {
      queueIds: [queueId],
      userIds: [],
      fromMs: client.platformTime(sentAt) - SKEW_MS,
      toMs: client.platformTime(client.clock.now()) + SKEW_MS,
    };
    const ids = (await listConversationIds(client, query, quiet)).filter((id) => !others.has(id));
    for (const id of ids.slice(0, MOST_READ)) {
      const conversation = await getConversation(client, id, quiet);
      if (isIt(conversation)) return conversation;
      others.add(id);
    }
    return undefined;
  });
};

/** The ids of the legs of one medium that a conversation has. */
export const legIds = (conversation: Conversation, mediaType: Leg["mediaType"]): ReadonlySet<string> =>
  new Set(legsOf(conversation).flatMap((leg) => (leg.mediaType === mediaType ? [leg.communication.id] : [])));

/** What a request has added to a conversation. */
interface Added {
  conversationId: string;
  mediaType: "call" | "callback";
  /** The legs of this medium that were there before the request. */
  before: ReadonlySet<string>;
  /** Is it what was requested? */
  isIt: (leg: Leg) => boolean;
}

/** The one leg that was added to a conversation. Several are none: nothing shows which of them is meant. */
export const findAddedLeg = (
  client: Client,
  { conversationId, mediaType, before, isIt }: Added,
  options: CallOptions = {},
): Promise<Leg | undefined> =>
  looking(client, options, async () => {
    const conversation = await getConversation(client, conversationId, { ...options, onFacts: undefined });
    const added = legsOf(conversation).filter(
      (leg) => leg.mediaType === mediaType && !before.has(leg.communication.id) && isIt(leg),
    );
    return added.length === 1 ? added[0] : undefined;
  });

/** The customer's part of a callback to these numbers. */
export const isCallbackTo =
  (numbers: readonly string[]) =>
  ({ participant, communication }: Leg): boolean => {
    const theirs: unknown = communication["callbackNumbers"];
    return (
      isCustomer(participant) &&
      Array.isArray(theirs) &&
      theirs.length === numbers.length &&
      numbers.every((number) => theirs.includes(number))
    );
  };
