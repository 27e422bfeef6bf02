import type { AccountState } from "../types";

/** The state of an account, made of the things that can hold it up. */
export const createAccountState = (onState: (state: AccountState) => void) => {
  let untilMs: number | undefined;
  let isSignedIn = true;
  let isSaved = true;
  const report = (): void => {
    if (!isSignedIn) onState({ kind: "signInAgain" });
    else if (untilMs !== undefined) onState({ kind: "heldBack", untilMs });
    else onState({ kind: isSaved ? "ready" : "signInNotSaved" });
  };
  return {
    setHeldBack: (until: number | undefined): void => {
      untilMs = until;
      report();
    },
    setSignedIn: (is: boolean, saved: boolean): void => {
      if (is === isSignedIn && saved === isSaved) return;
      isSignedIn = is;
      isSaved = saved;
      report();
    },
  };
};
