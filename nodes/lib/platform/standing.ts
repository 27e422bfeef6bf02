import type { AccountState } from "./types";

/** How an account stands, of the two things that can hold it up. */
export const createStanding = (onState: (state: AccountState) => void) => {
  let untilMs: number | undefined;
  let isSignedIn = true;
  const tell = (): void => {
    if (!isSignedIn) onState({ kind: "signInAgain" });
    else onState(untilMs === undefined ? { kind: "ready" } : { kind: "heldBack", untilMs });
  };
  return {
    setHeldBack: (until: number | undefined): void => {
      untilMs = until;
      tell();
    },
    setSignedIn: (is: boolean): void => {
      if (is === isSignedIn) return;
      isSignedIn = is;
      tell();
    },
  };
};
