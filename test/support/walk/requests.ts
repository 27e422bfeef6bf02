import type { Fault } from "../../../nodes/lib/simulator/http/faults";
import type { LogEntry } from "../../../nodes/lib/simulator/http/log";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import type { Store } from "../../../nodes/lib/simulator/store/store";

/** What the organisation has received, with the fault that it met. */
export interface SeenRequest {
  entry: LogEntry;
  fault: Fault | undefined;
  /** The mark of the message that it was made of. */
  mark: string | undefined;
  /** When the window of its token ends. */
  windowEndsAt: number | undefined;
}

const MARK = /\bw\d+w\b/;

const windowEnd = ({ collection }: Store, tokenId: string | undefined): number | undefined =>
  collection("rate windows", () => new Map<string, { endsAt: number }>()).get(tokenId ?? "")?.endsAt;

/** All requests from now on, in the order in which they came. `onRead`: a conversation is read. */
export const recordRequests = (
  { log, faults, store }: Simulator,
  onRead: (conversationId: string) => void,
): SeenRequest[] => {
  const seen: SeenRequest[] = [];
  const { add } = log;
  const { take } = faults;
  log.add = (entry) => {
    add(entry);
    const mark = MARK.exec(JSON.stringify(entry.body ?? ""))?.[0];
    if (entry.operation === "getConversation") onRead(entry.path.split("/").at(-1) ?? "");
    seen.push({ entry, fault: undefined, mark, windowEndsAt: windowEnd(store, entry.tokenId) });
  };
  faults.take = (request) => {
    const fault = take(request);
    const last = seen.at(-1); // it was added in the same turn
    if (last !== undefined) last.fault = fault;
    return fault;
  };
  return seen;
};

/** It was done, or it may have been. */
export const mayHaveActed = ({ entry: { status } }: SeenRequest): boolean =>
  status === undefined || status < 400 || status === 408 || status >= 500;
