import { untilClosed } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Located } from "../conversation/target";
import type { Client } from "../types";
import type { WrapUpState } from "./state";
import { LOST_MS } from "./trouble";
import { SETTLE_MS } from "../time/wait";

/** Between its 202 and the moment in which the conversation shows it, nobody but the account knows of a wrap-up. */

/** An accepted wrap-up counts so long without being seen: a look afterwards waits as long for it. */
const UNSEEN_MS = SETTLE_MS;
/** Longer than one is under way and unseen. */
const KEPT_MS = 10 * 60_000;

type Wrapped = Extract<WrapUpState, { is: "wrapped" }>;

interface Turn {
  /** `undefined`: a skip, which is for the whole participant. */
  communicationId: string | undefined;
  /** How the leg stands with it, once it was accepted; `undefined` for a note that is not final. */
  stands?: Wrapped | undefined;
  /** Nobody else sends before; clock time in ms. */
  until: number;
  /** When it is no longer under way; never rejects. */
  over: Promise<void>;
}

export interface Wanted {
  ids: Omit<Located, "leg">;
  action: "apply" | "skip";
  /** How the leg will stand with it, where it is final. */
  stands: Wrapped | undefined;
  send: () => Promise<void>;
}

/**
 * One wrap-up of a leg at a time: sends it, unless another one was accepted and cannot be seen yet (`stands`), or was
 * under way and came to nothing (`lookAt`).
 */
export const inTurn = async (
  client: Client,
  { ids, action, stands, send }: Wanted,
  signal: AbortSignal,
): Promise<"sent" | { stands: Wrapped } | { lookAt: number }> => {
  const { clock } = client;
  const key = `wrapups of ${ids.conversationId} ${ids.participantId}`;
  const turns = await client.remember<Turn[]>(key, KEPT_MS, () => Promise.resolve([]));
  // From here to the push nothing is waited for: nobody comes in between.
  const fresh = turns.filter(({ until }) => until > clock.now());
  turns.splice(0, turns.length, ...fresh);
  const other = fresh.find(
    (turn) => turn.communicationId === undefined || turn.communicationId === ids.communicationId,
  );
  if (other !== undefined) {
    await untilClosed(other.over, signal);
    if (other.stands !== undefined) return { stands: other.stands };
    return { lookAt: other.until };
  }
  const sending = send();
  const turn: Turn = {
    communicationId: action === "skip" ? undefined : ids.communicationId,
    until: Infinity,
    over: sending.then(
      () => {
        turn.stands = stands;
        turn.until = stands === undefined ? 0 : clock.now() + UNSEEN_MS;
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
