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
  /** Tells of itself in headers; the 429 has its `Retry-After` anyhow. */
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
  const wire = (): Promise<void> => new Promise((arrive) => clock.after(oneWayMs, arrive));

  const transport: Transport = async ({ url }) => {
    await wire();
    count();
    const told = limits();
    if (window.used > allowed) {
      refusedPerWindow.set(window.startedAt, (refusedPerWindow.get(window.startedAt) ?? 0) + 1);
      const retryAfter = secondsLeft();
      await wire();
      throw refusalError({ status: 429, headers: { ...told, "retry-after": retryAfter }, body: undefined });
    }
    accepted.push(new URL(url).pathname.slice(1));
    await wire();
    return { status: 200, headers: told, body: undefined };
  };

  return {
    transport,
    /** Paths, in the order in which they were let through. */
    accepted,
    refusals: () => [...refusedPerWindow.values()],
    /** Somebody else uses the token. */
    spend: count,
  };
};
