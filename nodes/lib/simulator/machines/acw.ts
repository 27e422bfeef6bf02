import type { Communication, WrapUp } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store";

/** After-call work of one communication: none, pending, complete or skipped. */

export const WRAPUP_TIMEOUT = "ININ-WRAP-UP-TIMEOUT";
export const WRAPUP_SKIPPED = "ININ-WRAP-UP-SKIPPED";

interface Place {
  conversation: Conversation;
  participant: Participant;
  leg: Communication;
}

/** Called when a leg has ended. Only an agent who connected on a queue's interaction owes after-call work. */
export const startAfterCallWork = (store: Store, place: Place): void => {
  const { conversation, participant, leg } = place;
  if (!participant.wrapupRequired || leg.connectedAt === undefined || leg.afterCallWork) return;
  const now = store.clock.now();
  participant.startAcwAt = now;
  const asked = participant.wrapupPrompt !== "agentRequested" || leg.afterCallWorkRequired;
  if (!asked) {
    leg.afterCallWork = { state: "notApplicable" };
    return;
  }
  if (leg.wrapup) {
    leg.afterCallWork = { state: "complete", startAt: now, endAt: now };
    participant.endAcwAt = now;
    return;
  }
  leg.afterCallWork = { state: "pending", startAt: now };
  store.changed({ what: "acwStarted", conversation, participant, communication: leg });
  if (participant.wrapupTimeoutMs === undefined) return;
  store.clock.after(participant.wrapupTimeoutMs, () => {
    if (leg.afterCallWork?.state === "pending") applyWrapup(store, place, { code: WRAPUP_TIMEOUT });
  });
};

/** The wrap-up of a communication; ends its after-call work if that is pending. */
export const applyWrapup = (store: Store, place: Place, given: WrapUp): void => {
  const { conversation, participant, leg } = place;
  const now = store.clock.now();
  const startedAt = leg.afterCallWork?.startAt;
  const wrapup: WrapUp = {
    notes: "",
    tags: [],
    durationSeconds: startedAt === undefined ? 0 : Math.round((now - startedAt) / 1000),
    endAt: now,
    ...given,
  };
  leg.wrapup = wrapup;
  participant.wrapup = wrapup;
  store.changed({ what: "wrapupApplied", conversation, participant, communication: leg });
  if (leg.afterCallWork?.state !== "pending") return;
  leg.afterCallWork = { ...leg.afterCallWork, state: "complete", endAt: now };
  participant.endAcwAt = now;
  store.changed({ what: "acwEnded", conversation, participant, communication: leg });
};
