import { isList, itemTypeOf, type Contract, type Field } from "./contract";

type Values = Readonly<Record<string, unknown>>;

/** The field that does not keep its contract, and what is wrong with it. */
export interface Complaint {
  field: string;
  /** Continues a sentence that begins with the name of the field. Never repeats the value: it may be personal. */
  what: string;
}

/** A value that the platform has not set arrives as null, or not at all. */
const isUnset = (value: unknown): boolean => value === undefined || value === null;

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number" && Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
};

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

const EXPECTED_ITEMS: Readonly<Record<string, string>> = {
  string: "texts",
  integer: "whole numbers",
  number: "numbers",
  boolean: "true or false",
};

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};

const complaintOf = ({ type, required }: Field, value: unknown): string | undefined => {
  if (isUnset(value)) return required ? "is missing" : undefined;
  if (required && type === "string" && value === "") return "is blank";
  const item = itemTypeOf(type);
  const fits = IS[item] ?? (() => false);
  if (!isList(type))
    return fits(value) ? undefined : `must be ${EXPECTED[item] ?? item}, but is ${kindOf(value)}`;
  if (!Array.isArray(value)) return `must be a list, but is ${kindOf(value)}`;
  const wrong = value.findIndex((one) => !fits(one));
  if (wrong < 0) return undefined;
  return `must be a list of ${EXPECTED_ITEMS[item] ?? item}, but entry ${wrong + 1} is ${kindOf(value[wrong])}`;
};

/** The first field that does not keep the contract. Fields that the contract does not have are allowed, as in its schema. */
export const complaintAbout = (contract: Contract, values: Values): Complaint | undefined => {
  for (const field of contract) {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    const what = complaintOf(field, value);
    if (what !== undefined) return { field: field.name, what };
  }
  return undefined;
};

/** The values without those that the platform has not set. */
export const withoutUnset = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnset(value)));

const parsed = (type: string, text: string): unknown => {
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (type === "string" || type === "boolean" || !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return text;
  return Number(text);
};

/** The values of a query string, by the types of the contract. A blank one counts as not set: a template writes it so. */
export const readQuery = (contract: Contract, query: Values): Record<string, unknown> => {
  const types = new Map(contract.map(({ name, type }) => [name, itemTypeOf(type)]));
  const given = Object.entries(query).filter(([, value]) => value !== "");
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      typeof value === "string" ? parsed(types.get(name) ?? "string", value) : value,
    ]),
  );
};
