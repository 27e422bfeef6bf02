import { sleep } from "../time/clock";
import type { WrapUp } from "../conversation/conversation";
import type { Located } from "../conversation/target";
import type { Client } from "../types";
import type { WrapUpCode } from "../api/wrapups";
import { foundIn, send, standing, type WrapUpOrder } from "./order";
import type { LocatedLeg } from "./reading";
import type { WrapUpState } from "./state";
import { afterFailure, isAccounts, lookAfter, nextTry, type Trouble } from "./trouble";
import { inTurn } from "./turns";
import type { Verdict } from "./verdict";

export interface WrapUpResult {
  ids: Omit<Located, "leg">;
  /** Is the requested wrap-up set, or was it accepted? Not if the agent has given another code. */
  accepted: boolean;
  /** What was found, where nothing was sent. */
  found?: WrapUp;
  code?: WrapUpCode;
  verified?: true;
  /** Of the agent, where a leg was found. */
  name?: string | undefined;
}

interface Ready {
  located: LocatedLeg;
  state: WrapUpState;
  code: WrapUpCode | undefined;
  judge: (how: WrapUpState) => Verdict;
}

export interface Sending {
  /**
   * Sends it where nothing speaks against that. `again`: the reason for a wait is over, so the conversation is read again
   * at once. `lookAt`: it is read again then; `undefined`: after the next notification.
   */
  send(ready: Ready, shared: AbortSignal): Promise<WrapUpResult | "again" | { lookAt: number | undefined }>;
  /** What the last attempts failed with. */
  trouble(): Trouble | undefined;
}

/** The attempts to send one wrap-up. */
export const createSending = (
  client: Client,
  order: WrapUpOrder,
  signal: AbortSignal,
  deadline: number,
): Sending => {
  const { clock } = client;
  let trouble: Trouble | undefined;

  const sendTo: Sending["send"] = async ({ located: { leg, ...ids }, state, code, judge }, shared) => {
    const named = code === undefined ? {} : { code };
    const next = trouble && nextTry(trouble, state, clock.now(), deadline);
    if (next?.to === "fail") throw next.error;
    if (next?.to === "look") return { lookAt: next.at };
    const to = { ...ids, mediaType: leg.mediaType };
    const wanted = {
      ids,
      action: order.action,
      wrapped: order.provisional ? undefined : standing(order, code),
      send: () => send(client, to, { ...order, code: code?.id }, signal),
    };
    const turn = await inTurn(client, wanted, shared).catch((error: unknown) => {
      trouble = afterFailure(error, state, trouble, clock.now(), client.longestWaitMs);
      return { failed: trouble };
    });
    if (turn === "sent") return { ids, accepted: true, ...named };
    if ("failed" in turn) {
      const lookAt = lookAfter(turn.failed, clock.now());
      if (!isAccounts(turn.failed)) return { lookAt };
      await sleep(clock, Math.max(0, lookAt - clock.now()), signal);
      return "again";
    }
    if ("lookAt" in turn) return { lookAt: turn.lookAt };
    const unseen = judge(turn.wrapped);
    if (unseen.to === "fail") throw unseen.error;
    const accepted = unseen.to === "leave" && unseen.accepted;
    // If it was only accepted, the verification finds the rest.
    return { ids, accepted, ...(accepted && order.verify ? {} : foundIn(turn.wrapped)), ...named };
  };

  return { send: sendTo, trouble: () => trouble };
};
