import { steadily } from "../platform/time/clock";
import type { Clock, OwnMessage } from "../platform/types";
import type { AccountNode } from "./account";
import type { Values } from "./definition";

/** What a node does for several Node-RED instances that share a backplane. */

/** The message as its requests are compared with those of other instances. */
export const ownMessage = (clock: Clock, msg: Values): OwnMessage => {
  const { now } = steadily(clock);
  const receivedAt = now();
  return { agoMs: () => now() - receivedAt, claimKey: claimKeyIn(msg), claims: new Map() };
};

/** What cannot be read is refused, where it is needed. */
const claimKeyIn = (msg: Values): unknown => {
  try {
    return msg.claimKey;
  } catch {
    return NaN;
  }
};

/**
 * `msg.genesys`: the facts of the last response. With a backplane, also the instance that has handled the message, whatever
 * came of it; where no request was sent, the facts of the node before stay.
 */
export const genesysOf = (msg: Values, account: () => AccountNode, facts?: object): Values => {
  const instance = instanceOf(account);
  if (instance === undefined) return facts === undefined ? {} : { genesys: facts };
  return { genesys: { ...(facts ?? earlierFacts(msg)), instance } };
};

const instanceOf = (account: () => AccountNode): string | undefined => {
  try {
    return account().instance?.();
  } catch {
    return undefined; // no account, as the error says
  }
};

const earlierFacts = (msg: Values): object => {
  try {
    const { genesys } = msg;
    return typeof genesys === "object" && genesys !== null && !Array.isArray(genesys) ? { ...genesys } : {};
  } catch {
    return {}; // it has a getter that throws
  }
};
