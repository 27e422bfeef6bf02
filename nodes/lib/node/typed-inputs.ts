import { types } from "node:util";
import type { Node, NodeAPI } from "node-red";
import { type GenesysError, inputError } from "../platform/errors/errors";
import { scrub } from "../platform/errors/scrub";
import { resolveEntries, unsetComplaint } from "./environment";
import { isListInput } from "./lists";
import { asPlain } from "./plain";
import { tagComplaint } from "./template-tags";

type Message = Record<string, unknown>;
/** In a box: a promise would take an object with a `then` for another promise. */
interface Boxed {
  value?: unknown;
  /** Why it cannot be read. */
  error?: unknown;
}
/** Reads one input for one message, at once where it can. Never throws or rejects. */
type ReadInput = (msg: Message) => Boxed | Promise<Boxed>;

/** The inputs of one message, all read from the moment in which it came in. */
export interface Reading {
  /** Some of them, once they are there; `undefined` for one that cannot be read. */
  of(names: readonly string[]): Promise<Message>;
  /** All of them. @throws GenesysError `input` naming the first that cannot be read. */
  all(): Promise<Message>;
}

/** Where an input takes its value from, as a flow author would write it: `msg.conversationId`, `env SECRET` ... */
const describe = (type: string, value: string): string =>
  type === "msg" || type === "flow" || type === "global" ? `${type}.${value}` : type;

/**
 * Prepares the inputs of a node: each `x` with its `xType` becomes a function of the message. JSONata is compiled here,
 * once. A mistake in it is reported for each message, with the name of the field.
 */
export const prepareInputs = (
  RED: NodeAPI,
  node: Node,
  config: Message,
  schemas: Readonly<Record<string, unknown>>,
) => {
  const readers = Object.entries(schemas).map(([name, schema]) => {
    const isList = (field?: string): boolean => isListInput(schema, config, field);
    return [name, prepareInput(RED, node, config, name, isList)] as const;
  });

  return (msg: Message): Reading => {
    const reads = readers.map(([name, read]) => [name, read(msg)] as const);
    return {
      of: async (names) => {
        const values: Message = {};
        for (const [name, read] of reads)
          if (names.includes(name)) setValue(values, name, read instanceof Promise ? await read : read);
        return values;
      },
      all: async () => {
        const values: Message = {};
        for (const [name, read] of reads) {
          const boxed = read instanceof Promise ? await read : read;
          if ("error" in boxed) throw boxed.error;
          setValue(values, name, boxed);
        }
        return values;
      },
    };
  };
};

/** Looked at first: to find out whether a field of an operation is a list costs reading the catalogue. */
const mayNameVariable = (written: unknown): boolean =>
  typeof written === "string" ? written.includes("$") : Array.isArray(written);

/** A blank input counts as left out, blanks around a text do not count. */
const setValue = (values: Message, name: string, { value }: Boxed): void => {
  if (!isBlank(value)) values[name] = typeof value === "string" ? value.trim() : value;
};

/** Nothing given: an input that is blank counts as left out. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/**
 * The type of an input `x` is in `xType`. If that is an option of the node, as `destinationType` can be, the type is in
 * `xValueType`.
 */
export const typeOfInput = (config: Message, name: string): string | undefined =>
  (config[`${name}ValueType`] ?? config[`${name}Type`]) as string | undefined;

const prepareInput = (
  RED: NodeAPI,
  node: Node,
  config: Message,
  name: string,
  isList: (field?: string) => boolean,
): ReadInput => {
  const value = config[name];
  const type = typeOfInput(config, name) ?? "str";
  if (type === "fields") return prepareFields(RED, node, name, value, isList);
  const tag = tagComplaint(name, value, type);
  if (tag !== undefined) return () => ({ error: tag });
  /** What is written in the node itself may name variables; what comes from elsewhere may not. */
  const settle = (written: unknown): unknown => {
    const settled = mayNameVariable(written) && isList() ? resolveEntries(RED, node, written) : written;
    const unset = type === "str" || settled !== written ? unsetComplaint(settled) : undefined;
    if (unset !== undefined) throw inputError(name, `The input "${name}" ${unset}.`);
    return settled;
  };
  // A node made by hand or by an older version: a plain value is used as it is.
  if (type === "str" || typeof value !== "string") return () => boxed(() => settle(value));
  if (isBlank(value)) return () => ({ value });
  const source = describe(type, value);
  const unreadable = (error: unknown): GenesysError =>
    inputError(name, `The input "${name}" (${source}) cannot be evaluated${reason(error)}`);
  const evaluate =
    type === "jsonata"
      ? prepareJsonata(RED, node, value)
      : (msg: Message, callback: Callback): void =>
          RED.util.evaluateNodeProperty(value, type, node, msg, callback);
  const settled = (evaluated: Boxed): Boxed => {
    if ("error" in evaluated) return { error: unreadable(evaluated.error) };
    return boxed(() => {
      const plain = asPlain(name, source, evaluated.value);
      return type === "json" ? settle(plain) : plain;
    });
  };
  return (msg) => {
    const evaluated = calledBack((callback) => evaluate(msg, callback));
    return evaluated instanceof Promise ? evaluated.then(settled) : settled(evaluated);
  };
};

type Callback = (error: unknown, result?: unknown) => void;

const boxed = (read: () => unknown): Boxed => {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
};

/** What a call with a callback gives it first, or throws; at once where it comes at once. A promise is waited for. */
const calledBack = (call: (callback: Callback) => void): Boxed | Promise<Boxed> => {
  let first: Boxed | undefined;
  let later: ((given: Boxed) => void) | undefined;
  const take = (given: Boxed): void => {
    first ??= given;
    later?.(first);
  };
  try {
    call((error, value) => take(error ? { error } : { value }));
  } catch (error) {
    take({ error });
  }
  if (first === undefined) return new Promise<Boxed>((resolve) => (later = resolve)).then(unpromised);
  return unpromised(first);
};

const unpromised = (given: Boxed): Boxed | Promise<Boxed> =>
  types.isPromise(given.value)
    ? given.value.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      )
    : given;

/** One field of an input of the type `fields`: a typed input of its own. */
export interface FieldSetting {
  name: string;
  value: string;
  type: string;
}

/** An object made of fields, each evaluated for itself; a blank one is left out, and none at all is nothing. */
const prepareFields = (
  RED: NodeAPI,
  node: Node,
  name: string,
  fields: unknown,
  isList: (field: string) => boolean,
): ReadInput => {
  const readers = (Array.isArray(fields) ? (fields as FieldSetting[]) : []).map((field) => {
    const where = `${name}.${field.name}`;
    const setting = { [where]: field.value, [`${where}Type`]: field.type };
    return { ...field, read: prepareInput(RED, node, setting, where, () => isList(field.name)) };
  });
  return async (msg) => {
    const read = await Promise.all(readers.map(async (field) => ({ ...field, ...(await field.read(msg)) })));
    const unread = read.find((field) => "error" in field);
    if (unread !== undefined) return { error: unread.error };
    const given = read.filter(
      ({ value, type }) => !isBlank(value) || (type === "json" && value !== undefined),
    );
    const value = Object.fromEntries(given.map((field) => [field.name, field.value]));
    return { value: given.length === 0 ? undefined : value };
  };
};

/** Compiled once; a mistake in it is an error of each message. */
const prepareJsonata = (RED: NodeAPI, node: Node, expression: string) => {
  let prepared: ReturnType<NodeAPI["util"]["prepareJSONataExpression"]>;
  try {
    prepared = RED.util.prepareJSONataExpression(expression, node);
  } catch (error) {
    return (_msg: Message, callback: Callback): void => callback(error);
  }
  return (msg: Message, callback: Callback): void =>
    RED.util.evaluateJSONataExpression(prepared, msg, callback);
};

/** JSONata's own errors and those of Node-RED carry such a code; anything else was thrown by what was read. */
const OWN_CODE = /^([SDTU]\d{4}|[A-Z]+(_[A-Z]+)+)$/;

/**
 * As the end of a sentence. The error of an expression or of a value may quote data: an error must not repeat a
 * caller's number.
 */
const reason = (error: unknown): string => {
  try {
    const { message, code } = error as { message: unknown; code?: unknown };
    const isOwn = error instanceof SyntaxError || (typeof code === "string" && OWN_CODE.test(code));
    if (isOwn && typeof message === "string") return `: ${scrub(message)}`;
  } catch {
    // What was thrown cannot be read either.
  }
  return ": reading it throws an error. Pass plain data: text, numbers, true or false, lists and objects.";
};
