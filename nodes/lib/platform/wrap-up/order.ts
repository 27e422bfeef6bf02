import type { Leg, MediaType, WrapUp } from "../conversation/conversation";
import { blankInput, GenesysError } from "../errors/errors";
import type { Located, Target } from "../conversation/target";
import type { Client } from "../types";
import { type WrapUpCode, applyWrapup, skipWrapup, type WrapUpInput } from "../api/wrapups";
import type { Sightings, WrapUpState } from "./state";
import type { Wish } from "./verdict";

/** What a flow orders, what is sent for it, and the error where that came too late. */

export type Wrapped = Extract<WrapUpState, { is: "wrapped" }>;

export interface WrapUpOrder extends Omit<Wish, "codeId">, Omit<WrapUpInput, "provisional"> {
  /** `undefined`: whatever the leg is. */
  mediaType?: MediaType | undefined;
  deadlineSeconds: number;
  /** Reads the conversation afterwards to see whether the code is there. */
  verify: boolean;
}

/** One of the two is enough to find the leg. */
export const requireIds = ({ target, participantId, communicationId }: Target): void => {
  if (target === "ids" && (participantId ?? communicationId) === undefined)
    throw blankInput(
      "participantId",
      "It (or communicationId) is required when the participant is given by id.",
    );
};

export const foundIn = (state: WrapUpState): { found: WrapUp } => ({
  found: state.is === "wrapped" ? state.wrapup : {},
});

/** The state of a leg once this was accepted. */
export const standing = (
  { action, notes, tags, durationSeconds }: WrapUpOrder,
  code: WrapUpCode | undefined,
): Wrapped => {
  if (action === "skip") return { is: "wrapped", by: "skip", wrapup: {} };
  const input = { code: code?.id, name: code?.name, notes, tags, durationSeconds };
  const wrapup = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as WrapUp;
  return { is: "wrapped", by: "code", wrapup };
};

export const send = (
  client: Client,
  ids: Omit<Located, "leg" | "mediaType"> & { mediaType: MediaType },
  { action, code, notes, tags, durationSeconds, provisional }: WrapUpOrder,
  signal: AbortSignal,
): Promise<void> => {
  if (action === "skip") return skipWrapup(client, ids, { signal });
  const final = { code, notes, tags, durationSeconds };
  return applyWrapup(client, ids, provisional ? { ...final, provisional } : final, { signal });
};

/** What was seen of a leg so far. */
export interface Seen extends Sightings {
  ringingSince?: number;
}

export const note = (seen: Seen, state: WrapUpState, lookedAt: number, now: number): void => {
  if (state.is === "ringing") seen.ringingSince ??= now;
  else delete seen.ringingSince;
  if (state.is === "ringing" || state.is === "talking") seen.lastLiveAt = lookedAt;
  else seen.endSeenAt ??= now;
};

export const tooLate = (
  { conversationId }: Target,
  { when, deadlineSeconds }: WrapUpOrder,
  { wasRead, pinned, endSeenAt }: Seen & { wasRead: boolean; pinned: Leg | undefined },
): GenesysError => {
  const within = `within ${deadlineSeconds} s`;
  const what = !wasRead
    ? `The conversation could not be read ${within}, so nothing was wrapped up.`
    : pinned === undefined
      ? `No agent answered ${within}, so nothing was wrapped up.`
      : when === "now" || endSeenAt !== undefined
        ? `The leg could not be wrapped up ${within}.`
        : `The leg had not ended ${within}, so it was not wrapped up.`;
  return new GenesysError("timeout", what, { outcome: "notSent", conversationId, deadlineSeconds });
};
