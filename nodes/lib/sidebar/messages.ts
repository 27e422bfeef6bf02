import type { Begun, Record as Recorded } from "../node/journal";
import { isId } from "../facts/ids";
import { isGenesysError } from "../platform/errors/errors";
import { explainLegs, type Considered } from "./legs";
import { shownValue, withoutAddresses, type Sight } from "./shown";

/** A request of a message. */
interface Sent {
  operation: string;
  status?: number | undefined;
  code?: string | undefined;
  attempts?: number | undefined;
  ms: number;
}

/** The way of one message through one of our nodes. */
export interface Message {
  id: number;
  nodeId: string;
  type: string;
  name: string;
  options: unknown;
  /** Of the last change. */
  revision: number;
  at: number;
  endedAt?: number;
  conversationId?: string | undefined;
  inputs?: unknown;
  requests: Sent[];
  waits: { what: string; from: number; to?: number }[];
  legs?: readonly Considered[];
  error?: { code: string; message: string; outcome?: unknown } | undefined;
}

/** The newest that are kept of an account. */
const MOST = 500;
const MOST_REQUESTS = 50;
const LONGEST_TEXT = 500;
const MOST_ENTRIES = 20;
const DEEPEST = 4;

/** A value that takes little memory: long texts, lists and depths are cut. It may have getters that throw. */
export const sketched = (value: unknown, depth = 0): unknown => {
  try {
    if (typeof value === "string")
      return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
    if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
    if (typeof value !== "object") return value === undefined ? undefined : `(${typeof value})`;
    if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
    if (depth >= DEEPEST) return "…";
    if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((one) => sketched(one, depth + 1));
    return Object.fromEntries(
      Object.entries(value)
        .slice(0, MOST_ENTRIES)
        .map(([key, one]) => [key.slice(0, 100), sketched(one, depth + 1)]),
    );
  } catch {
    return "…";
  }
};

/** The newest messages of one account. `changed` gives the next revision. */
export const createMessages = (now: () => number, changed: () => number) => {
  let all: Message[] = [];
  let count = 0;
  return {
    clear: (): void => void (all = []),
    since: (revision: number): Message[] => all.filter((one) => one.revision > revision),
    begin: (begun: Begun): Recorded => {
      const message: Message = {
        id: (count += 1),
        ...{ nodeId: editorIdOf(begun.node), type: begun.node.type, name: begun.node.name ?? "" },
        options: sketched(begun.options),
        revision: changed(),
        at: now(),
        requests: [],
        waits: [],
      };
      all.push(message);
      if (all.length > MOST) all = all.slice(-MOST);
      return recordOf(message, now, changed);
    },
  };
};

/** In a subflow, the editor has the id of the node that was copied. */
const editorIdOf = (node: Begun["node"]): string => (node as { _alias?: string })._alias ?? node.id;

const recordOf = (message: Message, now: () => number, changed: () => number): Recorded => {
  const touch = (): void => void (message.revision = changed());
  const endWait = (): void => {
    const last = message.waits.at(-1);
    if (last !== undefined) last.to ??= now();
  };
  const add = (sent: Sent): void => {
    if (message.requests.length < MOST_REQUESTS) message.requests.push(sent);
    touch();
  };
  return {
    inputs: (values) => {
      message.inputs = sketched(values);
      const { conversationId } = values as { conversationId?: unknown };
      if (typeof conversationId === "string") message.conversationId = conversationId.slice(0, 100);
      touch();
    },
    request: ({ operation, status, attempts, durationMs }) =>
      add({ operation, status, attempts, ms: durationMs }),
    failed: (operation, error, ms) => {
      const { code, cause } = isGenesysError(error) ? error : { code: "unknown", cause: {} };
      add({ operation, status: (cause as { status?: number }).status, code, ms });
    },
    waits: (what) => {
      if (message.waits.at(-1)?.what === what && message.waits.at(-1)?.to === undefined) return;
      endWait();
      if (what !== undefined && message.waits.length < MOST_REQUESTS)
        message.waits.push({ what, from: now() });
      touch();
    },
    leg: (conversation, query, communicationId) => {
      try {
        message.legs = explainLegs(conversation, query, communicationId);
      } catch {
        return; // what is strange in the conversation is reported by the search itself, and not by its picture
      }
      touch();
    },
    ended: (error) => {
      endWait();
      message.endedAt = now();
      if (isGenesysError(error))
        message.error = { code: error.code, message: error.message, outcome: error.cause.outcome };
      else if (error !== undefined) message.error = { code: "unknown", message: "" };
      touch();
    },
  };
};

/** The texts of the inputs, which an error may quote. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return value.length > 2 && !isId(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** A sentence that quotes none of these inputs. */
export const withoutInputs = (sentence: string, inputs: unknown): string =>
  textsIn(inputs)
    .sort((one, other) => other.length - one.length)
    .reduce((rest, text) => rest.replaceAll(text, "•••"), withoutAddresses(sentence));

/** A message as a browser receives it. */
export const shownMessage = (message: Message, sight: Sight): object => {
  const { inputs, error, conversationId, ...rest } = message;
  return {
    ...rest,
    ...(conversationId !== undefined && { conversationId: shownValue(conversationId, sight) }),
    inputs: shownValue(inputs, sight),
    options: shownValue(rest.options, { ...sight, personal: true }),
    ...(error && {
      error: sight.personal ? error : { ...error, message: withoutInputs(error.message, inputs) },
    }),
  };
};
