import { isGenesysError, type Outcome } from "./errors";
import type { CallOptions, Fate, PlatformRequest } from "../types";

/** Operations that read although they are a POST: searches and queries. */
const READS = /^post\w*(Search|Query)$/;

/** Does the request only read? Then it can be sent again. */
export const isRead = ({ method, operation }: { method: string; operation: string }): boolean =>
  method === "GET" || method === "HEAD" || READS.test(operation);

/** Receives the outcome of this request. */
export const fateOfRequest = (
  request: Pick<PlatformRequest, "method" | "operation">,
  fate: CallOptions["fate"],
): Fate | undefined => (isRead(request) ? undefined : fate);

/** Sends, and notes what becomes of it. */
export const followed = async <T>(fate: Fate | undefined, send: () => Promise<T>): Promise<T> => {
  if (fate === undefined) return send();
  fate.sent();
  try {
    const answer = await send();
    fate.settled("done");
    return answer;
  } catch (error) {
    fate.settled(isGenesysError(error) ? error.cause.outcome : "unknown");
    throw error;
  }
};

/** The outcome of all acts of one message: `unknown` while one is in progress, or if the response of one was lost and not found. */
export const createFate = (): Fate & { outcome(): Exclude<Outcome, "refused"> } => {
  let onTheWay = 0;
  let isLost = false;
  let isDone = false;
  return {
    sent: () => (onTheWay += 1),
    settled: (outcome) => {
      onTheWay -= 1;
      if (outcome === "unknown") isLost = true;
      if (outcome === "done") [isLost, isDone] = [false, true];
    },
    outcome: () => (onTheWay > 0 || isLost ? "unknown" : isDone ? "done" : "notSent"),
  };
};
