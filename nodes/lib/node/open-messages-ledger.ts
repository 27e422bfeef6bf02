import type { NodeAPI } from "node-red";
import type { Claims } from "../platform/backplane/types";
import { createSharedLedger, type Ledger } from "../platform/open-messaging/ledger";
import { accountOf } from "./account";

/** What has been received by all instances that share the account's backplane, or else by this one. */
export const ledgerOf = (RED: NodeAPI, account: unknown, own: Ledger): Ledger => {
  let shared: { claims: Claims; ledger: Ledger } | undefined;
  const present = (): Ledger => {
    const claims = claimsOf(RED, account);
    if (claims === undefined) return own;
    if (shared?.claims !== claims) shared = { claims, ledger: createSharedLedger(claims) };
    return shared.ledger;
  };
  return { claim: (key) => present().claim(key), release: (key) => present().release(key) };
};

/** The node needs an account only for this, and to look up a name. */
const claimsOf = (RED: NodeAPI, account: unknown): Claims | undefined => {
  try {
    return accountOf(RED, account).claims?.();
  } catch {
    return undefined; // no account, or one that cannot send
  }
};
