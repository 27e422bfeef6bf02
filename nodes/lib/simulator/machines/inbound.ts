import type { Callback, Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Flow, Queue } from "../entities/org";
import { CALLBACK_SCRIPT, DEFAULT_LABEL } from "../store/org-ids";
import type { Store } from "../store/store";
import { addParticipant, endLeg, isLive, legsOf, type Place } from "./legs";
import { newLeg } from "./new-leg";
import { openCall } from "./opening";
import { newConversation } from "./parties";
import { leaveCall } from "./voice";

/** A customer reaches the org: a flow first, then a queue. The queue does the rest. */

export interface Contact {
  media: Media;
  /** Where the flow sends them; without one they stay in the flow. */
  queue?: Queue | undefined;
  flow?: Flow | undefined;
  name: string;
  ani: string;
  dnis: string;
  attributes: Record<string, string>;
}

/** A callback that was requested a moment ago, for now. */
const callbackDetails = ({ name, dnis, queue }: Contact, scheduledAt: number): Partial<Callback> => ({
  callbackUserName: name,
  scheduledAt,
  callerId: dnis.replace(/^tel:/, ""),
  callerIdName: queue?.name ?? name,
  scriptId: CALLBACK_SCRIPT,
  initialState: "scheduled",
  segments: [
    { type: "Scheduled", startAt: scheduledAt, endAt: scheduledAt, howEnded: "Interact" },
    { type: "Interact", startAt: scheduledAt },
  ],
});

/** A caller whose number is in the org's contacts is that contact. */
const knownAs = (store: Store, ani: string): Pick<Participant, "externalContactId"> => {
  const number = ani.replace(/^tel:/, "");
  const found = [...store.org.externalContacts.values()].find(({ phone }) => phone === number);
  return found === undefined ? {} : { externalContactId: found.id };
};

const arrive = (
  store: Store,
  contact: Contact,
  facts: { purpose: "customer" | "ivr" | "workflow" | "acd" } & Partial<Participant>,
  peerId?: string,
): Participant => {
  const { media, ani, dnis } = contact;
  const at = store.clock.now();
  const id = store.ids.next("communication");
  const given = { id, state: "connected", direction: "inbound", at } as const;
  const leg = newLeg(media, peerId === undefined ? given : { ...given, peerId });
  if (leg.media === "callbacks") Object.assign(leg, callbackDetails(contact, at));
  return {
    id: store.ids.next("participant"),
    startAt: at,
    connectedAt: at,
    ani,
    dnis,
    attributes: {},
    wrapupRequired: false,
    ...facts,
    communications: [leg.media === "calls" ? openCall(leg, facts.purpose, at) : leg],
  };
};

/** What moves a contact from the flow to the queue; done at most once. */
const entries = (store: Store): Map<string, () => void> =>
  store.collection("ways into queues", () => new Map<string, () => void>());

/** Does not wait for the flow any longer. */
export const enterQueueNow = (store: Store, conversation: Conversation): void =>
  entries(store).get(conversation.id)?.();

/** The flow has done its part. */
const queueFor = (store: Store, contact: Contact, customer: Place, flow: Place): void => {
  const { conversation, participant, leg } = customer;
  const { queue } = contact;
  if (!entries(store).delete(conversation.id) || !queue || !isLive(leg) || !isLive(flow.leg)) return;
  endLeg(store, flow, "transfer");
  participant.queueId = queue.id;
  const address = `sip:${queue.id}@127.0.0.1;language=en-US;user=acd`;
  const attributes = { ...participant.attributes };
  const facts = { purpose: "acd", name: queue.name, queueId: queue.id, address, attributes } as const;
  addParticipant(store, conversation, arrive(store, contact, facts, leg.id));
};

const isAttended = (conversation: Conversation): boolean =>
  legsOf(conversation).some(
    ({ participant, leg }) => participant.userId !== undefined && leg.connectedAt !== undefined,
  );

/** Begins a conversation; the customer is connected with the flow at once. */
export const contactArrives = (store: Store, contact: Contact): Place => {
  const label = contact.media === "calls" ? { utilizationLabelId: DEFAULT_LABEL } : {};
  const conversation = newConversation(store, { address: contact.dnis, ...label });
  const { name, flow, ani, attributes } = contact;
  const participant = arrive(store, contact, {
    ...{ purpose: "customer", name, address: ani, attributes },
    ...knownAs(store, ani),
  });
  const [leg] = participant.communications;
  if (!leg) throw new Error("A participant begins with a leg.");
  const customer: Place = { conversation, participant, leg };
  addParticipant(store, conversation, participant);

  const flowAddress = `sip:${flow?.id ?? ""}@127.0.0.1;language=en-US;user=ivr`;
  const facts = { purpose: contact.media === "calls" ? "ivr" : "workflow", address: flowAddress } as const;
  const named = flow ? { name: flow.name, flowId: flow.id } : {};
  const machine = arrive(store, contact, { ...facts, ...named }, leg.id);
  addParticipant(store, conversation, machine);
  const [flowLeg] = machine.communications;
  if (!flowLeg) return customer;
  const place: Place = { conversation, participant: machine, leg: flowLeg };
  entries(store).set(conversation.id, () => queueFor(store, contact, customer, place));
  if (contact.queue) store.clock.after(store.settings.ivrMs, () => enterQueueNow(store, conversation));

  if (contact.media === "calls")
    store.clock.after(store.settings.callerWaitsMs, () => {
      if (isLive(leg) && !isAttended(conversation)) leaveCall(store, conversation, participant, "endpoint");
    });
  return customer;
};
