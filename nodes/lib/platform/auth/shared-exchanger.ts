import type { SharedToken } from "../backplane/types";
import type { FreshToken } from "../client/tokens";
import { isGenesysError } from "../errors/errors";
import type { GrantParts } from "./account-grant";
import type { Exchanger } from "./grants";
import type { SignIns } from "./sign-ins";
import { parseStored, serialize } from "./stored-sign-in";

/** How one instance of several comes by a token: one exchange, or one refresh, for all of them. */
export const sharedExchanger = (
  { settings, signIn }: GrantParts,
  shared: SharedToken,
  exchange: Exchanger,
  signal: AbortSignal,
): Exchanger => {
  if (settings.grant === "client-credentials") return sharedCredentials(shared, exchange);
  if (settings.grant === "authorization-code" && signIn !== undefined)
    return sharedSignIn(shared, exchange, signIn.signIns, signIn.accountId, signal);
  return exchange; // a token that was pasted is all that there is
};

/** Without the backplane each instance gets a token of its own, which costs one exchange and does no harm. */
const sharedCredentials = (shared: SharedToken, exchange: Exchanger): Exchanger => {
  let last: string | undefined;
  return async (signal) => {
    const token = await shared
      .get(last, () => exchange(signal))
      .catch((error: unknown): Promise<FreshToken> => {
        if (!isGenesysError(error, "backplane")) throw error;
        return exchange(signal);
      });
    last = token.accessToken;
    return token;
  };
};

/**
 * A refresh token is valid once, so it is refreshed in turns, and each turn begins with the newest sign-in of all
 * instances. Without the backplane there is no refresh: two of them would end the sign-in.
 */
const sharedSignIn = (
  shared: SharedToken,
  exchange: Exchanger,
  signIns: SignIns,
  accountId: string,
  signal: AbortSignal,
): Exchanger => {
  const textOf = (): string | undefined => {
    const kept = signIns.kept(accountId);
    return kept === undefined ? undefined : serialize(kept);
  };
  let agreed: string | undefined;
  const inTurn = <T>(run: () => Promise<T>): Promise<T> =>
    shared.turn(`sign-in ${accountId}`, async (theirs) => {
      const kept = theirs === undefined ? undefined : parseStored(theirs);
      if (kept !== undefined) signIns.takeOver(accountId, kept);
      const result = await run();
      agreed = textOf();
      return { result, keep: agreed === theirs ? undefined : agreed };
    });
  // A sign-in or a sign-out at one instance is one at all of them.
  const publish = (): void => {
    if (textOf() !== agreed) inTurn(() => Promise.resolve()).catch(() => undefined); // the next refresh agrees
  };
  const unwatch = signIns.watch(accountId, publish);
  signal.addEventListener("abort", unwatch, { once: true });
  inTurn(() => Promise.resolve()).catch(() => undefined);

  return () => inTurn(() => exchange(signal));
};
