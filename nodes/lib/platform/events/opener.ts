import { isGenesysError } from "../errors/errors";
import type { Random } from "../types";
import { reconnectWaitMs, refusedWaitMs } from "./back-off";
import { openChannel, openLink, type Link, type LinkParts, type OwnChannel } from "./channel-connection";

/** So many short lines in a row a channel may have before it is replaced: something is wrong with it. */
const MOST_SHORT_LINES = 3;

export interface Opener {
  /** One attempt: a link on the channel at hand, or on a fresh one. */
  open(): Promise<Link>;
  /** After an attempt that failed: how long to wait for the next, and whether the failure is worth a warning. */
  failed(error: unknown): { waitMs: number; isTrouble: boolean };
  /** After a link that ended: how long to wait. `stable`: it stood for a while, so all waits start afresh. */
  lost(link: Link, stable: boolean): number;
}

/**
 * Decides on which channel the next attempt is made, and when. A channel is kept until the platform refuses it, because
 * an account has only twenty: one attempt after another on fresh channels would evict those of other applications. The
 * first refusal leads to a fresh channel at once, further ones wait longer and longer.
 */
export const createOpener = (parts: LinkParts, random: Random): Opener => {
  const { client, clock } = parts;
  let own: OwnChannel | undefined;
  let tokenNewerThan: number | undefined;
  let failures = 0;
  let refusals = 0;
  let shortLines = 0;

  return {
    open: async () => {
      if (own !== undefined && clock.now() - own.bornAt >= own.lifeMs) own = undefined;
      own ??= await openChannel(parts, tokenNewerThan);
      tokenNewerThan = undefined;
      return openLink(parts, own);
    },
    failed: (error) => {
      const refused = own;
      if (refused === undefined || !isUseless(error))
        return { waitMs: reconnectWaitMs(++failures, error, random), isTrouble: true };
      own = undefined;
      // Only client credentials get another token for nothing: for the others a person may have to sign in again.
      if (isGenesysError(error, "auth") && client.grant === "client-credentials")
        tokenNewerThan = refused.createdAt;
      return { waitMs: refusedWaitMs(++refusals, random), isTrouble: refusals > 1 };
    },
    lost: (link, stable) => {
      failures = stable ? 0 : failures + 1;
      if (stable) refusals = 0;
      shortLines = stable ? 0 : link.own === own ? shortLines + 1 : 1;
      own = shortLines < MOST_SHORT_LINES ? link.own : undefined;
      if (own === undefined) shortLines = 0;
      return reconnectWaitMs(failures, undefined, random);
    },
  };
};

/** No later attempt on this channel can succeed: its handshake was refused, it is gone, or its address is unusable. */
const isUseless = (error: unknown): boolean =>
  ["auth", "missing", "answer"].some((code) => isGenesysError(error) && error.code === code);
