import { everConnected, hasEnded, legsOf, type Conversation, type Leg, type WrapUp } from "./conversation";

/** Set by the platform when the time for after-call work was over. */
const TIMED_OUT = "ININ-WRAP-UP-TIMEOUT";
const SKIPPED = "ININ-WRAP-UP-SKIPPED";

/** How a leg stands with its wrap-up, as far as one look can tell. Pure. */
export type WrapUpState =
  /** Nobody has answered yet. */
  | { is: "ringing" }
  | { is: "talking" }
  /** It has ended, and nothing is said of after-call work yet. */
  | { is: "settling" }
  | { is: "due"; startedAt: number | undefined; timeoutMs: number | undefined }
  /** It has ended without after-call work. */
  | { is: "notDue" }
  | { is: "wrapped"; by: "code" | "timeout" | "skip" | "system"; wrapup: WrapUp };

/** The final wrap-up of a leg; a participant's own counts where it has but this leg. A provisional one is none. */
const wrapupOf = ({ communication, participant }: Leg, legs: number): WrapUp | undefined => {
  const found = communication.wrapup ?? (legs === 1 ? participant.wrapup : undefined);
  return found?.code === undefined || found.code === "" || found.provisional === true ? undefined : found;
};

const byWhom = (code: string): "code" | "timeout" | "skip" | "system" => {
  if (code === TIMED_OUT) return "timeout";
  if (code === SKIPPED) return "skip";
  return code.startsWith("ININ-") ? "system" : "code";
};

export const wrapupState = (leg: Leg): WrapUpState => {
  const { communication, participant } = leg;
  const legs = legsOf({ id: "", participants: [participant] }).length;
  const wrapup = wrapupOf(leg, legs);
  const state = communication.afterCallWork?.state;
  if (wrapup?.code !== undefined) return { is: "wrapped", by: byWhom(wrapup.code), wrapup };
  if (state === "skipped" || participant.wrapupSkipped === true)
    return { is: "wrapped", by: "skip", wrapup: {} };
  if (!hasEnded(leg)) return { is: everConnected(leg) ? "talking" : "ringing" };
  if (state === "notApplicable") return { is: "notDue" };
  if (state !== "pending") return { is: "settling" };
  const started = Date.parse(communication.afterCallWork?.startTime ?? participant.startAcwTime ?? "");
  return {
    is: "due",
    startedAt: Number.isNaN(started) ? undefined : started,
    timeoutMs: participant.wrapupTimeoutMs,
  };
};

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
  const said = startedAt ?? lastLiveAt ?? endSeenAt ?? 0;
  const began = Math.max(Math.min(said, endSeenAt ?? Infinity), lastLiveAt ?? -Infinity);
  return began + timeoutMs - marginMs(timeoutMs);
};
