import type { Leg, MediaType, WrapUp } from "../conversation";
import { GenesysError, inputError } from "../errors";
import type { Located, Party, Target } from "../target";
import type { Client, Turn } from "../types";
import { waitFor } from "../wait";
import type { WrapUpCode } from "../wrapup-codes";
import { wrapupState, type Sightings, type WrapUpState } from "../wrapup-state";
import { afterFailure, afterLosses, type Trouble } from "../wrapup-trouble";
import { judgeWrapup, type Verdict, type Wish } from "../wrapup-verdict";
import { partyOf } from "./conversations";
import { codeFor, findWaitedFor, readAgain } from "./wrapup-reading";
import { inTurn } from "./wrapup-turns";
import { verifyWrapup } from "./wrapup-verification";
import { applyWrapup, skipWrapup, type WrapUpInput } from "./wrapups";

/** After a look that failed: soon, lest the agent's time run out in the meantime. */
const LOOK_AGAIN_MS = 1_000;

type Wrapped = Extract<WrapUpState, { is: "wrapped" }>;

export interface WrapUpOrder extends Omit<Wish, "codeId">, Omit<WrapUpInput, "provisional"> {
  /** `undefined`: whatever the leg is. */
  mediaType?: MediaType | undefined;
  deadlineSeconds: number;
  /** Looks afterwards whether the code stands. */
  verify: boolean;
}

export interface WrapUpResult {
  ids: Omit<Located, "leg">;
  /** Does the wrap-up that was asked for stand, or was it accepted? Not where the agent saw to it with another code. */
  accepted: boolean;
  /** What was found, where nothing was sent. */
  found?: WrapUp;
  code?: WrapUpCode;
  verified?: true;
}

interface Surroundings {
  signal: AbortSignal;
  waiting: (word: string) => void;
  turn?: Turn | undefined;
}

/**
 * Wraps up (or skips the wrap-up of) a leg when the order says, waiting for that as long as it must. What it finds wrapped
 * up is never overwritten, nor what was accepted a moment ago and cannot be seen yet. A refusal because the platform has
 * not caught up is looked at anew, a lost answer as well.
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
  const seen: Sightings & { ringingSince?: number } = {};
  let of: Party | undefined;
  let wasRead = false;
  let pinned: Leg | undefined;
  let code: WrapUpCode | undefined;
  let trouble: Trouble | undefined;
  let dueAt: number | undefined;

  const sought = { target, mediaType: order.mediaType, waits: order.when !== "now" };

  const look = async (looking: AbortSignal): Promise<WrapUpResult | undefined> => {
    dueAt = undefined;
    await lane?.take(looking); // left while the leg was waited for
    // Where the agent has their time until the deadline, that is when to act; what it takes to act is no wait.
    const isActing = order.when === "beforeTimeout" && seen.endSeenAt !== undefined;
    // Reads that others share may take their time: only the signal goes with them.
    const shared = isActing ? { signal } : { signal: looking };
    const options = isActing ? shared : { ...shared, deadline };
    of ??= await partyOf(client, target, shared);
    const lookedAt = clock.now();
    const conversation = await readAgain(client, sought, pinned !== undefined, options);
    wasRead ||= conversation !== undefined;
    if (conversation === undefined) {
      dueAt = clock.now() + LOOK_AGAIN_MS;
      return undefined;
    }
    const located = findWaitedFor(conversation, pinned, of, sought);
    if (located === undefined) {
      lane?.leave(); // until somebody answers
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
      waiting(verdict.word);
      lane?.leave();
      dueAt = verdict.until ?? (verdict.soon ? clock.now() + 200 : undefined);
      return undefined;
    }
    const to = { ...ids, mediaType: leg.mediaType };
    const wanted = {
      ids,
      action: order.action,
      stands: order.provisional ? undefined : standing(order, code),
      send: () => send(client, to, { ...order, code: code?.id }, signal),
    };
    const turn = await inTurn(client, wanted, shared.signal).catch((error: unknown) => {
      trouble = afterFailure(error, state, trouble, clock.now());
      return { lookAt: trouble.againAt };
    });
    if (turn === "sent") return { ids, accepted: true, ...named };
    if ("lookAt" in turn) {
      dueAt = turn.lookAt;
      return undefined;
    }
    const unseen = judge(turn.stands);
    if (unseen.to === "fail") throw unseen.error;
    const accepted = unseen.to === "leave" && unseen.accepted;
    // What was only accepted is for the look afterwards to find.
    return { ids, accepted, ...(accepted && order.verify ? {} : foundIn(turn.stands)), ...named };
  };

  const wait = { conversationId: target.conversationId, signal, deadline };
  const result = await waitFor(client, { ...wait, look, dueAt: () => dueAt }).catch((error: unknown) => {
    throw afterLosses(error, trouble);
  });
  if (result === undefined)
    throw afterLosses(trouble?.error ?? tooLate(target, order, { wasRead, pinned, ...seen }), trouble);
  if (!order.verify || !result.accepted || result.found !== undefined || order.provisional) return result;
  lane?.leave(); // it has been accepted; what follows only looks
  waiting("waitingForEffect");
  const isWished = ({ by, wrapup }: Wrapped): boolean =>
    order.action === "skip" ? by === "skip" : wrapup.code === code?.id;
  const found = await verifyWrapup(client, { target, ids: result.ids, isWished, signal });
  return { ...result, found, verified: true };
};

/** One of the two is enough to find the leg. */
const requireIds = ({ target, participantId, communicationId }: Target): void => {
  if (target === "ids" && (participantId ?? communicationId) === undefined)
    throw inputError(
      "participantId",
      'The input "participantId" is missing; it (or communicationId) is needed when the target is given by ids.',
    );
};

const note = (
  seen: Sightings & { ringingSince?: number },
  state: WrapUpState,
  lookedAt: number,
  now: number,
): void => {
  if (state.is === "ringing") seen.ringingSince ??= now;
  else delete seen.ringingSince;
  if (state.is === "ringing" || state.is === "talking") seen.lastLiveAt = lookedAt;
  else seen.endSeenAt ??= now;
};

const foundIn = (state: WrapUpState): { found: WrapUp } => ({
  found: state.is === "wrapped" ? state.wrapup : {},
});

/** How a leg stands once this was accepted. */
const standing = (
  { action, notes, tags, durationSeconds }: WrapUpOrder,
  code: WrapUpCode | undefined,
): Wrapped => {
  if (action === "skip") return { is: "wrapped", by: "skip", wrapup: {} };
  const told = { code: code?.id, name: code?.name, notes, tags, durationSeconds };
  const wrapup = Object.fromEntries(
    Object.entries(told).filter(([, value]) => value !== undefined),
  ) as WrapUp;
  return { is: "wrapped", by: "code", wrapup };
};

const send = (
  client: Client,
  ids: Omit<Located, "leg" | "mediaType"> & { mediaType: MediaType },
  { action, code, notes, tags, durationSeconds, provisional }: WrapUpOrder,
  signal: AbortSignal,
): Promise<void> => {
  if (action === "skip") return skipWrapup(client, ids, { signal });
  const final = { code, notes, tags, durationSeconds };
  return applyWrapup(client, ids, provisional ? { ...final, provisional } : final, { signal });
};

interface Read extends Sightings {
  wasRead: boolean;
  pinned: Leg | undefined;
}

const tooLate = (
  { conversationId }: Target,
  { when, deadlineSeconds }: WrapUpOrder,
  { wasRead, pinned, endSeenAt }: Read,
): GenesysError => {
  const within = `within ${deadlineSeconds} s`;
  const what = !wasRead
    ? `The conversation could not be read ${within}, so nothing was wrapped up.`
    : pinned === undefined
      ? `Nobody answered ${within}, so nothing was wrapped up.`
      : when === "now" || endSeenAt !== undefined
        ? `The leg could not be wrapped up ${within}.`
        : `The leg had not ended ${within}, so it was not wrapped up.`;
  return new GenesysError("timeout", what, { outcome: "notSent", conversationId, deadlineSeconds });
};
