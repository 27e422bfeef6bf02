import type { Conversation, Participant } from "../entities/conversation";
import { leaveCallOrComplete } from "../machines/consult";
import { isCustomer } from "../machines/legs";
import { leaveCall, liveCallsOf } from "../machines/voice";
import type { Store } from "../store/store";

/** What people and flows do in calls. */

export const conversationNamed = (store: Store, id: string): Conversation => {
  const found = store.conversations.get(id);
  if (!found) throw new Error(`There is no conversation ${id}.`);
  return found;
};

type Meant = (participant: Participant) => boolean;

/** The newest matching participant with a live call. One of the preferred kind comes first. */
const liveParticipant = (
  conversation: Conversation,
  who: string,
  isMeant: Meant,
  isBetter: Meant = () => false,
): Participant => {
  const meant = liveCallsOf(conversation).filter(({ participant }) => isMeant(participant));
  const found = meant.findLast(({ participant }) => isBetter(participant)) ?? meant.at(-1);
  if (!found) throw new Error(`Conversation ${conversation.id} has no live ${who}.`);
  return found.participant;
};

/** Is it a supervisor in the call of an agent? */
export const supervises: Meant = ({ monitoredParticipantId, coachedParticipantId, bargedParticipantId }) =>
  (monitoredParticipantId ?? coachedParticipantId ?? bargedParticipantId) !== undefined;

/** Whose call it is: the one who began it. A third party came in later. */
const beganIt =
  ({ participants }: Conversation): Meant =>
  (participant) =>
    participant === participants.find(isCustomer);

export const voiceActs = (store: Store) => ({
  /** The agent (the newest, or the one named; not a supervisor as long as there is one) hangs up; a caller with a post-flow action is sent on. An agent who consults leaves the caller to the consulted party. */
  agentHangsUp: (conversationId: string, participantId?: string): void => {
    const conversation = conversationNamed(store, conversationId);
    const agent = liveParticipant(
      conversation,
      "agent",
      ({ id, purpose }) =>
        (purpose === "agent" || purpose === "user") && (participantId === undefined || participantId === id),
      (participant) => !supervises(participant),
    );
    leaveCallOrComplete(store, conversation, agent, "client");
  },

  /** The customer (rather than a third party of the call) hangs up; a post-flow action is void. */
  customerHangsUp: (conversationId: string): void => {
    const conversation = conversationNamed(store, conversationId);
    const customer = liveParticipant(conversation, "customer", isCustomer, beganIt(conversation));
    leaveCall(store, conversation, customer, "endpoint");
  },

  /** The flow that the caller is in comes to its end. */
  flowEnds: (conversationId: string): void => {
    const conversation = conversationNamed(store, conversationId);
    const flow = liveParticipant(
      conversation,
      "flow",
      ({ purpose }) => purpose === "ivr" || purpose === "workflow",
    );
    leaveCall(store, conversation, flow, "client");
  },
});

export const voiceActParameters = {
  agentHangsUp: ["conversationId", "participantId"],
  customerHangsUp: ["conversationId"],
  flowEnds: ["conversationId"],
} as const satisfies Record<keyof ReturnType<typeof voiceActs>, readonly string[]>;
