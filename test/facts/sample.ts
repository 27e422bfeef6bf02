import type { Shape } from "../../nodes/lib/facts/models";
import type { Operation, QueryParameter } from "../../nodes/lib/facts/operations";
import { modelNamed } from "../../nodes/lib/facts/platform";

/** Values that have to be encoded, so that an encoding that differs from the SDK's shows. */
const awkward = (name: string): string => `${name} é/?#%&=+,`;

const sampleShape = (shape: Shape, name: string, depth: number): unknown => {
  if (shape.$ref) return sampleModel(shape.$ref, depth + 1);
  if (shape.enum) return shape.enum[0];
  switch (shape.type) {
    case "string":
      return shape.format ? "2026-01-31T09:00:00.000Z" : awkward(name);
    case "boolean":
      return true;
    case "number":
    case "integer":
      return 7;
    case "array":
      return [sampleShape(shape.items ?? {}, name, depth)];
    case "object":
      return typeof shape.additionalProperties === "object"
        ? { key: sampleShape(shape.additionalProperties, name, depth) }
        : { key: "value" };
    default:
      return { key: "value" };
  }
};

/** A model may require itself. */
const DEEPEST = 12;

/** A valid body: every field on the first two levels, below that the required ones; of several choices the first. */
const sampleModel = (name: string, depth: number): Record<string, unknown> => {
  const model = modelNamed(name);
  if (!model) return {};
  if (depth > DEEPEST) return {};
  const left = model.exactlyOne?.slice(1) ?? [];
  const fields = Object.entries(model.properties).filter(
    ([field, shape]) =>
      !shape.readOnly && !left.includes(field) && (depth < 2 || model.required?.includes(field)),
  );
  return {
    ...Object.fromEntries(fields.map(([field, shape]) => [field, sampleShape(shape, field, depth)])),
    ...Object.fromEntries(Object.keys(model.requiredUnless ?? {}).map((field) => [field, awkward(field)])),
    ...Object.fromEntries(
      (model.exactlyOne ?? model.atLeastOne ?? [])
        .slice(0, 1)
        .map((field) => [field, sampleShape(model.properties[field] ?? {}, field, depth)]),
    ),
  };
};

const sampleQuery = ({ name, type, items, enum: allowed }: QueryParameter, at: number): unknown => {
  if (type === "array") return allowed ? allowed.slice(0, 2) : [`${items ?? ""} a&b`, "c/d é"];
  if (type === "integer" || type === "number") return 40 + at;
  if (type === "boolean") return at % 2 === 0;
  return allowed?.[0] ?? awkward(name);
};

export interface Sample {
  parameters: Record<string, unknown>;
  body: unknown;
}

/** Parameters and a body that the operation takes; `least` gives only what is required. */
export const sampleOf = (operation: Operation, least = false): Sample => {
  const { body } = operation;
  const query = operation.query.filter((parameter) => !least || parameter.required);
  const value = body && (body.model === "string" ? "message 1" : sampleModel(body.model, least ? 2 : 0));
  const narrowed = Object.fromEntries(
    Object.entries(body?.allows ?? {}).map(([field, [only]]) => [field, only]),
  );
  const needed = Object.fromEntries(
    (body?.needs ?? []).map((field) => [field, narrowed[field] ?? [{ address: "+15555550123" }]]),
  );
  const whole =
    typeof value === "object" && value !== null
      ? { ...value, ...(least ? needed : { ...needed, ...narrowed }) }
      : value;
  return {
    parameters: Object.fromEntries([
      ...operation.pathParams.map((name) => [name, operation.pathValues?.[name]?.[0] ?? awkward(name)]),
      ...(operation.headers ?? [])
        .filter((parameter) => !least || parameter.required)
        .map(({ name }) => [name, `${name} 1`]),
      ...query.map((parameter, at) => [parameter.name, sampleQuery(parameter, at)]),
    ]) as Record<string, unknown>,
    body: body ? (body.array ? [whole] : whole) : undefined,
  };
};
