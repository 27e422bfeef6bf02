import type { SeenRequest } from "../requests";
import type { Invariant } from "../walk-state";

/** What a refusal closes, and until when: an operation of one account, or the token with all accounts that use it. */
const closedBy = ({ entry, fault, windowEndsAt }: SeenRequest) => {
  const { tokenId, operation, at, status, headers } = entry;
  if (status !== 429 || tokenId === undefined) return undefined;
  const from = at + (fault?.delayMs ?? 0);
  if (fault !== undefined && "retryAfter" in fault)
    return { tokenId, operation, host: headers["host"], from, until: from + fault.retryAfter * 1_000 };
  if (windowEndsAt === undefined) return undefined;
  return { tokenId, operation: undefined, host: undefined, from, until: windowEndsAt };
};

/** When the last Retry-After is over, also that of a login, and the last window that was used up. */
export const closedUntil = (requests: readonly SeenRequest[]): number =>
  requests.reduce((latest, { entry: { at, status }, fault, windowEndsAt }) => {
    if (status !== 429) return latest;
    const isFault = fault !== undefined && "retryAfter" in fault;
    const until = isFault ? at + (fault.delayMs ?? 0) + fault.retryAfter * 1_000 : windowEndsAt;
    return Math.max(latest, until ?? 0);
  }, 0);

/** Nothing is sent while a Retry-After lasts of what it was for. */
export const withinLimits: Invariant = ({ requests, deployedAt }) =>
  requests.flatMap((refused, index) => {
    const closed = closedBy(refused);
    if (closed === undefined) return [];
    const { tokenId, operation, host, from, until } = closed;
    const next = requests
      .slice(index + 1)
      .find(
        ({ entry }) =>
          entry.tokenId === tokenId &&
          (operation === undefined || entry.operation === operation) &&
          (host === undefined || entry.headers["host"] === host) &&
          entry.at > from &&
          entry.at < until,
      );
    // What closes one operation is learnt again after a deploy, by one refusal.
    const isNewAccount = deployedAt.some((at) => at >= refused.entry.at && at <= (next?.entry.at ?? 0));
    if (next === undefined || (operation !== undefined && isNewAccount)) return [];
    return [`limit: ${next.entry.operation} at ${next.entry.at}, closed from ${from} to ${until}`];
  });
