import { GenesysError, isGenesysError } from "./errors";
import { SETTLE_MS } from "./wrapup-verdict";
import type { WrapUpState } from "./wrapup-state";

/** A request whose answer was lost has taken effect by then, if it ever does. */
export const LOST_MS = 1_000;
const LOST_AT_MOST = 2;

/** What went wrong so far with giving a wrap-up, and when to look again. */
export interface Trouble {
  error: GenesysError;
  /** When the platform first refused it. */
  since: number;
  refusals: number;
  losses: number;
  againAt: number;
}

/** Refusals that no later moment would change. */
const FINAL: ReadonlySet<unknown> = new Set([
  "not.a.user",
  "conversation.error.wrapup.code.required",
  "conversation.error.wrapup.cannot.skip",
]);

const mayPass = ({ code, cause }: GenesysError): boolean =>
  ["rejected", "conflict", "missing", "denied"].includes(code) &&
  cause.missingPermissions === undefined &&
  !FINAL.has(cause.platformCode);

/**
 * Look again, and soon: the platform may only not have caught up with what the conversation shows, or the answer alone
 * was lost. @throws the error where that will not help, or did not.
 */
export const afterFailure = (
  error: unknown,
  state: WrapUpState,
  before: Trouble | undefined,
  now: number,
): Trouble => {
  if (!isGenesysError(error) || error.code === "closed") throw error;
  const { since = now, refusals = 0, losses = 0 } = before ?? {};
  if (error.cause.outcome === "unknown") {
    if (losses >= LOST_AT_MOST) throw error;
    return { error, since, refusals, losses: losses + 1, againAt: now + LOST_MS };
  }
  if (!mayPass(error) || state.is === "notDue" || now - since >= SETTLE_MS) throw explained(error, state);
  const againAt = now + Math.min(100 * 1.5 ** refusals, 2_000);
  return { error, since, refusals: refusals + 1, losses, againAt };
};

/** Once an answer was lost nobody knows what became of that request, whatever it is that went wrong later. */
export const afterLosses = (error: unknown, trouble: Trouble | undefined): unknown => {
  if (trouble === undefined || trouble.losses === 0) return error;
  if (!isGenesysError(error) || error.code === "closed" || error.cause.outcome === "unknown") return error;
  const message = `${error.message} A wrap-up was sent before, and its answer was lost: whether it took effect is not known.`;
  return new GenesysError(error.code, message, { ...error.cause, outcome: "unknown" });
};

const explained = (error: GenesysError, state: WrapUpState): GenesysError =>
  state.is !== "notDue"
    ? error
    : new GenesysError(
        error.code,
        "There is no after-call work here: the queue gives it only on request, and the agent did not ask for it. " +
          `Wrap up while the agent is connected. ${error.message}`,
        error.cause,
      );
