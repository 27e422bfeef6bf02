import type { z } from "zod";
import { blankInput, BlankInputError, GenesysError, inputError } from "../platform/errors/errors";
import { openChoice } from "./choices";
import { unsetComplaint } from "./environment";
import { typeOfInput } from "./typed-inputs";

type Values = Record<string, unknown>;

/** The evaluated inputs of one message, checked. @throws GenesysError `input` naming the first field that will not do. */
export const validateInputs = <S extends z.ZodType>(
  schema: S,
  values: Values,
  config: Values,
): z.output<S> => {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = String(issue?.path[0] ?? "input");
  if (isBlank(issue, values[field])) throw blankInput(field);
  const where = [field, ...(issue?.path.slice(1).map(String) ?? [])].join(".");
  throw inputError(field, `The input "${where}"${source(config, field)} ${complaint(issue, values[field])}.`);
};

/** The fixed settings of a node, checked once. @throws GenesysError `config` naming the option. */
export const validateOptions = <S extends z.ZodType>(schema: S, config: Values): z.output<S> => {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = String(issue?.path[0] ?? "option");
  const what = unsetComplaint(config[field]) ?? complaint(issue, config[field]);
  throw new GenesysError("config", `The option "${field}" ${what}.`, {
    outcome: "notSent",
    field,
  });
};

/** The options of a stored node. @throws GenesysError `config` naming the option, also one that is still to be chosen. */
export const storedOptions = <S extends z.ZodObject>(schema: S, config: Values): z.output<S> => {
  const open = openChoice(schema, config);
  if (open === undefined) return validateOptions(schema, withoutBlanks(config));
  const message = `The option "${open}" is not chosen. Choose it in the node's dialog, then deploy.`;
  throw new GenesysError("config", message, { outcome: "notSent", field: open });
};

/** Fields that were left empty in the dialog count as not set. */
export const withoutBlanks = (config: Values): Values =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== "" && value !== null));

/** The same error with the name of the property that is blank, which a flow has to set, in place of the input that reads it. */
export const namingSource = (error: GenesysError, config: Values): GenesysError => {
  if (!(error instanceof BlankInputError)) return error;
  return new BlankInputError(error.field, error.advice, placeOf(config, error.field));
};

/** In front of a key where the context is not kept in the default store. */
const CONTEXT_STORE = /^#:\(\S+?\)::/;

/** Where an input is read from, as a flow author writes it. */
const placeOf = (config: Values, field: string): string | undefined => {
  const type = typeOfInput(config, field);
  const value = config[field];
  const isPlace = type === "msg" || type === "flow" || type === "global";
  const property = typeof value === "string" ? value.replace(CONTEXT_STORE, "").trim() : "";
  return isPlace && property !== "" ? `${type}.${property}` : undefined;
};

const source = (config: Values, field: string): string => {
  const place = placeOf(config, field);
  return place === undefined ? "" : ` (${place})`;
};

const isBlank = (issue: z.core.$ZodIssue | undefined, value: unknown): boolean =>
  issue?.code === "invalid_type" && issue.input === undefined && value === undefined;

/** What is wrong, without repeating the value: it may be personal. */
const complaint = (issue: z.core.$ZodIssue | undefined, value: unknown): string => {
  if (issue === undefined) return "cannot be used";
  if (isBlank(issue, value)) return "is missing";
  if (issue.code === "invalid_value") return `must be one of: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_type" && issue.expected === "int") return "must be a whole number";
  if (issue.code === "invalid_type") return `must be ${article(issue.expected)}, but is ${kindOf(value)}`;
  if (issue.code === "too_small" && issue.origin === "number")
    return `must be ${issue.inclusive === true ? "at least" : "more than"} ${issue.minimum}`;
  if (issue.code === "too_big" && issue.origin === "number")
    return `must be ${issue.inclusive === true ? "at most" : "less than"} ${issue.maximum}`;
  return issue.code === "custom" ? issue.message : `cannot be used: ${issue.message}`;
};

const article = (expected: string): string =>
  expected === "string" ? "text" : /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return "a list";
  if (value === undefined) return "missing";
  return typeof value === "string" ? "text" : typeof value === "object" ? "an object" : `a ${typeof value}`;
};
