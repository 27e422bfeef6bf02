import { createLimiter } from "../../nodes/lib/platform/client/limiter";
import { refusalError } from "../../nodes/lib/platform/http/refusal";
import type { CallOptions, Client, Transport } from "../../nodes/lib/platform/types";
import { composeClient } from "./client";
import { createClock } from "./clock";

export const START = 1_772_442_012_345;
export const ROOM = {
  "inin-ratelimit-count": "7",
  "inin-ratelimit-allowed": "300",
  "inin-ratelimit-reset": "53",
};

/** A request of an operation, by its number. */
export const askOperation = (
  client: Client,
  operation: string,
  nth = 0,
  options: CallOptions = {},
): Promise<unknown> =>
  client.request({ operation, method: "POST", path: `/${operation}/${nth}`, repeatable: false }, options);

/** A client over a given transport, with what its account shows. */
export const openLimited = (
  transport: (clock: ReturnType<typeof createClock>) => Transport,
  maxWaitMs = 180_000,
) => {
  const clock = createClock(START);
  const shown: (number | undefined)[] = [];
  const random = (): number => 0.5;
  const onHeldBack = (until: number | undefined): void => void shown.push(until);
  const limiter = createLimiter({ clock, random, perMinute: 300, maxWaitMs, onHeldBack });
  const client = composeClient({ clock, transport: transport(clock), limiter, random });
  return { clock, client, shown };
};

/** A transport that refuses the first requests of `search`, and lets everything else through. */
export const refusingSearch = (times: number, headers: Record<string, string>, body?: unknown) => {
  const sentAt: Record<string, number[]> = {};
  const transport =
    (clock: { now: () => number }): Transport =>
    ({ url }) => {
      const operation = new URL(url).pathname.split("/")[1] ?? "";
      const all = (sentAt[operation] ??= []);
      all.push(clock.now() - START);
      return operation === "search" && all.length <= times
        ? Promise.reject(refusalError({ status: 429, headers, body }))
        : Promise.resolve({ status: 200, headers: ROOM, body: undefined });
    };
  return { sentAt, transport };
};
