import type { Leg } from "../conversation/conversation";
import type { Party, Target } from "../conversation/target";
import type { Client, Turn, Wait } from "../types";
import { waitFor } from "../time/wait";
import type { WrapUpCode } from "../api/wrapups";
import { wrapupState, type WrapUpState } from "./state";
import { afterLosses } from "./trouble";
import { judgeWrapup, type Verdict } from "./verdict";
import { partyOf } from "../api/conversations";
import { foundIn, note, requireIds, tooLate, type Seen, type Wrapped, type WrapUpOrder } from "./order";
import { codeFor, findWaitedFor, readAgain } from "./reading";
import { createSending, type WrapUpResult } from "./sending";
import { verifyWrapup } from "./verification";

export type { WrapUpOrder } from "./order";
export type { WrapUpResult } from "./sending";

/** After a look that failed: soon, so that the agent's time does not run out in the meantime. */
const LOOK_AGAIN_MS = 1_000;

interface Surroundings {
  signal: AbortSignal;
  waiting: (wait: Wait) => void;
  turn?: Turn | undefined;
}

/**
 * Wraps up a leg, or skips its wrap-up, at the time that the order names, and waits for it. It never overwrites a
 * wrap-up that it finds, or one that was accepted a moment ago and is not shown yet. After a failure the conversation
 * is read again, and the wrap-up is sent again only if that can help: three times at most.
 */
export const wrapUp = async (
  client: Client,
  target: Target,
  order: WrapUpOrder,
  { signal, waiting, turn: lane }: Surroundings,
): Promise<WrapUpResult> => {
  const { clock } = client;
  requireIds(target);
  const deadline = clock.now() + order.deadlineSeconds * 1000;
  const seen: Seen = {};
  let of: Party | undefined;
  let wasRead = false;
  let pinned: Leg | undefined;
  let code: WrapUpCode | undefined;
  let lookAt: number | undefined;

  const sending = createSending(client, order, signal, deadline);
  const sought = { target, mediaType: order.mediaType, waits: order.when !== "now" };

  const lookOnce = async (
    looking: AbortSignal,
    isActing: boolean,
  ): Promise<WrapUpResult | "again" | undefined> => {
    lookAt = undefined;
    await lane?.take(looking); // left while the leg was waited for
    // Reads that are shared with other callers have no deadline, only the signal.
    const shared = isActing ? { signal } : { signal: looking };
    const options = isActing ? shared : { ...shared, deadline };
    of ??= await partyOf(client, target, shared);
    const lookedAt = clock.now();
    const conversation = await readAgain(client, sought, pinned !== undefined, options);
    wasRead ||= conversation !== undefined;
    if (conversation === undefined) {
      lookAt = clock.now() + LOOK_AGAIN_MS;
      return undefined;
    }
    const located = findWaitedFor(conversation, pinned, of, sought);
    if (located === undefined) {
      lane?.leave(); // until the leg is answered
      return undefined;
    }
    const { leg, ...ids } = located;
    const state = wrapupState(leg);
    note(seen, state, lookedAt, clock.now());
    if (state.is !== "ringing") pinned = leg;
    if (order.code !== undefined) code ??= await codeFor(client, located, order.code, shared.signal);
    const named = code === undefined ? {} : { code };
    const judge = (how: WrapUpState): Verdict =>
      judgeWrapup(how, { ...order, codeId: code?.id }, { ...seen, now: clock.now(), deadline, ids });
    const verdict = judge(state);
    if (verdict.to === "fail") throw verdict.error;
    if (verdict.to === "leave") return { ids, accepted: verdict.accepted, ...foundIn(state), ...named };
    if (verdict.to === "wait") {
      waiting(verdict.wait);
      lane?.leave();
      lookAt = verdict.until ?? (verdict.soon ? clock.now() + 200 : undefined);
      return undefined;
    }
    const sent = await sending.send({ located, state, code, judge }, shared.signal);
    if (sent === "again" || !("lookAt" in sent)) return sent;
    lookAt = sent.lookAt;
    return undefined;
  };

  const look = async (looking: AbortSignal): Promise<WrapUpResult | undefined> => {
    // Where the agent has their time until the deadline, that is when to act; what it takes to act is no wait.
    let isActing = order.when === "beforeTimeout" && seen.endSeenAt !== undefined;
    for (;;) {
      const found = await lookOnce(looking, isActing);
      if (found !== "again") return found;
      isActing = true;
    }
  };

  const wait = { conversationId: target.conversationId, signal, deadline };
  const result = await waitFor(client, { ...wait, look, dueAt: () => lookAt }).catch((error: unknown) => {
    throw afterLosses(error, sending.trouble());
  });
  if (result === undefined)
    throw afterLosses(
      sending.trouble()?.error ?? tooLate(target, order, { wasRead, pinned, ...seen }),
      sending.trouble(),
    );
  const named = { ...result, name: pinned?.participant.name };
  if (!order.verify || !result.accepted || result.found !== undefined || order.provisional) return named;
  lane?.leave(); // it has been accepted; what follows only looks
  waiting("effect");
  const isWished = ({ by, wrapup }: Wrapped): boolean =>
    order.action === "skip" ? by === "skip" : wrapup.code === code?.id;
  const found = await verifyWrapup(client, { target, ids: result.ids, isWished, signal });
  return { ...named, found, verified: true };
};
