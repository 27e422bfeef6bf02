import { GenesysError, isGenesysError } from "../errors/errors";
import { waitAfterRefusalMs } from "../client/retry";
import { SETTLE_MS } from "../time/wait";
import type { WrapUpState } from "./state";

/** What to do about a wrap-up that failed: look, and send it again only where that can help. Pure. */

/** One wrap-up is sent so often at most, whatever it meets. */
export const MOST_SENDS = 3;
/** A request whose response was lost has taken effect by then, if it ever does. */
export const LOST_MS = 1_000;
/** After the first refusal of the race it is sent again by then, although the conversation shows no other state. */
const RACE_MS = 2_000;
/** How long to wait for another state after any other refusal. */
const OTHER_STATE_MS = 3_000;
/** A look is a read, which counts against the rate limit; the first one comes soon. */
const FIRST_LOOK_MS = 100;
/** After the first attempt that did not reach the platform; twice as long after the second. */
const UNSENT_MS = 500;

type Kind =
  /** The platform has not caught up with what the conversation shows, or the reverse. */
  | "race"
  | "refused"
  /** Its outcome is unknown. */
  | "lost"
  /** Refused, or not sent, for reasons of the account; the conversation has nothing to do with it. */
  | "token"
  | "rate"
  | "unsent";

/** What went wrong so far with giving a wrap-up. */
export interface Trouble {
  error: GenesysError;
  kind: Kind;
  /** How the leg stood when it was sent. */
  seen: WrapUpState["is"];
  at: number;
  /** When the platform first refused it because of the race. */
  racingSince: number | undefined;
  sends: number;
  losses: number;
  isTokenRenewed: boolean;
}

/** Refusals that no later moment would change. */
const FINAL: ReadonlySet<unknown> = new Set([
  "not.a.user",
  "conversation.error.wrapup.code.required",
  "conversation.error.wrapup.cannot.skip",
]);

/** Error codes of the platform that mean "not yet" for a leg that can be read: it has just ended, or just begun. */
const RACE: ReadonlySet<unknown> = new Set([
  "conversation.error.participant.no.active.conversations",
  "conversation.error.call.disconnected",
  "conversation.error.not.conversation.participant",
  "conversation.error.conversation.not.found",
  "conversation.not.found",
]);

const kindOf = (error: GenesysError, longestWaitMs: number): Kind | undefined => {
  const { code, cause } = error;
  if (cause.outcome === "unknown") return "lost";
  const isRefused = cause.outcome === "refused";
  if (code === "auth") return isRefused ? "token" : undefined;
  if (code === "limited") return isRefused && waitAfterRefusalMs(error) <= longestWaitMs ? "rate" : undefined;
  if (cause.outcome === "notSent") return code === "network" || code === "timeout" ? "unsent" : undefined;
  if (!["rejected", "conflict", "missing", "denied"].includes(code)) return undefined;
  if (cause.missingPermissions !== undefined || FINAL.has(cause.platformCode)) return undefined;
  return code === "conflict" || RACE.has(cause.platformCode) ? "race" : "refused";
};

/** @throws the error where neither a look nor another attempt can help, or all attempts are used up. */
export const afterFailure = (
  error: unknown,
  state: WrapUpState,
  before: Trouble | undefined,
  now: number,
  longestWaitMs = Infinity,
): Trouble => {
  if (!isGenesysError(error) || error.code === "closed") throw error;
  const kind = kindOf(error, longestWaitMs);
  const sends = (before?.sends ?? 0) + 1;
  const isRefused = kind === "race" || kind === "refused";
  const racingSince = before?.racingSince ?? (kind === "race" ? now : undefined);
  const isOver =
    kind === undefined ||
    sends >= MOST_SENDS ||
    (isRefused && (state.is === "notDue" || now - (racingSince ?? now) >= SETTLE_MS)) ||
    (kind === "token" && before?.isTokenRenewed === true);
  if (isOver) throw isRefused ? explained(error, state) : error;
  const losses = (before?.losses ?? 0) + (kind === "lost" ? 1 : 0);
  const isTokenRenewed = kind === "token" || before?.isTokenRenewed === true;
  return { error, kind, seen: state.is, at: now, racingSince, sends, losses, isTokenRenewed };
};

export type NextTry = { to: "send" } | { to: "look"; at: number } | { to: "fail"; error: GenesysError };

/**
 * May it be sent again in this state of the leg? For failures of the account, only the time counts. For all others, a
 * new state of the leg counts, and also the time if the platform reports that it has not caught up.
 */
export const nextTry = (trouble: Trouble, state: WrapUpState, now: number, deadline: number): NextTry => {
  const { kind, at, seen, error } = trouble;
  const isOther = state.is !== seen;
  if (kind === "refused") {
    if (isOther) return { to: "send" };
    const until = at + OTHER_STATE_MS;
    return now >= until ? { to: "fail", error: explained(error, state) } : lookUntil(until, trouble, now);
  }
  if (kind === "race" && isOther && (!isLast(trouble) || state.is === "due" || state.is === "notDue"))
    return { to: "send" };
  const due = isAccounts(trouble) ? dueAt(trouble) : Math.min(dueAt(trouble), deadline);
  if (now >= due) return { to: "send" };
  return kind === "race" ? lookUntil(due, trouble, now) : { to: "look", at: due };
};

/** The last attempt is kept for the state in which a wrap-up is due. */
const isLast = ({ sends }: Trouble): boolean => sends === MOST_SENDS - 1;

/** When time alone is reason enough to send it again. */
const dueAt = (trouble: Trouble): number => {
  const { kind, at, error, sends, racingSince = at } = trouble;
  switch (kind) {
    case "race":
      return isLast(trouble) ? racingSince + SETTLE_MS : at + RACE_MS;
    case "lost":
      return at + LOST_MS;
    case "rate":
      return at + waitAfterRefusalMs(error);
    case "unsent":
      return at + UNSENT_MS * 2 ** (sends - 1);
    default:
      return at;
  }
};

/** When to look after a failure. */
export const lookAfter = (trouble: Trouble, now: number): number =>
  trouble.kind === "race" || trouble.kind === "refused" ? now + FIRST_LOOK_MS : dueAt(trouble);

/** Soon after the failure often, later less so. */
const lookUntil = (until: number, { at }: Trouble, now: number): NextTry => ({
  to: "look",
  at: Math.min(until, now + Math.min(Math.max(FIRST_LOOK_MS, (now - at) / 2), 2_000)),
});

/** The account's affair is waited out within the attempt: no deadline of the wrap-up ends that. */
export const isAccounts = ({ kind }: Trouble): boolean =>
  kind === "token" || kind === "rate" || kind === "unsent";

/** Once a response was lost, the outcome of that request is unknown, whatever goes wrong later. */
export const afterLosses = (error: unknown, trouble: Trouble | undefined): unknown => {
  if (trouble === undefined || trouble.losses === 0) return error;
  if (!isGenesysError(error) || error.code === "closed" || error.cause.outcome === "unknown") return error;
  const message = `${error.message} A wrap-up was sent before, and its response was lost. It is unknown whether it took effect.`;
  return new GenesysError(error.code, message, { ...error.cause, outcome: "unknown" });
};

const explained = (error: GenesysError, state: WrapUpState): GenesysError =>
  state.is !== "notDue"
    ? error
    : new GenesysError(
        error.code,
        "There is no after-call work, because the queue gives it only on request, and the agent did not request it. " +
          `Wrap up while the agent is connected. ${error.message}`,
        error.cause,
      );
