import type { AfterCallWork, Communication, WrapUp } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Change, Store } from "../store/store";

/** After-call work of one communication, whatever its medium: none, pending, complete or skipped. */

export const WRAPUP_TIMEOUT = "ININ-WRAP-UP-TIMEOUT";
export const WRAPUP_SKIPPED = "ININ-WRAP-UP-SKIPPED";

interface Place {
  conversation: Conversation;
  participant: Participant;
  leg: Communication;
}

const notify = (store: Store, what: Change["what"], { conversation, participant, leg }: Place): void =>
  store.changed({ what, conversation, participant, communication: leg });

export const isPending = ({ leg }: Place): boolean => leg.afterCallWork?.state === "pending";

/**
 * Called when a leg has ended. Only an agent who connected on a queue's interaction owes after-call work. One who has a
 * callback and its call owes it once, when the last of the two has ended.
 */
export const startAfterCallWork = (store: Store, place: Place): void => {
  const { participant, leg } = place;
  if (!participant.wrapupRequired || leg.connectedAt === undefined || leg.afterCallWork) return;
  if (participant.communications.some((other) => other.disconnectedAt === undefined)) return;
  const { acwLagMs } = store.settings;
  if (acwLagMs > 0) store.clock.after(acwLagMs, () => begin(store, place));
  else begin(store, place);
};

/**
 * The work begins with the end of the leg, even if that is noticed later. If the agent has to request it and has not,
 * it is skipped at the same moment.
 */
const begin = (store: Store, place: Place): void => {
  const { participant, leg } = place;
  const startAt = leg.disconnectedAt ?? store.clock.now();
  participant.startAcwAt = startAt;
  if (participant.wrapupPrompt === "agentRequested" && !leg.afterCallWorkRequired) {
    leg.afterCallWork = { state: "skipped", startAt, endAt: startAt };
    participant.endAcwAt = startAt;
    participant.wrapupRequired = false;
    return;
  }
  leg.afterCallWork = { state: "pending", startAt };
  notify(store, "acwStarted", place);
  const isForced = participant.wrapupPrompt === "forcedTimeout";
  if (participant.wrapupSkipped) return finishSkipped(store, place);
  if (leg.wrapup && !isForced) return finish(store, place, "complete");
  if (participant.wrapupTimeoutMs === undefined) return;
  store.clock.after(startAt + participant.wrapupTimeoutMs - store.clock.now(), () => runOut(store, place));
};

const runOut = (store: Store, place: Place): void => {
  if (!isPending(place)) return;
  if (place.leg.wrapup) finish(store, place, "complete");
  else setWrapup(store, place, { code: WRAPUP_TIMEOUT });
};

const finish = (store: Store, place: Place, state: AfterCallWork["state"]): void => {
  const { participant, leg } = place;
  const endAt = store.clock.now();
  leg.afterCallWork = { ...leg.afterCallWork, state, endAt };
  participant.endAcwAt = endAt;
  notify(store, "acwEnded", place);
};

const finishSkipped = (store: Store, place: Place): void => {
  const { participant, leg } = place;
  leg.wrapup = participant.wrapup = { ...defaults(store, place), code: WRAPUP_SKIPPED };
  finish(store, place, "skipped");
};

const defaults = (store: Store, { leg }: Place): Omit<WrapUp, "code"> => {
  const now = store.clock.now();
  const startedAt = leg.afterCallWork?.startAt;
  const durationSeconds = startedAt === undefined ? 0 : Math.round((now - startedAt) / 1000);
  return { notes: "", tags: [], durationSeconds, endAt: now };
};

const setWrapup = (store: Store, place: Place, given: WrapUp): void => {
  const { participant, leg } = place;
  leg.wrapup = participant.wrapup = { ...defaults(store, place), ...given };
  delete leg.provisionalWrapup;
  notify(store, "wrapupApplied", place);
  // A forced time-box cannot be left early; a system code ends it all the same.
  const stays = participant.wrapupPrompt === "forcedTimeout" && !given.code.startsWith("ININ-");
  if (isPending(place) && !stays) finish(store, place, "complete");
};

/** The wrap-up of a communication; ends its after-call work if that is pending. A provisional one is only kept. */
export const applyWrapup = (store: Store, place: Place, given: WrapUp): void => {
  if (!given.provisional) return setWrapup(store, place, given);
  place.leg.provisionalWrapup = { ...place.leg.provisionalWrapup, ...given };
  notify(store, "legChanged", place);
};

/** Only where the queue leaves it to the agent. */
export const maySkip = ({ participant }: Place): boolean =>
  participant.wrapupPrompt === "optional" || participant.wrapupPrompt === "agentRequested";

/** No wrap-up is required, now or when the leg ends. */
export const skipWrapup = (store: Store, place: Place): void => {
  const { conversation, participant } = place;
  participant.wrapupSkipped = true;
  if (isPending(place)) finishSkipped(store, place);
  else store.changed({ what: "participantChanged", conversation, participant });
};
