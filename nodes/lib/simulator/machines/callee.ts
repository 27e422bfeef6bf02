import type { Call, DisconnectType } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { CalleeOutcome } from "../store/settings";
import type { Store } from "../store/store";
import { connectLeg, endLeg, isLive, type Place } from "./legs";
import { leaveCall, liveCallsOf } from "./voice";

/** What becomes of a party that is called. */

export type Failure = Exclude<CalleeOutcome, "answers" | "rings">;

interface End {
  disconnectType: DisconnectType;
  reasons: NonNullable<Call["disconnectReasons"]>;
}

const end = (
  disconnectType: DisconnectType,
  q850: [code: number, phrase: string],
  sip: [code: number, phrase: string],
): End => ({
  disconnectType,
  reasons: [
    { type: "q850", code: q850[0], phrase: q850[1] },
    { type: "sip", code: sip[0], phrase: sip[1] },
  ],
});

/** The cause codes of the two standards. The disconnect type of each is not published. */
const ENDS: Readonly<Record<Failure, End>> = {
  busy: end("endpoint", [17, "User busy"], [486, "Busy Here"]),
  noAnswer: end("timeout", [19, "No answer from user (user alerted)"], [480, "Temporarily Unavailable"]),
  declined: end("endpoint", [21, "Call rejected"], [603, "Decline"]),
  unreachable: end("uncallable", [1, "Unallocated (unassigned) number"], [404, "Not Found"]),
  failed: end("error", [41, "Temporary failure"], [503, "Service Unavailable"]),
};

/** By the ending of the number; a user without a phone cannot be reached. */
const outcomeFor = (store: Store, { userId, address = "" }: Participant): CalleeOutcome => {
  if (userId !== undefined) return store.org.users.get(userId)?.station ? "answers" : "unreachable";
  const found = Object.entries(store.settings.callees).find(([ending]) => address.endsWith(ending));
  return found?.[1] ?? "answers";
};

export const isRinging = ({ leg }: Place): boolean =>
  isLive(leg) && ["dialing", "contacting", "alerting"].includes(leg.state);

/** The participants who leave when the next party has answered, by the id of that party. */
const takeOvers = (store: Store): Map<string, Place> =>
  store.collection("attended transfers", () => new Map<string, Place>());

export const leaveOnceAnswered = (store: Store, successor: Participant, leaver: Place): void =>
  void takeOvers(store).set(successor.id, leaver);

/** The far side picks up: the party that dialed is connected with it, a party that only waited for that leaves. */
export const answerCall = (store: Store, place: Place): void => {
  if (!isRinging(place)) return;
  connectLeg(store, place);
  for (const dialing of liveCallsOf(place.conversation))
    if (dialing.leg.state === "dialing" && dialing.participant.userId !== undefined)
      connectLeg(store, dialing);
  const leaver = takeOvers(store).get(place.participant.id);
  if (leaver) endLeg(store, leaver, "transfer");
};

/** The called party cannot be reached. The caller's leg has the reason in both formats. */
export const refuseCall = (store: Store, place: Place, failure: Failure): void => {
  if (!isRinging(place)) return;
  const { disconnectType, reasons } = ENDS[failure];
  if (place.leg.media === "calls") place.leg.disconnectReasons = reasons;
  leaveCall(store, place.conversation, place.participant, disconnectType);
};

/** Lets what is to become of it come in its time. */
export const ring = (
  store: Store,
  conversation: Conversation,
  { participant, leg }: { participant: Participant; leg: Call },
): void => {
  const place: Place = { conversation, participant, leg };
  const outcome = outcomeFor(store, participant);
  if (outcome === "rings") return;
  const { calleeActsMs, calleeRingsMs } = store.settings;
  store.clock.after(outcome === "noAnswer" ? calleeRingsMs : calleeActsMs, () => {
    if (!isRinging(place)) return;
    if (outcome !== "answers") return refuseCall(store, place, outcome);
    answerCall(store, place);
  });
};
