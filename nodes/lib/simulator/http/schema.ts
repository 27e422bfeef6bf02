import type { Model, Shape } from "../../facts/models";
import type { Operation } from "../../facts/operations";
import { modelNamed } from "../../facts/platform";
import { refusal, type Refusal } from "./errors";
import { notAllowed, quirkOf } from "./quirks";
import type { Settings } from "../store/settings";

/** Does a request body fit the operation's model? */

type Strictness = Pick<Settings, "refuseUnknownFields" | "enumIgnoresCase">;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

const malformed = (fieldName: string): Refusal =>
  refusal("bad.request", {}, { details: [{ errorCode: "bad.request", fieldName }] });

const wordFor = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const checkScalar = (shape: Shape, value: unknown, at: string, how: Strictness): void => {
  if (shape.enum) {
    const same = (allowed: string): boolean =>
      typeof value === "string" &&
      (how.enumIgnoresCase ? allowed.toLowerCase() === value.toLowerCase() : allowed === value);
    if (!shape.enum.some(same))
      throw refusal(
        "invalid.value",
        { value: wordFor(value), type: "String", allowed: shape.enum.join(", ") },
        { details: [{ errorCode: "invalid.value", fieldName: at }] },
      );
    return;
  }
  const fits =
    shape.type === "integer"
      ? Number.isInteger(value)
      : shape.type === undefined || typeof value === shape.type;
  if (!fits) throw malformed(at);
  if (shape.format === "date-time" && !(typeof value === "string" && ISO.test(value)))
    throw refusal("invalid.date", {}, { details: [{ errorCode: "invalid.date", fieldName: at }] });
};

const checkShape = (shape: Shape, value: unknown, at: string, how: Strictness): void => {
  if (value === null || shape.readOnly) return; // null is "not given"
  if (shape.$ref !== undefined) return checkModel(shape.$ref, value, at, how);
  if (shape.type === "array") {
    if (!Array.isArray(value)) throw malformed(at);
    const { items } = shape;
    if (items) value.forEach((each, i) => checkShape(items, each, `${at}[${i}]`, how));
    return;
  }
  if (shape.type === "object") {
    if (!isPlain(value)) throw malformed(at);
    const { additionalProperties } = shape;
    if (typeof additionalProperties !== "object") return;
    for (const [name, each] of Object.entries(value)) {
      if (each === null && at.endsWith("attributes"))
        throw refusal("conversation.error.participant.attribute.null");
      checkShape(additionalProperties, each, `${at}.${name}`, how);
    }
    return;
  }
  checkScalar(shape, value, at, how);
};

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "");

/** Required fields, and those of which one or exactly one is required. */
const checkRules = (
  name: string,
  model: Model,
  value: Record<string, unknown>,
  path: (field: string) => string,
): void => {
  const quirk = quirkOf(name);
  const missing = (field: string): Refusal => {
    const code = quirk.missing?.[field];
    return code ? refusal(code) : malformed(path(field));
  };
  for (const field of model.required ?? [])
    if (value[field] === undefined || value[field] === null) throw missing(field);
  if (quirk.leaveRules) return;
  for (const [field, unless] of Object.entries(model.requiredUnless ?? {}))
    if (!isGiven(value[field]) && (!isGiven(value[unless]) || value[unless] === false)) throw missing(field);
  const choices = model.exactlyOne ?? model.atLeastOne;
  if (!choices) return;
  const given = choices.filter((field) => isGiven(value[field]));
  if (given.length === 0) throw quirk.none ? refusal(quirk.none) : malformed(choices.map(path).join(", "));
  if (model.exactlyOne && given.length > 1)
    throw quirk.several ? refusal(quirk.several) : malformed(given.map(path).join(", "));
};

const checkModel = (name: string, value: unknown, at: string, how: Strictness): void => {
  const model = modelNamed(name);
  if (!model) return checkScalar({ type: name as "string" }, value, at, how); // the few bodies that are a bare value
  if (!isPlain(value)) throw malformed(at === "" ? "body" : at);
  const path = (field: string): string => (at === "" ? field : `${at}.${field}`);
  checkRules(name, model, value, path);
  for (const [field, each] of Object.entries(value)) {
    const shape = Object.hasOwn(model.properties, field) ? model.properties[field] : undefined;
    if (shape) checkShape(shape, each, path(field), how);
    else if (how.refuseUnknownFields) throw malformed(path(field));
  }
};

/** What this operation requires beyond its model. */
const checkNeeds = ({ id, body: facts }: Operation, body: unknown): void => {
  if (!facts || !isPlain(body)) return;
  const refuse = (field: string): Refusal =>
    refusal(notAllowed(id), {}, { details: [{ errorCode: notAllowed(id), fieldName: field }] });
  for (const field of facts.needs ?? []) if (!isGiven(body[field])) throw refuse(field);
  for (const [field, values] of Object.entries(facts.allows ?? {})) {
    const value = body[field];
    if (isGiven(value) && !values.some((each) => each === String(value).toLowerCase())) throw refuse(field);
  }
};

/** Throws the platform's refusal, naming the first field that is wrong in `details`. */
export const checkBody = (operation: Operation, body: unknown, how: Strictness): void => {
  if (!operation.body) return;
  if (body === undefined) {
    if (operation.body.required) throw malformed("body");
    return;
  }
  const { model, array } = operation.body;
  if (!array) checkModel(model, body, "", how);
  else if (Array.isArray(body)) body.forEach((each, i) => checkModel(model, each, `[${i}]`, how));
  else throw malformed("body");
  checkNeeds(operation, body);
};
