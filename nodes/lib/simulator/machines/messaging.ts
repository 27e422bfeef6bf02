import type { Message } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { TextMessage } from "../entities/message";
import type { Queue, User } from "../entities/org";
import { queueSettings } from "./queue-settings";
import type { Store } from "../store/store";
import { messagesIn, ownAddressOf } from "../store/messages";
import { addParticipant, isCustomer, legsOf } from "./legs";
import { newLeg } from "./new-leg";
import {
  isMessage,
  liveThread,
  restingThread,
  type Correspondence,
  type MessagePlace,
} from "./message-threads";
import { newConversation } from "./parties";

/** Message conversations: their participants and their messages. */

interface Given {
  state: "connected" | "alerting";
  direction: "inbound" | "outbound";
  peerId?: string | undefined;
}

/** A leg on the channel; the customer's address is where an outbound one goes to. */
export const messageLeg = (
  store: Store,
  { integration, address }: Correspondence,
  { state, direction, peerId }: Given,
): Message => {
  const id = store.ids.next("communication");
  const at = store.clock.now();
  const leg = newLeg("messages", { id, state, direction, at, ...(peerId === undefined ? {} : { peerId }) });
  if (leg.media !== "messages") throw new Error("A message leg is one of messages.");
  const own = { address: ownAddressOf(integration), name: integration.name };
  const theirs = { address };
  return {
    ...leg,
    type: integration.messengerType,
    fromAddress: direction === "inbound" ? theirs : own,
    toAddress: direction === "inbound" ? own : theirs,
  };
};

/** Adds a participant with one message leg. */
export const join = (
  store: Store,
  conversation: Conversation,
  leg: Message,
  facts: Pick<Participant, "purpose"> & Partial<Participant>,
): MessagePlace => {
  const at = store.clock.now();
  const participant: Participant = {
    id: store.ids.next("participant"),
    startAt: at,
    attributes: {},
    wrapupRequired: false,
    ...(leg.state === "connected" ? { connectedAt: at } : {}),
    ...facts,
    communications: [leg],
  };
  addParticipant(store, conversation, participant);
  return { conversation, participant, leg };
};

export interface Party extends Correspondence {
  name?: string | undefined;
  externalContactId?: string | undefined;
  attributes?: Record<string, string> | undefined;
}

const contactIdOf = (store: Store, { address, externalContactId }: Party): string | undefined =>
  externalContactId ??
  [...store.org.externalContacts.values()].find(({ phone }) => phone === address || phone === `+${address}`)
    ?.id;

/** The customer comes into a conversation: a new one, or one that had ended and begins again. */
export const customerJoins = (
  store: Store,
  party: Party,
  direction: "inbound" | "outbound",
  queue: Queue,
  resting?: Conversation,
): MessagePlace => {
  const conversation = resting ?? newConversation(store, { address: ownAddressOf(party.integration) });
  delete conversation.endAt;
  const externalContactId = contactIdOf(store, party);
  return join(store, conversation, messageLeg(store, party, { state: "connected", direction }), {
    purpose: "customer",
    name: party.name ?? party.address,
    address: party.address,
    queueId: queue.id,
    attributes: { ...party.attributes },
    ...(externalContactId === undefined ? {} : { externalContactId }),
  });
};

/** The customer waits in the queue, which rings at its agents by itself. */
export const waitInQueue = (store: Store, party: Party, customer: MessagePlace, queue: Queue): void => {
  const { direction, id: peerId } = customer.leg;
  const leg = messageLeg(store, party, { state: "connected", direction, peerId });
  const attributes = { ...customer.participant.attributes };
  join(store, customer.conversation, leg, {
    purpose: "acd",
    name: queue.name,
    queueId: queue.id,
    attributes,
  });
};

/** The user has the conversation at once, without being rung at. */
export const userTakes = (
  store: Store,
  party: Party,
  customer: MessagePlace,
  user: User,
  queue: Queue,
): MessagePlace => {
  const { direction, id: peerId } = customer.leg;
  const leg = messageLeg(store, party, { state: "connected", direction, peerId });
  return join(store, customer.conversation, leg, {
    purpose: "agent",
    name: user.name,
    userId: user.id,
    queueId: queue.id,
    ...queueSettings(queue),
    wrapupRequired: true,
  });
};

type NewMessage = Pick<TextMessage, "direction"> &
  Partial<
    Pick<
      TextMessage,
      | "text"
      | "mediaIds"
      | "responseId"
      | "templateParameters"
      | "metadata"
      | "replyToId"
      | "attachments"
      | "button"
      | "userId"
      | "externalId"
      | "at"
    >
  >;

/** Puts a message on a leg. */
export const addMessage = (
  store: Store,
  { conversation, participant, leg }: MessagePlace,
  given: NewMessage,
) => {
  const customer = legsOf(conversation).findLast(
    (place) => isMessage(place) && isCustomer(place.participant),
  );
  const theirs = customer?.participant.address ?? "";
  const own = [leg.fromAddress?.address, leg.toAddress?.address].find((each) => each !== theirs) ?? "";
  const isInbound = given.direction === "inbound";
  const message: TextMessage = {
    id: store.ids.next("message"),
    conversationId: conversation.id,
    communicationId: leg.id,
    channel: leg.type,
    at: store.clock.now(),
    from: isInbound ? theirs : own,
    to: isInbound ? own : theirs,
    mediaIds: [],
    attachments: [],
    status: isInbound ? "received" : "queued",
    steps: [],
    ...given,
  };
  messagesIn(store).set(message.id, message);
  leg.messageIds.push(message.id);
  store.changed({ what: "messageAdded", conversation, participant, communication: leg });
  return message;
};

/** The customer writes: in the conversation that is live or can be resumed, or else in a new one. */
export const customerWrites = (store: Store, party: Party, given: Omit<NewMessage, "direction">) => {
  const queue = store.org.queues.get(party.integration.queueId);
  if (!queue) throw new Error(`The integration ${party.integration.name} leads to no queue.`);
  const live = liveThread(store, party);
  const customer =
    live ?? customerJoins(store, party, "inbound", queue, restingThread(store, party)?.conversation);
  if (!live) waitInQueue(store, party, customer, queue);
  return addMessage(store, customer, { direction: "inbound", ...given });
};
