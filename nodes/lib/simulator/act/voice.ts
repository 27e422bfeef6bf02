import type { Conversation, Participant } from "../entities/conversation";
import { isCustomer } from "../machines/legs";
import { leaveCall, liveCallsOf } from "../machines/voice";
import type { Store } from "../store";

/** What people and flows do in calls. */

export const conversationNamed = (store: Store, id: string): Conversation => {
  const found = store.conversations.get(id);
  if (!found) throw new Error(`There is no conversation ${id}.`);
  return found;
};

/** The newest participant with a live call who is the one that is meant. */
const liveParticipant = (
  conversation: Conversation,
  who: string,
  isMeant: (participant: Participant) => boolean,
): Participant => {
  const found = liveCallsOf(conversation).findLast(({ participant }) => isMeant(participant));
  if (!found) throw new Error(`Conversation ${conversation.id} has no live ${who}.`);
  return found.participant;
};

export const voiceActs = (store: Store) => ({
  /** The agent (the newest, or the one named) hangs up; a caller with a post-flow action is sent on. */
  agentHangsUp: (conversationId: string, participantId?: string): void => {
    const conversation = conversationNamed(store, conversationId);
    const agent = liveParticipant(
      conversation,
      "agent",
      ({ id, purpose }) =>
        (purpose === "agent" || purpose === "user") && (participantId === undefined || participantId === id),
    );
    leaveCall(store, conversation, agent, "client");
  },

  /** The customer hangs up; a post-flow action is void. */
  customerHangsUp: (conversationId: string): void => {
    const conversation = conversationNamed(store, conversationId);
    leaveCall(store, conversation, liveParticipant(conversation, "customer", isCustomer), "endpoint");
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
