import { createLimiter } from "../../nodes/lib/platform/client/limiter";
import type { Permit } from "../../nodes/lib/platform/client/permit";
import { createClock, type VirtualClock } from "./clock";

const NEVER_EARLY = () => 0;
export const told = (used: number, resetSeconds = 60) => ({ used, allowed: 300, resetSeconds });

export const openLimiter = (options: Partial<Parameters<typeof createLimiter>[0]> = {}) => {
  const clock = createClock();
  const limiter = createLimiter({ clock, random: NEVER_EARLY, perMinute: 300, ...options });
  return { clock, limiter };
};

/** Everybody enters in order; `entered` says who has come in so far, `pass` waits for one of them. */
export const enterAll = (limiter: ReturnType<typeof createLimiter>, count: number) => {
  const entered: number[] = [];
  const passes = Array.from({ length: count }, async (_, index) => {
    const pass = await limiter.acquire(limiter.nextPosition());
    entered.push(index);
    return pass;
  });
  return { entered, pass: (index: number): Promise<Permit> => passes[index] ?? Promise.reject(new Error()) };
};

export const settle = (clock: VirtualClock): Promise<void> => clock.advance(0);
