/**
 * What is kept of a sign-in, and which of two is the newer one, whichever process wrote it, and however late. A later
 * sign-in, or sign-out, is newer than every renewal of the one before; within one sign-in the later renewal is newer.
 */

/** The OAuth client and the host of a sign-in: it is shown to no other. */
export interface SignInOwner {
  clientId: string;
  /** The login host, with the API host where that does not follow from it, or `simulator`. */
  host: string;
}

/** When the user signed in, and when that was renewed last. Both grow, also where the clock is set back. */
interface Dated {
  signedInAt: number;
  renewedAt: number;
}

export interface SignedIn extends SignInOwner, Dated {
  accessToken: string;
  endsAt: number;
  refreshToken?: string | undefined;
}

/** No user is signed in from then on: an older copy of a sign-in does not count any more. */
export interface SignedOut {
  signedOutAt: number;
}

/** Where sign-ins outlive a restart. Several processes may share it. `write` has written when it returns. */
export interface Vault {
  /** The newest that is kept. */
  read(accountId: string): SignedIn | SignedOut | undefined;
  /** Keeps this where nothing newer is kept. `undefined`: it is kept, and will outlive a restart. */
  write(accountId: string, signedIn: SignedIn): { isSafe: boolean } | undefined;
  /** No user is signed in from now on, after a restart neither. */
  signOut(accountId: string): void;
  erase(accountId: string): void;
  /** Waits while another process renews this account's sign-in; call the result to let the next one. Never rejects. */
  takeTurn?(accountId: string): Promise<() => void>;
}

export const keyOf = ({ clientId, host }: SignInOwner): string => JSON.stringify([clientId, host]);

const rankOf = (one: Dated | SignedOut): [number, number] =>
  "signedOutAt" in one ? [one.signedOutAt, Infinity] : [one.signedInAt, one.renewedAt];

export const isNewer = (one: Dated | SignedOut, other: Dated | SignedOut): boolean => {
  const [at, renewed] = rankOf(one);
  const [otherAt, otherRenewed] = rankOf(other);
  return at > otherAt || (at === otherAt && renewed > otherRenewed);
};

/** The newest; of equals the first. */
export const newestOf = <T extends Dated | SignedOut>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>(
    (newest, one) => (newest === undefined || isNewer(one, newest) ? one : newest),
    undefined,
  );

/** A moment that is later than all of these, even if the clock shows an earlier one. */
export const laterThan = (now: number, all: readonly (Dated | SignedOut | undefined)[]): number =>
  Math.max(now, ...all.flatMap((one) => (one === undefined ? [] : [rankOf(one)[0] + 1])));
