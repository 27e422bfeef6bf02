import { refusalError } from "../../nodes/lib/platform/http/refusal";
import type { Clock, Transport } from "../../nodes/lib/platform/types";

interface OperationLimit {
  allowed: number;
  windowMs: number;
}

interface Sent {
  at: number;
  operation: string;
  nth: number;
  status: 200 | 429;
}

/**
 * A platform whose token always has room, and some of whose operations have separate fixed windows. A request of the
 * operation `a` goes to the path `/a/7`.
 */
export const createOperationHost = (
  clock: Clock,
  limits: Readonly<Record<string, OperationLimit>>,
  oneWayMs = 20,
) => {
  const sent: Sent[] = [];
  const windows = new Map<string, { endsAt: number; used: number }>();
  let used = 0;

  const secondsToWait = (operation: string): number => {
    const limit = limits[operation];
    if (limit === undefined) return 0;
    const now = clock.now();
    let window = windows.get(operation);
    if (window === undefined || now >= window.endsAt) window = { endsAt: now + limit.windowMs, used: 0 };
    windows.set(operation, window);
    window.used += 1;
    return window.used > limit.allowed ? Math.ceil((window.endsAt - now) / 1000) : 0;
  };
  const travel = (): Promise<void> => new Promise((arrive) => clock.after(oneWayMs, arrive));

  const transport: Transport = async ({ url }) => {
    const [, operation = "", nth] = new URL(url).pathname.split("/");
    const entry: Sent = { at: clock.now(), operation, nth: Number(nth), status: 200 };
    sent.push(entry);
    await travel();
    used = (used + 1) % 200;
    const headers: Record<string, string> = {
      "inin-ratelimit-count": String(used),
      "inin-ratelimit-allowed": "300",
      "inin-ratelimit-reset": "41",
    };
    const seconds = secondsToWait(operation);
    await travel();
    if (seconds === 0) return { status: 200, headers, body: undefined };
    entry.status = 429;
    const body = { code: "too.many.requests.retry.after", limit: { key: `${operation}.rate.per.minute` } };
    throw refusalError({ status: 429, headers: { ...headers, "retry-after": String(seconds) }, body });
  };
  return { transport, sent };
};
