import type { VirtualClock } from "./clock";
import { settleSockets } from "./sockets";

/** Settles once the condition holds: for what real sockets still have to bring. Gives up in the end: no loop outlives its spec. */
export const until = async (holds: () => boolean, withinMs = 20_000): Promise<void> => {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end)
      throw new Error(`it did not come about within ${withinMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

/** So long sockets are waited for before time passes. */
const ROUNDS = 25;

/** The same where virtual time has to pass for it: real sockets and steps of the clock in turn. */
export const passUntil = async (
  clock: VirtualClock,
  holds: () => boolean,
  stepMs = 250,
  withinMs = 20_000,
): Promise<void> => {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end)
      throw new Error(`it did not come about within ${withinMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await settleSockets(ROUNDS);
    if (!holds()) await clock.advance(stepMs);
  }
};

/** The same for what another process has to bring, and that has to be read from it. */
export const eventually = async (holds: () => Promise<boolean>, withinMs = 20_000): Promise<void> => {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end)
      throw new Error(`it did not come about within ${withinMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
