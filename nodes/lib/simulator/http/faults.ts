/** Faults on demand: a queue in which each entry waits for the requests that it matches. */

export interface FaultMatch {
  method?: string;
  /** The path without its query: equal to the text, or matched by the expression. */
  path?: string | RegExp;
  /** The id of the operation; the token endpoint is `oauthToken`. */
  operation?: string;
}

export type Fault = (
  | { status: number; body?: unknown; headers?: Readonly<Record<string, string>> }
  /** 429, with this many seconds to wait. */
  | { retryAfter: number }
  /** No response at all; the socket stays open. */
  | { silence: true }
  /** 200, announced as JSON, cut off in the middle. */
  | { brokenBody: true }
  /** The page of a gateway; 502 unless a status is named. */
  | { html: true; status?: number }
  /** The socket is destroyed and nothing was done. */
  | { reset: true }
  /** It was done, but the socket is destroyed without a response. */
  | { lostAnswer: true }
  /** Nothing but late. */
  | { delayMs: number }
) & { delayMs?: number };

export interface FaultEntry {
  match?: FaultMatch;
  /** How many requests it strikes; 1 by default. */
  times?: number;
  fault: Fault;
}

export interface Faults {
  add(entry: FaultEntry): void;
  clear(): void;
  /** How many strikes are still to come. */
  pending(): number;
  /** The fault that strikes this request, if any; the first entry that matches is used up by one. */
  take(request: { method: string; path: string; operation: string | undefined }): Fault | undefined;
}

const matches = (
  match: FaultMatch,
  request: { method: string; path: string; operation: string | undefined },
): boolean =>
  (match.method === undefined || match.method.toUpperCase() === request.method) &&
  (match.operation === undefined || match.operation === request.operation) &&
  (match.path === undefined ||
    (typeof match.path === "string" ? match.path === request.path : match.path.test(request.path)));

export const createFaults = (): Faults => {
  let queue: { match: FaultMatch; left: number; fault: Fault }[] = [];
  return {
    add: ({ match = {}, times = 1, fault }) => void queue.push({ match, left: times, fault }),
    clear: () => void (queue = []),
    pending: () => queue.reduce((sum, entry) => sum + entry.left, 0),
    take: (request) => {
      const entry = queue.find((candidate) => matches(candidate.match, request));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) queue = queue.filter((other) => other !== entry);
      return entry.fault;
    },
  };
};
