import type { Leg, MediaType, WrapUp } from "../conversation";
import { GenesysError, inputError } from "../errors";
import type { Located, Target } from "../target";
import type { Client } from "../types";
import { waitFor } from "../wait";
import type { WrapUpCode } from "../wrapup-codes";
import { wrapupState, type Sightings, type WrapUpState } from "../wrapup-state";
import { afterFailure, type Trouble } from "../wrapup-trouble";
import { judgeWrapup, type Wish } from "../wrapup-verdict";
import { partyOf } from "./conversations";
import { codeFor, findWaitedFor, readAgain } from "./wrapup-reading";
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
}

/**
 * Wraps up (or skips the wrap-up of) a leg when the order says, waiting for that as long as it must. What it finds wrapped
 * up is never overwritten. A refusal because the platform has not caught up is looked at anew, a lost answer as well.
 */
export const wrapUp = async (
  client: Client,
  target: Target,
  order: WrapUpOrder,
  { signal, waiting }: Surroundings,
): Promise<WrapUpResult> => {
  const { clock } = client;
  requireIds(target);
  const of = await partyOf(client, target, { signal });
  const deadline = clock.now() + order.deadlineSeconds * 1000;
  const seen: Sightings & { ringingSince?: number } = {};
  let pinned: Leg | undefined;
  let code: WrapUpCode | undefined;
  let trouble: Trouble | undefined;
  let dueAt: number | undefined;

  const sought = { target, mediaType: order.mediaType, waits: order.when !== "now", signal };

  const look = async (): Promise<WrapUpResult | undefined> => {
    dueAt = undefined;
    const lookedAt = clock.now();
    const conversation = await readAgain(client, sought, pinned !== undefined);
    if (conversation === undefined) {
      dueAt = clock.now() + LOOK_AGAIN_MS;
      return undefined;
    }
    const located = findWaitedFor(conversation, pinned, of, sought);
    if (located === undefined) return undefined;
    const { leg, ...ids } = located;
    const state = wrapupState(leg);
    note(seen, state, lookedAt, clock.now());
    if (state.is !== "ringing") pinned = leg;
    if (order.code !== undefined) code ??= await codeFor(client, located, order.code, signal);
    const moment = { ...seen, now: clock.now(), deadline, ids };
    const verdict = judgeWrapup(state, { ...order, codeId: code?.id }, moment);
    if (verdict.to === "fail") throw verdict.error;
    const named = code === undefined ? {} : { code };
    if (verdict.to === "leave") return { ids, accepted: verdict.accepted, ...foundIn(state), ...named };
    if (verdict.to === "wait") {
      waiting(verdict.word);
      dueAt = verdict.until ?? (verdict.soon ? clock.now() + 200 : undefined);
      return undefined;
    }
    try {
      await send(client, { ...ids, mediaType: leg.mediaType }, { ...order, code: code?.id }, signal);
      return { ids, accepted: true, ...named };
    } catch (error) {
      trouble = afterFailure(error, state, trouble, clock.now());
      dueAt = trouble.againAt;
      return undefined;
    }
  };

  const wait = { conversationId: target.conversationId, signal, deadline };
  const result = await waitFor(client, { ...wait, look, dueAt: () => dueAt });
  if (result === undefined) throw trouble?.error ?? tooLate(target, pinned, order);
  if (!order.verify || !result.accepted || result.found !== undefined || order.provisional) return result;
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

const tooLate = (target: Target, pinned: Leg | undefined, { deadlineSeconds }: WrapUpOrder): GenesysError =>
  new GenesysError(
    "timeout",
    pinned === undefined
      ? `Nobody answered within ${deadlineSeconds} s, so nothing was wrapped up.`
      : `The leg had not ended within ${deadlineSeconds} s, so it was not wrapped up.`,
    { outcome: "notSent", conversationId: target.conversationId, deadlineSeconds },
  );
