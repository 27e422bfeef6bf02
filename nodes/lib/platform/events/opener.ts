import { isGenesysError } from "../errors/errors";
import type { Random } from "../types";
import { reconnectWaitMs, refusedWaitMs } from "./back-off";
import {
  openChannel,
  connectChannel,
  type ChannelConnection,
  type ChannelConnectionParts,
  type OwnChannel,
} from "./channel-connection";

/** After this many short connections in a row a channel is replaced: something is wrong with it. */
const MOST_SHORT_CONNECTIONS = 3;

export interface Opener {
  /** One attempt: a connection of the present channel, or of a new one. */
  open(): Promise<ChannelConnection>;
  /** After an attempt that failed: how long to wait for the next, and whether the failure is worth a warning. */
  failed(error: unknown): { waitMs: number; isTrouble: boolean };
  /** After a connection that ended: how long to wait. `stable`: it lasted, so all waits start from the shortest. */
  lost(connection: ChannelConnection, stable: boolean): number;
}

/**
 * Decides on which channel the next attempt is made, and when. A channel is kept until the platform refuses it, because
 * an account has only twenty: one attempt after another on fresh channels would evict those of other applications. The
 * first refusal leads to a new channel at once, further ones wait longer and longer.
 */
export const createOpener = (parts: ChannelConnectionParts, random: Random): Opener => {
  const { client, clock } = parts;
  let own: OwnChannel | undefined;
  let tokenNewerThan: number | undefined;
  let failures = 0;
  let refusals = 0;
  let shortConnections = 0;

  return {
    open: async () => {
      if (own !== undefined && clock.now() - own.requestedAt >= own.lifeMs) own = undefined;
      own ??= await openChannel(parts, tokenNewerThan);
      tokenNewerThan = undefined;
      return connectChannel(parts, own);
    },
    failed: (error) => {
      const refused = own;
      if (refused === undefined || !isUseless(error))
        return { waitMs: reconnectWaitMs(++failures, error, random), isTrouble: true };
      own = undefined;
      // Only client credentials get another token by themselves: for the others a person may have to sign in again.
      if (isGenesysError(error, "auth") && client.grant === "client-credentials")
        tokenNewerThan = refused.createdAt;
      return { waitMs: refusedWaitMs(++refusals, random), isTrouble: refusals > 1 };
    },
    lost: (connection, stable) => {
      failures = stable ? 0 : failures + 1;
      if (stable) refusals = 0;
      shortConnections = stable ? 0 : connection.own === own ? shortConnections + 1 : 1;
      own = shortConnections < MOST_SHORT_CONNECTIONS ? connection.own : undefined;
      if (own === undefined) shortConnections = 0;
      return reconnectWaitMs(failures, undefined, random);
    },
  };
};

/** No later attempt on this channel can succeed: its handshake was refused, it is gone, or its address is unusable. */
const isUseless = (error: unknown): boolean =>
  ["auth", "missing", "answer"].some((code) => isGenesysError(error) && error.code === code);
