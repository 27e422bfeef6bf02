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

/**
 * The JSON of `POST /_simulator/<name>` without what is blank, checked by the table of the acts; an act that *simulate* does not
 * offer takes its parameters. Values of a choice are checked by the act itself.
 * @throws ActError naming the first detail that is unknown, missing or of another type
 */
export const givenDetails = (name: string, input: Details, parameters: readonly string[] = []): Details => {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => !isBlank(value)));
  if (parameters[0] === "conversationId" && typeof given["conversationId"] !== "string")
    throw new ActError("conversationId", `${name} needs a conversationId.`);
  const fields = ACT_FACTS[name]?.fields;
  const known = fields?.map((field) => field.name) ?? parameters;
  // A conversation that the act does not need is no mistake: every message of a flow may have one.
  const unknown = Object.keys(given).find((each) => each !== "conversationId" && !known.includes(each));
  if (unknown !== undefined) {
    const takes = known.length === 0 ? "It takes none." : `It takes: ${known.join(", ")}.`;
    throw new ActError(unknown, `${name} has no detail ${unknown}. ${takes}`);
  }
  for (const field of fields ?? []) checkField(name, field, given[field.name]);
  return given;
};

const checkField = (act: string, { name, type, required }: ActField, value: unknown): void => {
  if (value === undefined) {
    if (required) throw new ActError(name, `${act} needs details.${name}.`);
  } else if (!isOf[type](value)) throw new ActError(name, `details.${name} must be ${KIND[type]}.`);
};
