import type { Conversation } from "../entities/conversation";
import { answerCall, isRinging, refuseCall, type Failure } from "../machines/callee";
import { mergeCalls } from "../machines/conference";
import { dial } from "../machines/dialing";
import { connectLeg, isCustomer, type Place } from "../machines/legs";
import { newConversation } from "../machines/parties";
import { liveCallsOf } from "../machines/voice";
import type { Store } from "../store/store";
import { conversationNamed } from "./voice";

/** What called parties do, and conferences without a request. */

/** The newest called party: a number that is dialed, or a phone that rings. */
const calleeOf = (conversation: Conversation): Place => {
  const isCallee = ({ participant, leg }: Place): boolean =>
    isCustomer(participant) || leg.state === "alerting";
  const found = liveCallsOf(conversation).findLast((place) => isRinging(place) && isCallee(place));
  if (!found) throw new Error(`No party is being called in conversation ${conversation.id}.`);
  return found;
};

const refuses =
  (store: Store, failure: Failure) =>
  (conversationId: string): void =>
    refuseCall(store, calleeOf(conversationNamed(store, conversationId)), failure);

interface Party {
  /** The number of the party that comes in. */
  number?: string;
  name?: string;
  /** Marks the party as flagged, as an agent's supervisor would. */
  flagged?: boolean;
}

export const dialingActs = (store: Store) => ({
  /** The called party answers, and is connected with the caller. */
  calleeAnswers: (conversationId: string): void =>
    answerCall(store, calleeOf(conversationNamed(store, conversationId))),
  calleeDeclines: refuses(store, "declined"),
  calleeBusy: refuses(store, "busy"),
  calleeDoesNotAnswer: refuses(store, "noAnswer"),
  calleeUnreachable: refuses(store, "unreachable"),
  calleeFails: refuses(store, "failed"),

  /** One more party comes into a live call and is connected at once. Returns the party's ids. */
  conferenceFormed: (conversationId: string, party: Party = {}) => {
    const conversation = conversationNamed(store, conversationId);
    const [first] = liveCallsOf(conversation);
    if (!first) throw new Error(`Conversation ${conversationId} has no live call.`);
    const facts = {
      ...(party.name === undefined ? {} : { name: party.name }),
      ...(party.flagged === true ? { flaggedReason: "general" as const } : {}),
    };
    const number = party.number ?? "+15555550107";
    const arrival = dial(store, conversation, { to: "number", number, facts }, { peerId: first.leg.id });
    connectLeg(store, { conversation, ...arrival });
    return { conversationId, participantId: arrival.participant.id, communicationId: arrival.leg.id };
  },

  /** Two live calls become one new conference. Returns its conversation id. */
  callsMerged: (conversationId: string, otherConversationId: string) => {
    const calls = [conversationNamed(store, conversationId), conversationNamed(store, otherConversationId)];
    const conference = newConversation(store);
    mergeCalls(store, conference, calls);
    return { conversationId: conference.id };
  },
});

export const dialingActParameters = {
  calleeAnswers: ["conversationId"],
  calleeDeclines: ["conversationId"],
  calleeBusy: ["conversationId"],
  calleeDoesNotAnswer: ["conversationId"],
  calleeUnreachable: ["conversationId"],
  calleeFails: ["conversationId"],
  conferenceFormed: ["conversationId", "*"],
  callsMerged: ["conversationId", "otherConversationId"],
} as const satisfies Record<keyof ReturnType<typeof dialingActs>, readonly string[]>;
