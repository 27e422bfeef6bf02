import { createLapse } from "../platform/time/lapse";
import { realClock } from "../platform/time/clock";
import { createVirtualClock, type Clock, type VirtualClock } from "../simulator/store/clock";

/** The time of a simulated org that runs alone. */

/** A clock that runs `factor` times as fast as `base`. No timer fires before its time. */
export const createFastClock = (base: Clock, factor: number): Clock => {
  const start = base.now();
  const now = (): number => Math.floor(start + (base.now() - start) * factor);
  return {
    now,
    after: (ms, fn) => {
      const due = now() + ms;
      let cancel = (): void => undefined;
      const arm = (): void => {
        const left = due - now();
        cancel = base.after(Math.max(0, Math.ceil(left / factor)), () => (now() < due ? arm() : fn()));
      };
      arm();
      return () => cancel();
    },
  };
};

export type Speed = number | "max";

/** A clock that can be moved on; with the speed `max`, one that moves only then. It begins at the time of this machine. */
export const clockFor = (speed: Speed): Clock => {
  if (speed === "max") return createVirtualClock(realClock.now());
  return createLapse(speed === 1 ? realClock : createFastClock(realClock, speed));
};

/** After so many timers, requests and signals have their turn. */
const TIMERS_AT_ONCE = 50;

/** Moves on by `ms` as fast as this machine can. Ends early when `isStopped` says so. */
export const runThrough = async (
  clock: VirtualClock,
  ms: number,
  isStopped: () => boolean,
): Promise<void> => {
  const end = clock.now() + ms;
  for (let count = 0; clock.now() < end && !isStopped(); count += 1) {
    clock.advance(Math.min(clock.nextAt() ?? end, end) - clock.now());
    if (count % TIMERS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
};
