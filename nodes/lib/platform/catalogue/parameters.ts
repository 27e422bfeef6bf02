import type { Operation, QueryParameter } from "../../facts/operations";
import { modelNamed } from "../../facts/platform";
import type { Problem } from "./problem";
import { didYouMean, nearest, oneOf, quoteWord } from "./guess";
import { knownWrongParameter } from "./guess-known";
import { segment } from "../http/path";

/** What RFC 9110 allows in the value of a header, of what a Latin-1 text has. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

type Read = { text: string } | { wrong: string; suggestions?: string[] } | undefined;

const asText = (value: unknown): string | undefined => {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toJSON() : undefined;
};

const isAllowed = (text: string, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || allowed.some((one) => one.toLowerCase() === text.toLowerCase());

const notAllowed = (text: string, allowed: readonly string[]): Omit<Problem, "field"> => {
  const near = nearest(text, allowed, 2, 0.5);
  const message = `cannot be ${quoteWord(text)}; it takes ${oneOf(allowed)}.${didYouMean(near)}`;
  return { message, suggestions: near };
};

/** Text for the query as the SDKs write it; nothing where the value is blank. */
const readOne = (value: unknown, type: string, allowed: readonly string[] | undefined): Read => {
  const text = asText(value);
  if (text === undefined)
    return { wrong: `has to be ${type === "string" ? "text" : type}, but is ${typeof value}.` };
  if (text === "") return undefined;
  if (type === "integer" && !/^-?\d+$/.test(text)) return { wrong: "has to be a whole number." };
  if (type === "number" && !Number.isFinite(Number(text))) return { wrong: "has to be a number." };
  if (type === "boolean" && !/^(true|false)$/i.test(text)) return { wrong: "has to be true or false." };
  if (!isAllowed(text, allowed)) {
    const { message: wrong, suggestions } = notAllowed(text, allowed ?? []);
    return { wrong, suggestions };
  }
  return { text: type === "boolean" ? text.toLowerCase() : text };
};

const readList = (value: unknown, { items = "string", enum: allowed }: QueryParameter): Read => {
  const list: unknown[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(",")
      : [value];
  const texts: string[] = [];
  for (const one of list) {
    const read = readOne(one, items, allowed);
    if (read && "wrong" in read) return read; // what was meant by the others is not guessed
    if (read) texts.push(read.text);
  }
  return texts.length === 0 ? undefined : { text: texts.join(",") };
};

const readQuery = (value: unknown, parameter: QueryParameter): Read => {
  if (value === undefined || value === null) return undefined;
  if (parameter.type === "array") return readList(value, parameter);
  const preset = parameter.default === undefined ? [] : [String(parameter.default)];
  return readOne(value, parameter.type, parameter.enum && [...parameter.enum, ...preset]);
};

/** A parameter that the operation does not have; `left` are those of the path that were not given. */
const unknownParameter = (
  name: string,
  operation: Operation,
  names: readonly string[],
  left: readonly string[],
): Problem => {
  const model = operation.body && modelNamed(operation.body.model);
  if (model && Object.hasOwn(model.properties, name))
    return {
      field: name,
      message: "is a field of the body, not a parameter.",
      suggestions: [`body.${name}`],
    };
  const same = nearest(name, names, 1, 0.9);
  const known = same.length > 0 ? undefined : knownWrongParameter(name, (one) => names.includes(one));
  const near = same.length > 0 ? same : (known?.instead ?? nearest(name, names));
  const isUnclear = near.length === 0 && !known?.hint;
  const suggestions = isUnclear && /id$/i.test(name) ? [...left] : near;
  const hint = known?.hint ? ` ${known.hint}` : "";
  const all = names.length === 0 ? "It has none." : `It has ${names.join(", ")}.`;
  const help = didYouMean(suggestions) + hint || ` ${all}`;
  return { field: name, message: `is not a parameter of this operation.${help}`, suggestions };
};

/** The path with its parameters filled in, and the query as the official SDKs encode it: lists joined by commas, all text. */
export interface ReadParameters {
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  problems: Problem[];
}

/** Reads the parameters of an operation, given under their wire names or under those of the SDKs. */
export const readParameters = (
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
): ReadParameters => {
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.trim(), value]));
  const named = [...operation.query, ...(operation.headers ?? [])];
  const names = [...operation.pathParams, ...named.map((one) => one.name)];
  const accepted = new Set([...names, ...named.flatMap((one) => one.sdkName ?? [])]);
  const left = operation.pathParams.filter((name) => !given.has(name));
  const problems = [...given]
    .filter(([name, value]) => !accepted.has(name) && value !== undefined)
    .map(([name]) => unknownParameter(name, operation, names, left));
  const missing = (field: string): void =>
    void problems.push({ field, message: "is required.", suggestions: [] });

  const path = operation.path.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const read = given.get(name) ?? "";
    const text = typeof read === "boolean" ? undefined : asText(read);
    if (text === "") missing(name);
    else if (text === undefined)
      problems.push({ field: name, message: `has to be text, but is ${typeof read}.`, suggestions: [] });
    else if (!isAllowed(text, operation.pathValues?.[name]))
      problems.push({ field: name, ...notAllowed(text, operation.pathValues?.[name] ?? []) });
    else
      try {
        return segment(text);
      } catch {
        problems.push({ field: name, message: "cannot be part of a path.", suggestions: [] });
      }
    return placeholder;
  });

  const readAll = (wanted: readonly QueryParameter[]): Record<string, string> => {
    const texts: Record<string, string> = {};
    for (const parameter of wanted) {
      const { name, sdkName = "", required } = parameter;
      const read = readQuery(given.get(name) ?? given.get(sdkName), parameter);
      if (read && "wrong" in read)
        problems.push({ field: name, message: read.wrong, suggestions: read.suggestions ?? [] });
      else if (read) texts[name] = read.text;
      else if (required) missing(name);
    }
    return texts;
  };
  const query = readAll(operation.query);
  const headers = readAll(operation.headers ?? []);
  for (const [name, value] of Object.entries(headers))
    if (!HEADER_VALUE.test(value))
      problems.push({ field: name, message: "cannot be sent as a header.", suggestions: [] });
  return { path, query, headers, problems };
};
