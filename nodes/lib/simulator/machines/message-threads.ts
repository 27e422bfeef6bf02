import type { Conversation } from "../entities/conversation";
import type { Message } from "../entities/communication";
import type { Integration } from "../entities/message";
import { ownAddressOf, threadMinutesIn } from "../store/messages";
import type { Store } from "../store/store";
import { isCustomer, isLive, legsOf, type Place } from "./legs";

/** Which conversation a message between two addresses belongs to. */

export interface Correspondence {
  integration: Integration;
  /** The customer's address on the channel. */
  address: string;
}

export type MessagePlace = Place & { leg: Message };

export const isMessage = (place: Place): place is MessagePlace => place.leg.media === "messages";

const belongsTo = ({ integration, address }: Correspondence) => {
  const own = ownAddressOf(integration);
  return (place: Place): place is MessagePlace =>
    isMessage(place) &&
    isCustomer(place.participant) &&
    place.leg.type === integration.messengerType &&
    [place.leg.fromAddress?.address, place.leg.toAddress?.address].includes(address) &&
    [place.leg.fromAddress?.address, place.leg.toAddress?.address].includes(own);
};

type Threads = Map<string, Set<Conversation>>;

const remember = (threads: Threads, conversation: Conversation, { participant, leg }: Place): void => {
  if (leg.media !== "messages" || !isCustomer(participant)) return;
  for (const address of [leg.fromAddress, leg.toAddress].flatMap((each) => each?.address ?? [])) {
    const known = threads.get(address) ?? new Set<Conversation>();
    threads.set(address, known.add(conversation));
  }
};

/** Where each address has written or was written to: a day has too many conversations to look through all for each message. */
const threadsIn = (store: Store): Threads =>
  store.collection("message threads", () => {
    const threads: Threads = new Map();
    for (const conversation of store.conversations.values())
      for (const place of legsOf(conversation)) remember(threads, conversation, place);
    return threads;
  });

/** Keeps the threads; what is returned ends that. */
export const watchThreads = (store: Store): (() => void) =>
  store.onChange(({ what, conversation, participant, communication: leg }) => {
    if (what === "legStarted" && participant && leg)
      remember(threadsIn(store), conversation, { conversation, participant, leg });
  });

/** The customer's newest leg of each such conversation between the two addresses, newest conversation first. */
const threads = (
  store: Store,
  between: Correspondence,
  isWanted: (conversation: Conversation) => boolean,
): MessagePlace[] =>
  [...(threadsIn(store).get(between.address) ?? [])]
    .filter(isWanted)
    .flatMap((conversation) => legsOf(conversation).findLast(belongsTo(between)) ?? [])
    .sort((a, b) => b.conversation.startAt - a.conversation.startAt);

/** The customer's place in the live conversation between the two addresses. */
export const liveThread = (store: Store, between: Correspondence): MessagePlace | undefined =>
  threads(store, between, ({ endAt }) => endAt === undefined).find(({ leg }) => isLive(leg));

const restsMs = (store: Store, { integration }: Correspondence): number => {
  const minutes = threadMinutesIn(store).get(integration.messengerType);
  return minutes === undefined ? store.settings.messageThreadMs : minutes * 60_000;
};

/** The newest conversation that has ended, but can still be taken up again. */
export const restingThread = (store: Store, between: Correspondence): MessagePlace | undefined =>
  threads(
    store,
    between,
    ({ endAt }) => (endAt ?? -Infinity) > store.clock.now() - restsMs(store, between),
  ).find(
    ({ leg, conversation }) =>
      !isLive(leg) &&
      conversation.participants.some(({ purpose }) => purpose === "agent" || purpose === "acd"),
  );
