import type { Conversation } from "../entities/conversation";
import type { TextMessage } from "../entities/message";
import { outboundMessage, sendOut, settle } from "../machines/delivery";
import { leaveInteraction } from "../machines/interaction";
import { isCustomer, legsOf, liveLegsOf, type Place } from "../machines/legs";
import { isMessage, type MessagePlace } from "../machines/message-threads";
import { addMessage, customerWrites, type Party } from "../machines/messaging";
import { integrationAt, integrationsIn } from "../store/messages";
import type { Store } from "../store/store";
import { ActError, namedIn, notNow, textIn, userIn, wordsIn, type Details } from "./details";
import { conversationNamed } from "./voice";

/** What customers and agents do in message conversations, and what becomes of messages. */

/** Where the conversation's customer writes from. */
const partyIn = (store: Store, conversation: Conversation): Party => {
  const place = legsOf(conversation).findLast((each) => isMessage(each) && isCustomer(each.participant));
  if (!place || !isMessage(place)) throw notNow(conversation, "it has no customer who writes messages.");
  const { leg, participant } = place;
  const address = participant.address ?? "";
  const own = [leg.toAddress, leg.fromAddress].find((each) => each?.address !== address)?.address ?? "";
  const integration = integrationAt(store, leg.type, own) ?? [...integrationsIn(store).values()].at(-1);
  if (!integration) throw notNow(conversation, "its channel does not exist any more.");
  return { integration, address, name: participant.name };
};

const newParty = (store: Store, details: Details): Party => {
  const all = [...integrationsIn(store).values()];
  const channel = textIn(details, "channel") ?? "sms";
  const integration =
    namedIn(details, "integration", all) ?? all.find(({ messengerType }) => messengerType === channel);
  if (!integration)
    throw new ActError("channel", `There is no channel ${channel}. There are: sms, whatsapp, open.`);
  const queue = namedIn(details, "queue", store.org.queues.values());
  const byDefault = integration.messengerType === "whatsapp" ? "15555550123" : "customer-1";
  return {
    integration: queue ? { ...integration, queueId: queue.id } : integration,
    address: textIn(details, "from") ?? (integration.messengerType === "sms" ? "+15555550123" : byDefault),
    name: textIn(details, "name"),
    attributes: wordsIn(details, "attributes"),
  };
};

const meant = (store: Store, details: Details): TextMessage => {
  const messageId = textIn(details, "messageId");
  const conversationId = textIn(details, "conversationId");
  const found = outboundMessage(store, { messageId, conversationId });
  if (found) return found;
  throw new ActError(
    messageId === undefined ? "conversationId" : "messageId",
    "There is no such message from the org: name its messageId, or the conversation that it was sent in.",
  );
};

const livePlace = (conversation: Conversation, is: (place: Place) => boolean, who: string): Place => {
  const found = liveLegsOf(conversation).findLast((place) => place.leg.media !== "calls" && is(place));
  if (found) return found;
  throw notNow(conversation, `no ${who} is in it who could leave.`);
};

/** Where the newest agent who has the messages, or the one named, writes. */
const writingPlace = (store: Store, conversation: Conversation, details: Details): MessagePlace => {
  const user = userIn(store, details);
  const found = liveLegsOf(conversation)
    .filter(isMessage)
    .findLast(
      ({ participant: { userId }, leg }) =>
        leg.state === "connected" && userId !== undefined && (user === undefined || userId === user.id),
    );
  if (found) return found;
  throw notNow(conversation, "no agent has its messages.");
};

export const messageActs = (store: Store) => ({
  /** The customer writes: in a conversation, taking it up again where it has ended, or out of the blue. */
  customerWrites: (details: Details = {}) => {
    const conversationId = textIn(details, "conversationId");
    const party =
      conversationId === undefined
        ? newParty(store, details)
        : partyIn(store, conversationNamed(store, conversationId));
    const text = textIn(details, "text") ?? "Hello, is anybody there?";
    const message = customerWrites(store, party, { text });
    return { conversationId: message.conversationId, messageId: message.id };
  },

  /** The agent who has the messages writes to the customer. Returns the ids. */
  agentWrites: (conversationId: string, details: Details = {}) => {
    const text = textIn(details, "text") ?? "How can I help you?";
    const place = writingPlace(store, conversationNamed(store, conversationId), details);
    const { userId = "" } = place.participant;
    const message = addMessage(store, place, { direction: "outbound", userId, text });
    sendOut(store, message);
    return { conversationId, messageId: message.id };
  },

  /** The newest message of the conversation, or the one named, arrives. */
  messageDelivered: (details: Details) => {
    const message = meant(store, details);
    settle(store, message, "delivery-success");
    return { messageId: message.id, status: message.status };
  },

  messageRead: (details: Details) => {
    const message = meant(store, details);
    settle(store, message, "read");
    return { messageId: message.id, status: message.status };
  },

  /** It does not arrive. */
  messageFailed: (details: Details) => {
    const why = {
      code: textIn(details, "code") ?? "InvalidDestination",
      message: textIn(details, "reason") ?? "The receiver cannot be reached.",
    };
    const message = meant(store, details);
    settle(store, message, "delivery-failed", why);
    return { messageId: message.id, status: message.status };
  },

  /** The customer leaves an interaction that is no call. */
  customerLeaves: (conversationId: string): void =>
    leaveInteraction(
      store,
      livePlace(
        conversationNamed(store, conversationId),
        ({ participant }) => isCustomer(participant),
        "customer",
      ),
      "endpoint",
    ),
});

export const messageActParameters = {
  customerWrites: ["*"],
  agentWrites: ["conversationId", "*"],
  messageDelivered: ["*"],
  messageRead: ["*"],
  messageFailed: ["*"],
  customerLeaves: ["conversationId"],
} as const satisfies Record<keyof ReturnType<typeof messageActs>, readonly string[]>;
