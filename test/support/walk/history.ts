import { createHash } from "node:crypto";
import { nameOf } from "./reference";
import type { WalkState } from "./walk-state";

/**
 * What has happened in a walk and when, without what differs from process to process: ports, the number of the walk, and which of two
 * sockets was read first at one moment.
 */

const lines = ({ requests, ledger, startedAt }: WalkState): string[] => {
  const own = (nodeId: string): string => nodeId.replace(/^walk-\d+-/, "");
  const after = (at: number): string => (at - startedAt).toFixed(3);
  return [
    ...requests.map(({ entry: { at, operation, status, headers }, mark }) => {
      const account = headers["host"]?.startsWith("localhost") === true ? "B" : "A";
      return `${after(at)} request ${account} ${operation} ${mark ?? ""} ${status ?? ""}`;
    }),
    ...ledger.emitted.map(({ at, nodeId, msg }) => `${after(at)} event ${own(nodeId)} ${nameOf(msg)}`),
    ...ledger.passages.map(({ at, nodeId, nth, done, outputs, failures, caught, code, isClosed }) =>
      [after(at), "message", nth, own(nodeId), done, outputs, failures, caught, code, isClosed].join(" "),
    ),
  ];
};

/** The same for two walks in which the same has happened, at the same times. */
export const digestOf = (state: WalkState): string =>
  createHash("sha256").update(lines(state).sort().join("\n")).digest("hex").slice(0, 16);
