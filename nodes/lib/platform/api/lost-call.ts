import { sleep } from "../clock";
import { isGenesysError } from "../errors";
import type { CallOptions, Client } from "../types";
import { listActiveCalls, type ActiveCall, type NewCall } from "./calls";

/** The platform's clock is known to this much: it tells whole seconds, and its machines need not agree. */
const SKEW_MS = 30_000;
/** A call may be seen only a while after it was accepted: waits before each look. */
const LOOKS_MS = [500, 1_500, 3_000];
/** For so long a conversation counts as found by whoever found it first. */
const CLAIM_MS = 10 * 60_000;

/** Each conversation is one message's call: true for the first who asks for it. */
export const claimCall = async (client: Client, conversationId: string): Promise<boolean> => {
  const mine = Symbol(conversationId);
  return (await client.remember(`placed ${conversationId}`, CLAIM_MS, () => Promise.resolve(mine))) === mine;
};

/**
 * Was the call placed whose answer was lost? Looks among the signed-in user's active calls for one to the same
 * destination, with the same attributes, begun since `sentAt` (ms, this machine's clock), and not another message's. `undefined`
 * where none is to be seen: it may have been placed all the same.
 */
export const findLostCall = async (
  client: Client,
  call: NewCall,
  sentAt: number,
  options?: CallOptions,
): Promise<string | undefined> => {
  for (const ms of LOOKS_MS) {
    await sleep(client.clock, ms, options?.signal);
    try {
      const active = await listActiveCalls(client, options);
      for (const { id } of active.filter((each) => isThatCall(each, call, client.platformTime(sentAt))))
        if (await claimCall(client, id)) return id;
    } catch (error) {
      if (!isGenesysError(error) || error.code === "closed") throw error;
      // what is thrown for the call itself says more than that it could not be looked for
    }
  }
  return undefined;
};

/** Pure; `sentAt` by the platform's clock. A leg's address is the number with a scheme before it. */
export const isThatCall = ({ participants = [] }: ActiveCall, call: NewCall, sentAt: number): boolean => {
  const caller = participants.find(({ user, direction }) => user !== undefined && direction === "outbound");
  if (caller === undefined || !(Date.parse(caller.startTime ?? "") >= sentAt - SKEW_MS)) return false;
  return participants.some(
    (far) =>
      far !== caller &&
      (call.phoneNumber === undefined || (far.address ?? "").replace(/^\w+:/, "") === call.phoneNumber) &&
      (call.callUserId === undefined || far.user?.id === call.callUserId) &&
      (call.callQueueId === undefined || far.queue?.id === call.callQueueId) &&
      Object.entries(call.attributes ?? {}).every(([name, value]) => far.attributes?.[name] === value),
  );
};
