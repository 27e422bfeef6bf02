import { SETTLE_MS } from "../time/wait";
import { GenesysError } from "../errors/errors";
import type { Located } from "../conversation/target";
import type { Wait } from "../types";
import { dueBeforeTimeout, type Sightings, type WrapUpState } from "./state";

export interface Wish {
  action: "apply" | "skip";
  when: "now" | "ended" | "beforeTimeout";
  /** The id of the code; undefined for a skip, and for notes alone. */
  codeId?: string | undefined;
  provisional: boolean;
}

export interface Moment extends Sightings {
  now: number;
  /** At the latest it is done now, if it can be. */
  deadline: number;
  /** Since when it was seen ringing, without a look in between at which it was not. */
  ringingSince?: number;
  ids: Omit<Located, "leg">;
}

export type Verdict =
  | { to: "send" }
  /** `soon`: the state should pass in a moment; `until`: nothing but time is waited for. */
  | { to: "wait"; wait: Wait; soon?: true; until?: number }
  /** What was wished for is so already, or the agent has seen to it. */
  | { to: "leave"; accepted: boolean }
  | { to: "fail"; error: GenesysError };

export const judgeWrapup = (state: WrapUpState, wish: Wish, moment: Moment): Verdict => {
  const { now, deadline, ringingSince = now } = moment;
  switch (state.is) {
    case "wrapped":
      return judgeWrapped(state, wish, moment);
    case "ringing":
      if (wish.when === "now" && now - ringingSince >= SETTLE_MS) return fail(NOT_ANSWERED, moment);
      return { to: "wait", wait: "answer", ...(wish.when === "now" ? { soon: true } : {}) };
    case "talking":
      return wish.when === "now" ? { to: "send" } : { to: "wait", wait: "end" };
    case "settling":
      if (wish.when !== "beforeTimeout" || now - (moment.endSeenAt ?? now) >= SETTLE_MS)
        return { to: "send" };
      return { to: "wait", wait: "wrapUp", soon: true };
    case "due": {
      if (wish.when !== "beforeTimeout") return { to: "send" };
      const until = Math.min(dueBeforeTimeout(state, moment) ?? Infinity, deadline);
      return now >= until ? { to: "send" } : { to: "wait", wait: "wrapUp", until };
    }
    case "notDue":
      return { to: "send" };
  }
};

const judgeWrapped = (
  { by, wrapup }: Extract<WrapUpState, { is: "wrapped" }>,
  { action, when, codeId, provisional }: Wish,
  moment: Moment,
): Verdict => {
  const isWished = action === "skip" ? by === "skip" : !provisional && wrapup.code === codeId;
  if (isWished) return { to: "leave", accepted: true };
  const facts = { wrapup: { code: wrapup.code, name: wrapup.name, endTime: wrapup.endTime }, wrappedBy: by };
  if (by === "timeout") return fail(TIMED_OUT, moment, facts);
  const byAgent = by === "code" || by === "skip";
  if (byAgent && when === "beforeTimeout") return { to: "leave", accepted: false };
  return fail(by === "skip" ? SKIPPED : by === "system" ? BY_SYSTEM : OTHER_CODE, moment, facts);
};

const NOT_ANSWERED =
  "No agent has answered yet, so there is nothing to wrap up. Wait for the end of the leg.";
const TIMED_OUT =
  "The time for after-call work is over, and the platform has set its own code ININ-WRAP-UP-TIMEOUT. " +
  "Wrap up earlier: before the after-call work times out, or when the leg has ended.";
const SKIPPED = "The wrap-up was skipped, so no code can be applied.";
const BY_SYSTEM = "The platform has wrapped up this interaction with its own code.";
const OTHER_CODE = "The interaction already has another wrap-up code, which was not changed.";

const fail = (message: string, { ids }: Moment, facts: Record<string, unknown> = {}): Verdict => ({
  to: "fail",
  error: new GenesysError("conflict", message, { outcome: "notSent", ...ids, ...facts }),
});
