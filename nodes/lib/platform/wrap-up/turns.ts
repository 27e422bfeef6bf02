import { untilClosed } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Located } from "../conversation/target";
import type { Client } from "../types";
import type { WrapUpState } from "./state";
import { LOST_MS } from "./trouble";
import { SETTLE_MS } from "../time/wait";

/** Between its 202 and the moment in which the conversation shows it, only the account knows of a wrap-up. */

/** How long an accepted wrap-up counts before the conversation shows it. A verification waits as long for it. */
const UNSEEN_MS = SETTLE_MS;
/** Longer than a wrap-up is in progress or not shown. */
const KEPT_MS = 10 * 60_000;

type Wrapped = Extract<WrapUpState, { is: "wrapped" }>;

interface Turn {
  /** `undefined`: a skip, which is for the whole participant. */
  communicationId: string | undefined;
  /** The state of the leg with it, once it was accepted; `undefined` for a note that is not final. */
  wrapped?: Wrapped | undefined;
  /** No other wrap-up of the leg is sent before this time; clock time in ms. */
  until: number;
  /** Resolves when it is no longer in progress; never rejects. */
  over: Promise<void>;
}

export interface Wanted {
  ids: Omit<Located, "leg">;
  action: "apply" | "skip";
  /** The state of the leg after it, if it is final. */
  wrapped: Wrapped | undefined;
  send: () => Promise<void>;
}

/**
 * One wrap-up of a leg at a time: sends it, unless another one was accepted and is not shown yet (`wrapped`), or was in
 * progress and had no effect (`lookAt`).
 */
export const inTurn = async (
  client: Client,
  { ids, action, wrapped, send }: Wanted,
  signal: AbortSignal,
): Promise<"sent" | { wrapped: Wrapped } | { lookAt: number }> => {
  const { clock } = client;
  const key = `wrapups of ${ids.conversationId} ${ids.participantId}`;
  const turns = await client.remember<Turn[]>(key, KEPT_MS, () => Promise.resolve([]));
  // There is no await from here to the push, so that no other call can come between.
  const fresh = turns.filter(({ until }) => until > clock.now());
  turns.splice(0, turns.length, ...fresh);
  const other = fresh.find(
    (turn) => turn.communicationId === undefined || turn.communicationId === ids.communicationId,
  );
  if (other !== undefined) {
    await untilClosed(other.over, signal);
    if (other.wrapped !== undefined) return { wrapped: other.wrapped };
    return { lookAt: other.until };
  }
  const sending = send();
  const turn: Turn = {
    communicationId: action === "skip" ? undefined : ids.communicationId,
    until: Infinity,
    over: sending.then(
      () => {
        turn.wrapped = wrapped;
        turn.until = wrapped === undefined ? 0 : clock.now() + UNSEEN_MS;
      },
      (error: unknown) => {
        const isLost = isGenesysError(error) && error.cause.outcome === "unknown";
        turn.until = isLost ? clock.now() + LOST_MS : 0;
      },
    ),
  };
  turns.push(turn);
  await turn.over;
  await sending;
  return "sent";
};
