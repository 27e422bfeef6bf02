import { loadModels, type Model, type Shape } from "../facts/models";
import type { Operation } from "../facts/operations";
import { refusal, type Refusal } from "./errors";
import { quirkOf } from "./quirks";
import type { Settings } from "./settings";

/** Is a request body what the operation's model says? */

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

const checkFields = (
  model: Model,
  value: unknown,
  at: string,
  how: Strictness,
  allowed: (name: string) => boolean,
  required: readonly string[],
): void => {
  if (!isPlain(value)) throw malformed(at);
  const path = (name: string): string => (at === "" ? name : `${at}.${name}`);
  for (const name of required)
    if (value[name] === undefined || value[name] === null) throw malformed(path(name));
  for (const [name, each] of Object.entries(value)) {
    const shape = Object.hasOwn(model.properties, name) ? model.properties[name] : undefined;
    if (shape && allowed(name)) checkShape(shape, each, path(name), how);
    else if (how.refuseUnknownFields) throw malformed(path(name));
  }
};

const checkModel = (name: string, value: unknown, at: string, how: Strictness): void => {
  const model = loadModels()[name];
  if (!model) {
    if (["string", "integer", "number", "boolean"].includes(name))
      checkScalar({ type: name as "string" | "integer" | "number" | "boolean" }, value, at, how);
    return;
  }
  checkFields(model, value, at, how, () => true, model.required ?? []);
};

/** Throws the platform's refusal, naming the first field that is wrong in `details`. */
export const checkBody = (operation: Operation, body: unknown, how: Strictness): void => {
  if (!operation.body) return;
  if (body === undefined) {
    if (operation.body.required) throw malformed("body");
    return;
  }
  const { model: name, array } = operation.body;
  if (array) {
    if (!Array.isArray(body)) throw malformed("body");
    body.forEach((each, i) => checkModel(name, each, `[${i}]`, how));
    return;
  }
  const model = loadModels()[name];
  const quirk = quirkOf(operation.id);
  if (!model) return checkModel(name, body, "", how);
  const required = (model.required ?? []).filter((field) => !quirk.notRequired?.includes(field));
  checkFields(model, body, "", how, (field) => quirk.only?.includes(field) ?? true, required);
};
