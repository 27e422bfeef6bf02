import type { Call, LegState } from "../entities/communication";
import type { Conversation, Participant, Purpose } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import { queueSettings } from "./queue-settings";
import type { Store } from "../store/store";
import { newCall } from "./new-call";
import { openCall } from "./opening";

/** A new participant with one call leg, which is not yet added to a conversation. */

export interface Arrival {
  participant: Participant;
  leg: Call;
}

interface Given {
  purpose: Purpose;
  state: LegState;
  direction: "inbound" | "outbound";
  peerId?: string | undefined;
}

const arrive = (store: Store, given: Given, facts: Partial<Participant>): Arrival => {
  const at = store.clock.now();
  const { state, direction, purpose, peerId } = given;
  const id = store.ids.next("communication");
  const leg = newCall({ id, state, direction, at, ...(peerId === undefined ? {} : { peerId }) });
  const participant: Participant = {
    id: store.ids.next("participant"),
    purpose,
    startAt: at,
    attributes: {},
    wrapupRequired: false,
    ...(state === "connected" ? { connectedAt: at } : {}),
    ...facts,
    communications: [leg],
  };
  return { participant, leg };
};

/** `agent` where the call is a queue's, else `user`. */
export const userArrives = (
  store: Store,
  user: User,
  given: Omit<Given, "purpose">,
  queue?: Queue,
): Arrival =>
  arrive(
    store,
    { ...given, purpose: queue ? "agent" : "user" },
    {
      name: user.name,
      userId: user.id,
      ...(user.station ? { address: `sip:${user.station.id}@localhost` } : {}),
      ...(queue ? { queueId: queue.id, ...queueSettings(queue) } : {}),
    },
  );

/** A number that is dialed: `customer` where the call is a queue's, else `external`. */
export const numberArrives = (
  store: Store,
  number: string,
  given: Pick<Given, "peerId">,
  facts: Partial<Participant> = {},
): Arrival => {
  const address = /^(tel|sip):/.test(number) ? number : `tel:${number}`;
  const purpose = facts.queueId === undefined ? "external" : "customer";
  return arrive(
    store,
    { ...given, purpose, state: "dialing", direction: "outbound" },
    { name: number, address, dnis: address, ...facts },
  );
};

/** The queue itself, in which a customer waits. */
export const queueArrives = (
  store: Store,
  queue: Queue,
  given: Pick<Given, "peerId">,
  facts: Partial<Participant> = {},
): Arrival => {
  const arrival = arrive(
    store,
    { ...given, purpose: "acd", state: "connected", direction: "inbound" },
    {
      name: queue.name,
      queueId: queue.id,
      address: `sip:${queue.id}@127.0.0.1;language=en-US;user=acd`,
      ...facts,
    },
  );
  openCall(arrival.leg, "acd", store.clock.now());
  return arrival;
};

/** A conversation without participants. */
export const newConversation = (store: Store, facts: Partial<Conversation> = {}): Conversation => {
  const conversation: Conversation = {
    id: store.ids.next("conversation"),
    startAt: store.clock.now(),
    participants: [],
    recordingState: "none",
    divisionId: store.org.organization.divisionId,
    extras: {},
    ...facts,
  };
  store.conversations.set(conversation.id, conversation);
  store.changed({ what: "conversationStarted", conversation });
  return conversation;
};
