import { ACT_FACTS, type ActField } from "../../facts/acts";
import { ActError, type Details } from "./details";

/** Left out, or left blank in a form. */
const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";

const isOf: Readonly<Record<ActField["type"], (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && value >= 0,
  boolean: (value) => typeof value === "boolean",
  object: (value) =>
    typeof value === "object" && Object.values(value ?? {}).every((each) => typeof each === "string"),
  json: (value) => typeof value === "object" && !Array.isArray(value),
};

const KIND: Readonly<Record<ActField["type"], string>> = {
  string: "text",
  number: "a number, 0 or more",
  boolean: "true or false",
  object: "an object of texts",
  json: "an object",
};

/** A value as its field takes it. */
const converted = ({ type, isLenient }: ActField, value: unknown): unknown => {
  if (isLenient !== true) return value;
  if (type === "number" && typeof value === "string" && value.trim() !== "") return Number(value);
  return type === "string" && typeof value === "number" ? String(value) : value;
};

/**
 * The JSON of `POST /_simulator/<name>` without what is blank, checked by the table of the acts; an act that *simulate* does not
 * offer takes its parameters. Values of a choice are checked by the act itself.
 * @throws ActError naming the first detail that is unknown, missing or of another type
 */
export const givenDetails = (name: string, input: Details, parameters: readonly string[] = []): Details => {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => !isBlank(value)));
  if (parameters[0] === "conversationId" && typeof given["conversationId"] !== "string")
    throw new ActError("conversationId", `${name} needs a conversationId.`);
  const facts = ACT_FACTS[name];
  const fields = facts?.fields ?? [];
  const known = facts === undefined ? parameters : fields.map((field) => field.name);
  if (facts?.ignoresOthers !== true) checkNames(name, known, given);
  for (const field of fields) {
    const value = converted(field, given[field.name]);
    checkField(name, field, value);
    if (value !== undefined) given[field.name] = value;
  }
  return given;
};

const checkNames = (act: string, known: readonly string[], given: Details): void => {
  // A conversation that the act does not need is no mistake: every message of a flow may have one.
  const unknown = Object.keys(given).find((each) => each !== "conversationId" && !known.includes(each));
  if (unknown === undefined) return;
  const takes = known.length === 0 ? "It takes none." : `It takes: ${known.join(", ")}.`;
  throw new ActError(unknown, `${act} has no detail ${unknown}. ${takes}`);
};

const checkField = (act: string, { name, type, required }: ActField, value: unknown): void => {
  if (value === undefined) {
    if (required) throw new ActError(name, `${act} needs details.${name}.`);
  } else if (!isOf[type](value)) throw new ActError(name, `details.${name} must be ${KIND[type]}.`);
};
