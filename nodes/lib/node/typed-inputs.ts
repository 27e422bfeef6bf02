import type { Node, NodeAPI } from "node-red";
import type { GenesysError } from "../platform/errors";
import { inputError, isGenesysError } from "../platform/errors";
import { scrub } from "../platform/scrub";
import { resolveEntries, unsetComplaint } from "./environment";
import { isListInput } from "./lists";

type Message = Record<string, unknown>;
/** Reads one input for one message. */
export type ReadInput = (msg: Message) => Promise<unknown>;

/** Where an input takes its value from, as a flow author would say it: `msg.conversationId`, `env SECRET` ... */
const describe = (type: string, value: string): string =>
  type === "msg" || type === "flow" || type === "global" ? `${type}.${value}` : type;

/**
 * Prepares the inputs of a node: each `x` with its `xType` becomes a function of the message. JSONata is compiled here,
 * once; a mistake in it is told with the field's name for each message.
 */
export const prepareInputs = (
  RED: NodeAPI,
  node: Node,
  config: Message,
  schemas: Readonly<Record<string, unknown>>,
) => {
  const readers = new Map(
    Object.entries(schemas).map(([name, schema]) => {
      const isList = (field?: string): boolean => isListInput(schema, config, field);
      return [name, prepareInput(RED, node, config, name, isList)];
    }),
  );

  return async (msg: Message): Promise<Message> => {
    const values: Message = {};
    for (const [name, read] of readers) {
      const value = await read(msg);
      if (!isBlank(value)) values[name] = typeof value === "string" ? value.trim() : value;
    }
    return values;
  };
};

/** Looked at first: to find out whether a field of an operation is a list costs reading the catalogue. */
const mayNameVariable = (written: unknown): boolean =>
  typeof written === "string" ? written.includes("$") : Array.isArray(written);

/** Nothing given: an input that is blank counts as left out. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/**
 * The type of an input `x` stands in `xType`; where that is an option of the node, as `destinationType` can be, it stands
 * in `xValueType`.
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
  /** What is written in the node itself may name variables; what comes from elsewhere may not. */
  const settle = (written: unknown): unknown => {
    const settled = mayNameVariable(written) && isList() ? resolveEntries(RED, node, written) : written;
    const unset = type === "str" || settled !== written ? unsetComplaint(settled) : undefined;
    if (unset !== undefined) throw inputError(name, `The input "${name}" ${unset}.`);
    return settled;
  };
  // A node made by hand or by an older version: a plain value stands for itself.
  if (type === "str" || typeof value !== "string")
    return () => new Promise((resolve) => resolve(settle(value)));
  if (isBlank(value)) return () => Promise.resolve(value);
  const unreadable = (error: unknown): GenesysError =>
    inputError(name, `The input "${name}" (${describe(type, value)}) cannot be evaluated: ${reason(error)}`);
  if (type === "jsonata") return prepareJsonata(RED, node, value, unreadable);
  return (msg) =>
    new Promise((resolve, reject) => {
      try {
        RED.util.evaluateNodeProperty(value, type, node, msg, (error, result) => {
          if (error) reject(unreadable(error));
          else resolve(type === "json" ? settle(result) : result);
        });
      } catch (error) {
        reject(isGenesysError(error) ? error : unreadable(error)); // json and others throw at once, although there is a callback
      }
    });
};

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
    const read = await Promise.all(
      readers.map(async (field) => ({ ...field, value: await field.read(msg) })),
    );
    const given = read.filter(
      ({ value, type }) => !isBlank(value) || (type === "json" && value !== undefined),
    );
    return given.length === 0
      ? undefined
      : Object.fromEntries(given.map((field) => [field.name, field.value]));
  };
};

const prepareJsonata = (
  RED: NodeAPI,
  node: Node,
  expression: string,
  unreadable: (error: unknown) => GenesysError,
): ReadInput => {
  let prepared: ReturnType<NodeAPI["util"]["prepareJSONataExpression"]>;
  try {
    prepared = RED.util.prepareJSONataExpression(expression, node);
  } catch (error) {
    return () => Promise.reject(unreadable(error));
  }
  return (msg) =>
    new Promise((resolve, reject) => {
      RED.util.evaluateJSONataExpression(prepared, msg, (error, result: unknown) => {
        if (error) reject(unreadable(error));
        else resolve(result);
      });
    });
};

/** JSONata throws plain objects with a message, which may quote a value: a caller's number is nobody's business. */
const reason = (error: unknown): string =>
  scrub(
    typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error),
  );
