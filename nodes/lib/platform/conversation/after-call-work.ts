import {
  everConnected,
  legsOf,
  type Communication,
  type Leg,
  type MediaType,
  type Participant,
  type WrapUp,
} from "./conversation";

/** What the platform returns about after-call work: on the participant, and on the communication that it belongs to. */

/** Set by the platform where the work was skipped. */
export const SKIPPED = "ININ-WRAP-UP-SKIPPED";

/** A wrap-up that is final: it has a code, and is more than a note. */
export const finalWrapup = (given: WrapUp | null | undefined): (WrapUp & { code: string }) | undefined =>
  typeof given?.code === "string" && given.code !== "" && given.provisional !== true
    ? { ...given, code: given.code }
    : undefined;

const STATES: ReadonlySet<unknown> = new Set(["pending", "complete", "skipped"]);

/**
 * Does after-call work belong to this communication? An empty `afterCallWork` means nothing: the legs of customers,
 * flows and queues have it, too.
 */
export const hasWork = ({ afterCallWork, wrapup }: Communication): boolean =>
  STATES.has(afterCallWork?.state) ||
  typeof afterCallWork?.startTime === "string" ||
  finalWrapup(wrapup) !== undefined;

/**
 * Of one participant's legs, the one that after-call work belongs to: where it shows, else a callback that became a call.
 * `undefined` where nothing makes a difference between the legs.
 */
export const workLegOf = <T extends Leg>(legs: readonly T[]): T | undefined => {
  const working = legs.filter(({ communication }) => hasWork(communication));
  const pending = working.findLast(({ communication }) => communication.afterCallWork?.state === "pending");
  if (pending !== undefined) return pending;
  if (working.length > 0) return working.at(-1);
  const isCalled = legs.some(({ mediaType }) => mediaType === "call");
  return isCalled ? legs.find((leg) => leg.mediaType === "callback" && everConnected(leg)) : undefined;
};

/**
 * The leg to wrap up where this one was found: it, or the leg of the same participant that the after-call work belongs to.
 */
export const legToWrapUp = (leg: Leg, mediaType: MediaType | undefined): Leg => {
  if (hasWork(leg.communication)) return leg;
  const theirs = legsOf({ id: "", participants: [leg.participant] }).filter(
    (each) => mediaType === undefined || each.mediaType === mediaType,
  );
  return workLegOf(theirs) ?? leg;
};

const asMs = (given: string | null | undefined): number | undefined => {
  const ms = Date.parse(given ?? "");
  return Number.isNaN(ms) ? undefined : ms;
};

/** The after-call work of one leg, times in ms. */
export interface Work {
  state: string | undefined;
  startedAt: number | undefined;
  endedAt: number | undefined;
  wrapup: (WrapUp & { code: string }) | undefined;
}

/** @param isTheirs the participant's own facts are those of this leg */
export const workOfLeg = (
  communication: Communication,
  participant: Participant,
  isTheirs: boolean,
): Work => {
  const own = communication.afterCallWork;
  const wrapup =
    finalWrapup(communication.wrapup) ?? (isTheirs ? finalWrapup(participant.wrapup) : undefined);
  return {
    state: typeof own?.state === "string" ? own.state : undefined,
    startedAt: asMs(own?.startTime) ?? (isTheirs ? asMs(participant.startAcwTime) : undefined),
    endedAt: asMs(own?.endTime) ?? (isTheirs ? asMs(participant.endAcwTime) : undefined),
    wrapup,
  };
};

/** It ended when it began, because it was not requested: there was none. With a real code, there was. */
export const isSkippedAtOnce = (
  { state, startedAt, endedAt, wrapup }: Work,
  { wrapupRequired }: Participant,
): boolean => {
  if (wrapup !== undefined && wrapup.code !== SKIPPED) return false;
  if (state === "notApplicable") return true;
  const isLong = startedAt !== undefined && endedAt !== undefined && endedAt > startedAt;
  if (state === "skipped") return !isLong;
  return endedAt !== undefined && startedAt !== undefined && !isLong && wrapupRequired === false;
};
