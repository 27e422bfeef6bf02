import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

import { tagComplaint } from "./template-tags";

type Values = Record<string, unknown>;

/** Where an input takes its value from: `value` read as `type`. */
export interface InputSource {
  value: unknown;
  type: string;
}

/** What a node declares of an input beside its schema. */
interface InputFacts {
  /** What the input has in a new node; by default it reads the message's property of its own name. */
  byDefault?: InputSource;
  /** The settings with which the input is used, any of them, where that is not always; the dialog hides it with others. */
  usedWith?: readonly Readonly<Record<string, readonly string[]>>[];
}

const facts = z.registry<InputFacts>();

/** An input with settings that a schema cannot have. No other input may share the schema: use `text.optional()`. */
export const asInput = <S extends z.ZodType>(schema: S, input: InputFacts): S => {
  facts.add(schema, input);
  return schema;
};

/** What an input has in a new node, and means where it is missing. */
export const defaultOf = (name: string, schema: z.ZodType): InputSource =>
  facts.get(schema)?.byDefault ?? { value: name, type: "msg" };

/** The settings with which an input is used; none: with all. */
export const usedWith = (schema: z.ZodType): NonNullable<InputFacts["usedWith"]> =>
  facts.get(schema)?.usedWith ?? [];

/** The property that holds the type of an input `x`: `xType`, or `xValueType` where `xType` is an option of the node. */
export const typeKeyOf = (name: string, options: z.ZodObject): string =>
  `${name}Type` in options.shape ? `${name}ValueType` : `${name}Type`;

const isPlace = (type: unknown): boolean => type === "msg" || type === "flow" || type === "global";
const isMissing = (property: unknown): boolean => property === undefined;

/** Rows of a dialog, as opposed to a list that is the value itself. */
const isFields = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((one: unknown) => typeof one === "object" && one !== null && "name" in one && "type" in one);

const typeOf = (value: unknown, { type }: InputSource): string => {
  if (type === "fields" && isFields(value)) return type;
  if (typeof value === "string" || value === null) return "str";
  if (typeof value === "number") return "num";
  return typeof value === "boolean" ? "bool" : "json";
};

/**
 * What an input means of which a part is missing, as in a node that was written by hand or stored by an older version.
 * Without a value it has that of a new node: of the same name in the context that its type names. A value without a type
 * is used as it is, unless it is the one that a new node has.
 */
export const settledInput = (
  { value, type }: { value: unknown; type: unknown },
  byDefault: InputSource,
): InputSource => {
  const isTyped = typeof type === "string" && type !== "";
  if (isMissing(value)) {
    const isElsewhere = isTyped && isPlace(type) && isPlace(byDefault.type);
    return isElsewhere ? { ...byDefault, type } : byDefault;
  }
  if (isTyped) return { value, type };
  return isDeepStrictEqual(value, byDefault.value)
    ? byDefault
    : { value: value ?? "", type: typeOf(value, byDefault) };
};

/** Is an input used with these settings? */
export const isUsed = (schema: z.ZodType, options: z.ZodObject, config: Values): boolean => {
  const optionOf = (name: string): unknown => {
    const given = config[name] === "" || config[name] === null ? undefined : config[name];
    return (options.shape[name] as z.ZodType | undefined)?.safeParse(given).data;
  };
  const all = usedWith(schema);
  const isMet = (wanted: (typeof all)[number]): boolean =>
    Object.entries(wanted).every(([name, values]) => values.includes(String(optionOf(name))));
  return all.length === 0 || all.some(isMet);
};

/**
 * A node's settings with nothing missing of its inputs. A text in a field that the dialog hides, because it is not used, is
 * left out where it could not be sent: the mistake would not be found.
 */
export const settledInputs = (
  { inputs, options }: { inputs: z.ZodObject; options: z.ZodObject },
  config: Values,
): Values => {
  const settled = { ...config };
  for (const [name, schema] of Object.entries(inputs.shape)) {
    const typeKey = typeKeyOf(name, options);
    const given = { value: config[name], type: config[typeKey] };
    const { value, type } = settledInput(given, defaultOf(name, schema as z.ZodType));
    const isLeftOver =
      tagComplaint(name, value, type) !== undefined && !isUsed(schema as z.ZodType, options, config);
    settled[name] = isLeftOver ? "" : value;
    settled[typeKey] = type;
  }
  return settled;
};
