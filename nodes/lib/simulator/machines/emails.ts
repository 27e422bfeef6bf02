import type { Email } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import type { EmailAddress, EmailItem, EmailThread } from "../entities/email";
import type { Store } from "../store/store";
import { leaveInteraction } from "./interaction";
import { isCustomer, isLive, legChanged, legsOf, turnLeg, type Place } from "./legs";

/** What is written in an e-mail conversation, the draft of the answer, and its way out. */

/** The address that the org answers from. */
export const SUPPORT_ADDRESS: EmailAddress = { email: "support@example.com", name: "Support" };

type EmailPlace = Place & { leg: Email };
export const isEmail = (place: Place): place is EmailPlace => place.leg.media === "emails";

const threadsIn = (store: Store): Map<string, EmailThread> =>
  store.collection("email threads", () => new Map<string, EmailThread>());

const subjectOf = (conversation: Conversation): string =>
  legsOf(conversation).find(isEmail)?.leg.subject ?? "A question";

/** An item as it begins. */
export const newEmail = (store: Store, given: Partial<EmailItem>): EmailItem => ({
  id: store.ids.next("email"),
  direction: "outbound",
  at: store.clock.now(),
  from: SUPPORT_ADDRESS,
  to: [],
  cc: [],
  bcc: [],
  subject: "",
  textBody: "",
  attachments: [],
  ...given,
});

/** The customer of an e-mail conversation, as an address. */
export const customerAddress = (conversation: Conversation): EmailAddress => {
  const customer = legsOf(conversation).find((place) => isEmail(place) && isCustomer(place.participant));
  const { name, address } = customer?.participant ?? {};
  return {
    email: address?.includes("@") ? address : "casey.customer@example.com",
    ...(name === undefined ? {} : { name }),
  };
};

/** The thread of a conversation; one that came in begins with the customer's e-mail. */
export const threadOf = (store: Store, conversation: Conversation): EmailThread => {
  const threads = threadsIn(store);
  const known = threads.get(conversation.id);
  if (known) return known;
  const first = legsOf(conversation).find((place) => isEmail(place) && isCustomer(place.participant));
  const isInbound = first?.leg.direction === "inbound";
  const opening = newEmail(store, {
    direction: "inbound",
    at: conversation.startAt,
    from: customerAddress(conversation),
    to: [SUPPORT_ADDRESS],
    subject: subjectOf(conversation),
    textBody: "Where is my order?",
  });
  const thread: EmailThread = { messages: isInbound ? [opening] : [] };
  threads.set(conversation.id, thread);
  return thread;
};

export const startThread = (store: Store, conversation: Conversation, thread: EmailThread): void =>
  void threadsIn(store).set(conversation.id, thread);

/** A draft that answers the newest e-mail of the customer, or one that is still empty. */
export const draftFor = (
  store: Store,
  conversation: Conversation,
  draftType: EmailItem["draftType"] = "Reply",
): EmailItem => {
  const last = threadOf(store, conversation).messages.findLast(({ direction }) => direction === "inbound");
  const isForward = draftType === "Forward";
  const prefix = isForward ? "FW: " : "RE: ";
  return newEmail(store, {
    to: isForward ? [] : [last?.replyTo ?? last?.from ?? customerAddress(conversation)],
    cc: draftType === "ReplyAll" ? (last?.cc ?? []) : [],
    subject: prefix + (last?.subject ?? subjectOf(conversation)),
    draftType,
    state: "Created",
  });
};

/** The agent who can send at present. */
export const writerOf = (conversation: Conversation): EmailPlace | undefined =>
  legsOf(conversation).findLast(
    (place): place is EmailPlace =>
      isEmail(place) &&
      place.participant.userId !== undefined &&
      (place.leg.state === "connected" || place.leg.state === "parked"),
  );

/** Sends an e-mail: the agent's leg transmits for a while, then the interaction is over. */
export const transmit = (store: Store, place: EmailPlace, item: EmailItem): void => {
  const thread = threadOf(store, place.conversation);
  thread.messages.push(item);
  delete thread.draft;
  place.leg.messagesSent += 1;
  place.leg.messageId = item.id;
  turnLeg(store, place, "transmitting");
  store.clock.after(store.settings.emailTransmitMs, () => {
    if (isLive(place.leg)) leaveInteraction(store, place, "client");
  });
};

/** The customer's mail server sends it back. */
export const bounce = (store: Store, place: Place, email: string): void => {
  place.leg.errorInfo = {
    code: "error.email.delivery.failed",
    message: `The e-mail to ${email} could not be delivered.`,
    messageWithParams: "The e-mail to {email} could not be delivered.",
    messageParams: { email },
  };
  legChanged(store, place);
};
