import type { OutsideRequest } from "../world/hosts";
import { shownOf } from "./plain";

/** Everything that was seen in a case, in the order in which it happened. */

interface Place {
  /** As it runs. */
  id: string;
  /** In the flow file. */
  fileId: string;
  type: string;
  name: string;
}

interface OrgRequest {
  operation: string | undefined;
  method: string;
  path: string;
  query: unknown;
  body: unknown;
  /** Set when the response is sent. */
  status: number | undefined;
}

export interface FlowError {
  code: string | undefined;
  message: string;
  cause: unknown;
}

export type Seen =
  | { kind: "step"; text: string }
  | { kind: "arrived"; node: Place; msg: unknown }
  | { kind: "sent"; node: Place; output: number; msg: unknown }
  | { kind: "request"; request: OrgRequest }
  | { kind: "outside"; request: OutsideRequest }
  | { kind: "response"; name: string; status: number; headers: unknown; body: unknown }
  /** `isHandled`: a Catch node or a second output has it. */
  | { kind: "error"; node: Place | undefined; error: FlowError; isHandled: boolean }
  | { kind: "refused"; what: string };

export type Entry = Seen & { at: number };
export type EntryOf<K extends Seen["kind"]> = Extract<Entry, { kind: K }>;
export type { Place };

export interface Timeline {
  /** Returns what is kept: it may change later. */
  add<T extends Seen>(seen: T): T & { at: number };
  entries(): readonly Entry[];
}

/** More than a case can be about; a flow that runs wild would fill the memory. */
const MOST = 200_000;

export const createTimeline = (now: () => number, onAdd: () => void): Timeline => {
  const entries: Entry[] = [];
  return {
    add: (seen) => {
      onAdd();
      const entry = { at: now(), ...seen };
      if (entries.length < MOST) entries.push(entry);
      return entry;
    },
    entries: () => entries,
  };
};

const placeText = (node: Place | undefined): string => {
  if (node === undefined) return "the flow";
  return node.name === "" ? `${node.type} ${node.fileId}` : `"${node.name}"`;
};

/** What a message is about comes first: a line is cut off. */
export const messageText = (msg: unknown, most?: number): string => {
  if (typeof msg !== "object" || msg === null) return shownOf(msg, most);
  const { error, event, payload, ...others } = msg as Record<string, unknown>;
  return shownOf({ error, event, payload, ...others }, most);
};

const textOf = (entry: Entry): string => {
  switch (entry.kind) {
    case "step":
      return `- ${entry.text}`;
    case "arrived":
      return `  ${placeText(entry.node)} receives ${messageText(entry.msg)}`;
    case "sent":
      return `  ${placeText(entry.node)} sends ${messageText(entry.msg)}`;
    case "request": {
      const { operation, method, path, body, status } = entry.request;
      const sent = body === undefined ? "" : ` ${shownOf(body, 160)}`;
      return `  request ${operation ?? ""} ${method} ${path}${sent} -> ${status ?? "no response"}`;
    }
    case "outside": {
      const { method, host, path, body, status } = entry.request;
      return `  outside ${method} ${host}${path} ${shownOf(body, 160)} -> ${status === undefined ? "no stub" : status || "fails"}`;
    }
    case "response":
      return `  response to ${entry.name}: ${entry.status} ${shownOf(entry.body, 160)}`;
    case "error":
      return `  error at ${placeText(entry.node)}: ${entry.error.code ?? "no code"}, ${shownOf(entry.error.message)}${entry.isHandled ? "" : " (not handled)"}`;
    case "refused":
      return `  refused: ${entry.what}`;
  }
};

/** One line, with the time since the start of the case. */
export const lineOf = (entry: Entry, start: number): string =>
  `${`+${((entry.at - start) / 1000).toFixed(3)}`.padStart(9)} s ${textOf(entry)}`;

export const placeOf = placeText;
