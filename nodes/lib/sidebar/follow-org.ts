import type { AccountWindow } from "../node/account";
import { simulatedChanges, type SimulatedChanges } from "../node/simulate";
import { isGenesysError } from "../platform/errors/errors";
import { createClosing } from "../platform/time/clock";
import type { Clock } from "../platform/types";

/** A simulated org is looked at this often. */
const LOOK_MS = 400;
/** One that does not respond is looked at this often. */
const AWAY_MS = 5_000;

/**
 * Looks at what changes in the simulated org of an account: its requests cost nothing. A real org is left alone. The returned
 * function ends that.
 */
export const followOrg = (
  clock: Clock,
  window: AccountWindow,
  onChanges: (changes: SimulatedChanges) => void,
): (() => void) => {
  const ending = createClosing();
  const { signal } = ending;
  let cancel: (() => void) | undefined;
  let revision = 0;

  const look = async (): Promise<void> => {
    const found = await simulatedChanges(await window.door(signal), revision);
    if (signal.aborted) return;
    const isAnother = found.revision < revision; // all of it comes with the next look
    revision = isAnother ? 0 : found.revision;
    onChanges(found);
  };
  const again = (ms: number): void => {
    if (!signal.aborted) cancel = clock.after(ms, run);
  };
  const run = (): void => {
    look().then(
      () => again(LOOK_MS),
      (error: unknown) => {
        if (!isRefused(error)) again(AWAY_MS);
      },
    );
  };
  run();
  return () => {
    ending.abort();
    cancel?.();
  };
};

/** It is no simulated org: something else is behind the address of the account. */
const isRefused = (error: unknown): boolean => {
  if (!isGenesysError(error)) return true;
  const { status } = error.cause;
  return error.code === "config" || (status !== undefined && status >= 400 && status < 500);
};
