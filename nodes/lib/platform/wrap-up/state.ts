import { isSkippedAtOnce, SKIPPED, workLegOf, workOfLeg } from "../conversation/after-call-work";
import {
  everConnected,
  hasEnded,
  legsOf,
  type Conversation,
  type Leg,
  type WrapUp,
} from "../conversation/conversation";

/** Set by the platform when the time for after-call work was over. */
const TIMED_OUT = "ININ-WRAP-UP-TIMEOUT";

/** The state of a leg's wrap-up, as far as one read shows it. Pure. */
export type WrapUpState =
  /** It has not been answered. */
  | { is: "ringing" }
  | { is: "talking" }
  /** It has ended, and the conversation shows nothing of after-call work yet. */
  | { is: "settling" }
  | { is: "due"; startedAt: number | undefined; timeoutMs: number | undefined }
  /** It has ended without after-call work. */
  | { is: "notDue" }
  | { is: "wrapped"; by: "code" | "timeout" | "skip" | "system"; wrapup: WrapUp };

/** A participant's own facts are those of its only leg, or of the one that the after-call work belongs to. */
const isTheirs = ({ communication, participant }: Leg): boolean => {
  const legs = legsOf({ id: "", participants: [participant] });
  return legs.length === 1 || workLegOf(legs)?.communication === communication;
};

const sourceOf = (code: string): "code" | "timeout" | "skip" | "system" => {
  if (code === TIMED_OUT) return "timeout";
  if (code === SKIPPED) return "skip";
  return code.startsWith("ININ-") ? "system" : "code";
};

/** The queue gives after-call work on request only, and the agent did not request it: it ended when it began. */
const wasNeverRequested = ({ communication: { afterCallWork }, participant }: Leg): boolean =>
  afterCallWork?.state === "skipped" &&
  participant.wrapupRequired === false &&
  participant.wrapupSkipped !== true &&
  afterCallWork.startTime !== undefined &&
  afterCallWork.startTime === afterCallWork.endTime;

export const wrapupState = (leg: Leg): WrapUpState => {
  const { communication, participant } = leg;
  const isOwn = isTheirs(leg);
  const work = workOfLeg(communication, participant, isOwn);
  const { state, startedAt, endedAt, wrapup } = work;
  if (wrapup !== undefined) return { is: "wrapped", by: sourceOf(wrapup.code), wrapup };
  if (wasNeverRequested(leg)) return { is: "notDue" };
  if (state === "skipped" || participant.wrapupSkipped === true)
    return { is: "wrapped", by: "skip", wrapup: {} };
  if (!hasEnded(leg)) return { is: everConnected(leg) ? "talking" : "ringing" };
  if (state === "notApplicable") return { is: "notDue" };
  if (isSkippedAtOnce(work, participant)) return { is: "wrapped", by: "skip", wrapup: {} };
  const isDue = state === "pending" || (isUnset(state) && startedAt !== undefined && endedAt === undefined);
  return isDue ? { is: "due", startedAt, timeoutMs: participant.wrapupTimeoutMs } : { is: "settling" };
};

/** Only the participant shows it, and the communication may follow later. */
const isUnset = (state: string | undefined): boolean => state === undefined || state === "unknown";

/** The leg of these ids in a newer reading of the conversation. */
export const sameLeg = (conversation: Conversation, { communication }: Leg): Leg | undefined =>
  legsOf(conversation).find((leg) => leg.communication.id === communication.id);

/** This much of the agent's time is left when it is done for them, so that request and lag fit in. */
export const marginMs = (timeoutMs: number): number => Math.min(10_000, timeoutMs / 4);

/** What was seen on this machine's clock: the last look at which the leg had not ended, and the first at which it had. */
export interface Sightings {
  lastLiveAt?: number;
  endSeenAt?: number;
}

/**
 * When the agent's time is nearly over, on this machine's clock; `undefined` where there is no limit. The platform's
 * clock and ours may differ: the beginning that it names is only believed within what was seen here.
 */
export const dueBeforeTimeout = (
  { startedAt, timeoutMs }: { startedAt: number | undefined; timeoutMs: number | undefined },
  { lastLiveAt, endSeenAt }: Sightings,
): number | undefined => {
  if (timeoutMs === undefined) return undefined;
  const startOfWork = startedAt ?? lastLiveAt ?? endSeenAt ?? 0;
  const began = Math.max(Math.min(startOfWork, endSeenAt ?? Infinity), lastLiveAt ?? -Infinity);
  return began + timeoutMs - marginMs(timeoutMs);
};
