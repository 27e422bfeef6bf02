import type { Call } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store/store";
import { addParticipant, connectLeg, isCustomer, liveLegsOf, type Place } from "./legs";
import { newCall } from "./new-call";
import { openCall } from "./opening";

/** What becomes of a caller when all others have left. */

/** A caller's live leg on which a post-flow action is set. */
const callersToKeep = (conversation: Conversation): { participant: Participant; leg: Call }[] =>
  liveLegsOf(conversation).flatMap(({ participant, leg }) =>
    isCustomer(participant) && leg.media === "calls" && leg.postFlowAction?.state === "set"
      ? [{ participant, leg }]
      : [],
  );

const PHONE = /^(tel:)?\+?[0-9]{3,20}$/;

/** Is a destination a number that can be dialed? */
export const isNumber = (destination: string): boolean => PHONE.test(destination);

/** Where a destination leads: a flow, a number, or nowhere. */
const participantAt = (
  store: Store,
  customer: Participant,
  leg: Call,
  destination: string,
): { participant: Participant; leg: Call } | undefined => {
  const now = store.clock.now();
  const flow = store.org.flows.get(destination);
  const base = {
    id: store.ids.next("participant"),
    startAt: now,
    attributes: {},
    wrapupRequired: false,
    ...(customer.ani === undefined ? {} : { ani: customer.ani }),
    ...(customer.dnis === undefined ? {} : { dnis: customer.dnis }),
  };
  const call = newCall({
    id: store.ids.next("communication"),
    state: flow ? "connected" : "dialing",
    direction: flow ? "inbound" : "outbound",
    at: now,
    peerId: leg.id,
  });
  if (flow) {
    const address = `sip:${flow.id}@127.0.0.1;language=en-US;user=ivr`;
    const facts = { purpose: "ivr" as const, name: flow.name, flowId: flow.id, connectedAt: now, address };
    const leg = openCall(call, "ivr", now);
    return { participant: { ...base, ...facts, communications: [leg] }, leg };
  }
  if (!isNumber(destination)) return undefined;
  const address = destination.startsWith("tel:") ? destination : `tel:${destination}`;
  const facts = { purpose: "external" as const, name: destination, address };
  return { participant: { ...base, ...facts, communications: [call] }, leg: call };
};

/** A caller who was sent to a destination, and the leg of that destination. */
export interface SentOn {
  caller: Participant;
  target: Place;
}

/** Sends each caller with an action to its destination. The others do not change. */
export const carryOutPostFlow = (store: Store, conversation: Conversation): SentOn[] =>
  callersToKeep(conversation).flatMap(({ participant, leg }) => {
    const action = leg.postFlowAction;
    if (!action?.destination) return [];
    const target = participantAt(store, participant, leg, action.destination);
    leg.postFlowAction = { ...action, state: target ? "carriedOut" : "voided", at: store.clock.now() };
    if (!target) {
      leg.errorInfo = {
        code: "error.postflow.destination.unknown",
        message: `Post-flow destination ${action.destination} cannot be reached.`,
        messageWithParams: "Post-flow destination {destination} cannot be reached.",
        messageParams: { destination: action.destination },
      };
      return [];
    }
    addParticipant(store, conversation, target.participant);
    store.changed({ what: "postFlowChanged", conversation, participant, communication: leg });
    const place = { conversation, ...target };
    if (target.leg.state === "dialing") connectLeg(store, place); // a number answers at once
    return [{ caller: participant, target: place }];
  });

/** The caller has left: what was to happen afterwards does not. */
export const voidPostFlow = (store: Store, { leg }: Place): void => {
  if (leg.media === "calls" && leg.postFlowAction?.state === "set")
    leg.postFlowAction = { ...leg.postFlowAction, state: "voided", at: store.clock.now() };
};
