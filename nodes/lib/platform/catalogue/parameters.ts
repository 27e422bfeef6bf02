import { loadModels } from "../../facts/models";
import type { Operation, QueryParameter } from "../../facts/operations";
import type { Problem } from "./problem";
import { didYouMean, nearest, oneOf, quoteWord } from "./guess";
import { knownWrongParameter } from "./guess-known";
import { segment } from "../http/path";

type Read = { text: string } | { wrong: string; suggestions?: string[] } | undefined;

const asText = (value: unknown): string | undefined => {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toJSON() : undefined;
};

/** Text for the query as the SDKs write it; nothing where the value is blank. */
const readOne = (value: unknown, type: string, allowed: readonly string[] | undefined): Read => {
  const text = asText(value);
  if (text === undefined)
    return { wrong: `has to be ${type === "string" ? "text" : type}, but is ${typeof value}.` };
  if (text === "") return undefined;
  if (type === "integer" && !/^-?\d+$/.test(text)) return { wrong: "has to be a whole number." };
  if (type === "boolean" && !/^(true|false)$/i.test(text)) return { wrong: "has to be true or false." };
  if (allowed && !allowed.some((one) => one.toLowerCase() === text.toLowerCase())) {
    const near = nearest(text, allowed, 2, 0.5);
    const wrong = `cannot be ${quoteWord(text)}; it takes ${oneOf(allowed)}.${didYouMean(near)}`;
    return { wrong, suggestions: near };
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
  const model = operation.body && loadModels()[operation.body.model];
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
  problems: Problem[];
}

/** Reads the parameters of an operation, given under their wire names or under those of the SDKs. */
export const readParameters = (
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
): ReadParameters => {
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.trim(), value]));
  const names = [...operation.pathParams, ...operation.query.map((one) => one.name)];
  const accepted = new Set([...names, ...operation.query.flatMap((one) => one.sdkName ?? [])]);
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
    else
      try {
        return segment(text);
      } catch {
        problems.push({ field: name, message: "cannot be part of a path.", suggestions: [] });
      }
    return placeholder;
  });

  const query: Record<string, string> = {};
  for (const parameter of operation.query) {
    const read = readQuery(given.get(parameter.name) ?? given.get(parameter.sdkName ?? ""), parameter);
    if (read && "wrong" in read)
      problems.push({ field: parameter.name, message: read.wrong, suggestions: read.suggestions ?? [] });
    else if (read) query[parameter.name] = read.text;
    else if (parameter.required) missing(parameter.name);
  }
  return { path, query, problems };
};
