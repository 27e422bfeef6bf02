import { legToWrapUp } from "../conversation/after-call-work";
import type { Conversation, Leg, MediaType, WrapUp } from "../conversation/conversation";
import { isGenesysError, type ErrorCode, type GenesysError } from "../errors/errors";
import type { Located, Party, Target } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { findCode } from "./codes";
import { type WrapUpCode, listWrapupCodes, readProvisionalWrapup } from "../api/wrapups";
import { sameLeg } from "./state";
import { getConversation, locate, locateIn, partyOf } from "../api/conversations";

/** What a wrap-up has to read: the conversation, the leg in it, the code among those of the queue. */

/** A queue's codes seldom change. */
const CODES_KEPT_MS = 10 * 60_000;

interface Sought {
  target: Target;
  mediaType: MediaType | undefined;
  /** Does the flow wait for something that may still come? */
  waits: boolean;
}

export type LocatedLeg = Omit<Located, "leg"> & { leg: Leg };

/** After these it may be read later: the platform is busy. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["limited", "server", "network", "timeout"]);

export const mayPassWithTime = ({ code }: GenesysError): boolean => PASSING.has(code);

/** A read that fails in the middle of a long wait is no reason to give up: the next look may succeed. */
export const readAgain = async (
  client: Client,
  { target, waits }: Sought,
  isInProgress: boolean,
  options: CallOptions,
): Promise<Conversation | undefined> => {
  try {
    return await getConversation(client, target.conversationId, options);
  } catch (error) {
    if (isGenesysError(error) && mayPassWithTime(error) && isInProgress && waits) return undefined;
    throw error;
  }
};

/** The leg that is meant. Once it has been answered, it stays the same. Without such a leg, the wait continues. */
export const findWaitedFor = (
  conversation: Conversation,
  pinned: Leg | undefined,
  of: Party,
  { target, mediaType, waits }: Sought,
): LocatedLeg | undefined => {
  const again = pinned && sameLeg(conversation, pinned);
  const party: Party = again ? { party: "ids", communicationId: again.communication.id } : of;
  try {
    return locateWork(conversation, party, target, mediaType);
  } catch (error) {
    if (isGenesysError(error, "noTarget") && waits && conversation.endTime === undefined) return undefined;
    throw error;
  }
};

/** The leg to wrap up. Where a flow names the communication, that is the one. */
const locateWork = (
  conversation: Conversation,
  of: Party,
  target: Target,
  mediaType: MediaType | undefined,
): LocatedLeg => {
  const { leg: found, ...ids } = locateIn(conversation, of, target, { mediaType, phase: "lastConnected" });
  const isExact = target.target === "ids" && target.communicationId !== undefined;
  const leg = isExact ? found : legToWrapUp(found, mediaType);
  return { ...ids, communicationId: leg.communication.id, mediaType: leg.mediaType, leg };
};

/** The code that is meant, among those that the participant may be given; a queue's are kept for a while. */
export const codeFor = async (
  client: Client,
  { leg, ...ids }: LocatedLeg,
  given: string,
  signal: AbortSignal,
): Promise<WrapUpCode> => {
  const read = (): Promise<WrapUpCode[]> => listWrapupCodes(client, ids, { signal });
  const { queueId } = leg.participant;
  if (queueId === undefined) return findCode(await read(), given);
  const kept = await client.remember(`wrapupcodes ${queueId}`, CODES_KEPT_MS, read);
  try {
    return findCode(kept, given);
  } catch {
    return findCode(await read(), given); // the queue may have got a new one
  }
};

/** The participant, and the wrap-up codes that apply to it. */
export const listCodesOf = async (
  client: Client,
  target: Target,
  mediaType: MediaType | undefined,
  options: CallOptions,
): Promise<{ ids: Omit<Located, "leg">; codes: WrapUpCode[] }> => {
  const { leg: _read, ...ids } = await locate(client, target, { mediaType, phase: "lastConnected" }, options);
  return { ids, codes: await listWrapupCodes(client, ids, options) };
};

/** The leg's wrap-up, or what was noted for it so far; `undefined` where there is none. */
export const readWrapup = async (
  client: Client,
  target: Target,
  { mediaType, provisional }: { mediaType: MediaType | undefined; provisional: boolean },
  options: CallOptions,
): Promise<{ ids: Omit<Located, "leg">; wrapup: WrapUp | undefined }> => {
  const of = await partyOf(client, target, options);
  const conversation = await getConversation(client, target.conversationId, options);
  const { leg, ...ids } = locateWork(conversation, of, target, mediaType);
  if (provisional)
    return {
      ids,
      wrapup: await readProvisionalWrapup(client, { ...ids, mediaType: leg.mediaType }, options),
    };
  return { ids, wrapup: leg.communication.wrapup ?? leg.participant.wrapup };
};
