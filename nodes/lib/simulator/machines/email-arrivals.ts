import type { Email } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import { queueSettings } from "./queue-settings";
import type { Store } from "../store/store";
import { addParticipant, type Place } from "./legs";
import { newLeg } from "./new-leg";
import { newConversation } from "./parties";

/** How e-mail conversations begin. */

export interface Correspondent {
  email: string;
  name?: string | undefined;
  subject: string;
  direction: "inbound" | "outbound";
  attributes: Record<string, string>;
  externalContactId?: string | undefined;
  provider?: string | undefined;
}

const emailLeg = (store: Store, { direction, subject, provider }: Correspondent, peerId?: string): Email => {
  const at = store.clock.now();
  const given = { id: store.ids.next("communication"), state: "connected", direction, at } as const;
  const leg = newLeg("emails", peerId === undefined ? given : { ...given, peerId });
  if (leg.media !== "emails") throw new Error("An e-mail leg is one of e-mails.");
  return { ...leg, subject, ...(provider === undefined ? {} : { provider }) };
};

const join = (
  store: Store,
  conversation: Conversation,
  leg: Email,
  facts: Pick<Participant, "purpose"> & Partial<Participant>,
): Place & { leg: Email } => {
  const at = store.clock.now();
  const participant: Participant = {
    id: store.ids.next("participant"),
    startAt: at,
    connectedAt: at,
    attributes: {},
    wrapupRequired: false,
    ...facts,
    communications: [leg],
  };
  addParticipant(store, conversation, participant);
  return { conversation, participant, leg };
};

/** The customer's side: of a new conversation, or of a live one. */
export const correspondentJoins = (
  store: Store,
  who: Correspondent,
  queue: Queue | undefined,
  conversation = newConversation(store, { address: who.email }),
): Place & { leg: Email } => {
  delete conversation.endAt;
  return join(store, conversation, emailLeg(store, who), {
    purpose: who.direction === "inbound" ? "customer" : "external",
    name: who.name ?? who.email,
    address: who.email,
    attributes: { ...who.attributes },
    ...(queue === undefined ? {} : { queueId: queue.id }),
    ...(who.externalContactId === undefined ? {} : { externalContactId: who.externalContactId }),
  });
};

/** The e-mail waits in the queue, which rings at its agents by itself. */
export const emailWaits = (store: Store, who: Correspondent, customer: Place, queue: Queue): void => {
  const leg = emailLeg(store, who, customer.leg.id);
  const attributes = { ...who.attributes };
  join(store, customer.conversation, leg, {
    purpose: "acd",
    name: queue.name,
    queueId: queue.id,
    attributes,
  });
};

/** The user has the e-mail at once, with a draft to write. */
export const userWrites = (
  store: Store,
  who: Correspondent,
  customer: Place,
  user: User,
  queue: Queue,
): void =>
  void join(store, customer.conversation, emailLeg(store, who, customer.leg.id), {
    purpose: "agent",
    name: user.name,
    userId: user.id,
    queueId: queue.id,
    ...queueSettings(queue),
    wrapupRequired: true,
  });

/** A machine of the org, which leaves again at once. */
export const machineWrites = (store: Store, who: Correspondent, customer: Place): Place & { leg: Email } =>
  join(store, customer.conversation, emailLeg(store, who, customer.leg.id), { purpose: "api", name: "api" });
