import { refusalError } from "../../nodes/lib/platform/http/refusal";
import type { Clock, Transport } from "../../nodes/lib/platform/types";

interface HostParts {
  clock: Clock;
  allowed: number;
  windowMs: number;
  /** When a window begins: with the first request after the last one, or at every full `windowMs` of the clock. */
  windows: "anchored" | "aligned";
  /** From one side to the other. */
  oneWayMs?: number;
  /** Reports its rate limit in headers; the 429 has its `Retry-After` in any case. */
  headers?: boolean;
}

/** A platform that only counts: fixed windows, whole seconds rounded up, and a log of what it let through. */
export const createLimitedHost = (parts: HostParts) => {
  const { clock, allowed, windowMs, windows, oneWayMs = 20, headers = true } = parts;
  const accepted: string[] = [];
  const refusedPerWindow = new Map<number, number>();
  let window = { startedAt: -Infinity, used: 0 };

  const count = (): void => {
    const now = clock.now();
    if (now >= window.startedAt + windowMs)
      window = { startedAt: windows === "anchored" ? now : now - (now % windowMs), used: 0 };
    window.used += 1;
  };
  const secondsLeft = (): string => String(Math.ceil((window.startedAt + windowMs - clock.now()) / 1000));
  const limits = (): Record<string, string> =>
    headers
      ? {
          "inin-ratelimit-count": String(window.used),
          "inin-ratelimit-allowed": String(allowed),
          "inin-ratelimit-reset": secondsLeft(),
        }
      : {};
  const travel = (): Promise<void> => new Promise((arrive) => clock.after(oneWayMs, arrive));

  const transport: Transport = async ({ url }) => {
    await travel();
    count();
    const reported = limits();
    if (window.used > allowed) {
      refusedPerWindow.set(window.startedAt, (refusedPerWindow.get(window.startedAt) ?? 0) + 1);
      const retryAfter = secondsLeft();
      await travel();
      throw refusalError({
        status: 429,
        headers: { ...reported, "retry-after": retryAfter },
        body: undefined,
      });
    }
    accepted.push(new URL(url).pathname.slice(1));
    await travel();
    return { status: 200, headers: reported, body: undefined };
  };

  return {
    transport,
    /** Paths, in the order in which they were let through. */
    accepted,
    refusals: () => [...refusedPerWindow.values()],
    /** Another program uses the token. */
    spend: count,
  };
};
