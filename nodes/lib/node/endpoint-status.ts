import type { Node, NodeAPI } from "node-red";
import type { ErrorCode } from "../platform/errors/errors";
import type { Clock } from "../platform/types";
import { shownAs, statusWord, type Shown } from "./status";

/** As often as the status of the other nodes goes to the editor. */
const SPACING_MS = 250;

export interface EndpointStatus {
  received(): void;
  /** A request was not accepted. */
  refused(): void;
  /** The node cannot work as it is set, or `undefined` where it can again. */
  unusable(code: ErrorCode | undefined): void;
  /** Shows the present one again: a Status node receives nothing before the flows have started. */
  repeat(): void;
  close(): void;
}

/**
 * The status of a node with an endpoint: a green dot with the number of messages since the deploy, yellow once requests
 * were refused or where their sender is not checked, a red ring with the code where the endpoint is not open.
 */
export const createEndpointStatus = (
  RED: NodeAPI,
  node: Pick<Node, "status">,
  clock: Clock,
  isUnsigned: boolean,
): EndpointStatus => {
  let [received, refused] = [0, 0];
  let failure: ErrorCode | undefined;
  let cancel: (() => void) | undefined;
  let lastAt = -Infinity;
  let isClosed = false;

  const word = (name: string): string => RED._(statusWord(name));
  const present = (): Shown & { received: number; refused: number } => {
    const counts = { received, refused };
    if (failure !== undefined) return { ...shownAs("red", "ring", failure), ...counts };
    const code = isUnsigned ? "unsigned" : "listening";
    const fill = isUnsigned || refused > 0 ? "yellow" : "green";
    const of = refused === 0 ? String(received) : `${received} · ${word("refused")}: ${refused}`;
    const text = received + refused === 0 ? statusWord(code) : `${word(code)}: ${of}`;
    return { ...shownAs(fill, "dot", code, text), ...counts };
  };

  const write = (): void => {
    cancel = undefined;
    lastAt = clock.now();
    node.status(present());
  };
  const show = (): void => {
    if (isClosed || cancel !== undefined) return;
    const ms = lastAt + SPACING_MS - clock.now();
    if (ms <= 0) write();
    else cancel = clock.after(ms, write);
  };

  return {
    received: () => {
      received += 1;
      failure = undefined; // what hindered it is over
      show();
    },
    refused: () => {
      refused += 1;
      show();
    },
    unusable: (code) => {
      failure = code;
      show();
    },
    repeat: show,
    close: () => {
      isClosed = true;
      cancel?.();
    },
  };
};
