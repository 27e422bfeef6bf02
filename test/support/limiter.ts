import { createLimiter } from "../../nodes/lib/platform/client/limiter";
import type { Permit } from "../../nodes/lib/platform/client/permit";
import { createClock, type VirtualClock } from "./clock";

const NEVER_EARLY = () => 0;
/** The rate limit as the headers of a response report it. */
export const reported = (used: number, resetSeconds = 60) => ({ used, allowed: 300, resetSeconds });

export const openLimiter = (options: Partial<Parameters<typeof createLimiter>[0]> = {}) => {
  const clock = createClock();
  const limiter = createLimiter({ clock, random: NEVER_EARLY, perMinute: 300, ...options });
  return { clock, limiter };
};

/** All ask for a permit in order; `entered` lists those who have got it so far, `permit` waits for one of them. */
export const enterAll = (limiter: ReturnType<typeof createLimiter>, count: number) => {
  const entered: number[] = [];
  const permits = Array.from({ length: count }, async (_, index) => {
    const permit = await limiter.acquire(limiter.nextPosition());
    entered.push(index);
    return permit;
  });
  return {
    entered,
    permit: (index: number): Promise<Permit> => permits[index] ?? Promise.reject(new Error()),
  };
};

export const settle = (clock: VirtualClock): Promise<void> => clock.advance(0);
