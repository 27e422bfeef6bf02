import type { Model, Shape } from "../nodes/lib/facts/models";
import type { readSdkModels } from "./catalogue-sdk";

/** A definition of the fact files: what `index.d.ts` does not contain (enumerations, formats, integers, read-only). */
export interface FactSchema extends Omit<Shape, "items" | "additionalProperties"> {
  allOf?: { $ref: string }[];
  items?: FactSchema;
  additionalProperties?: FactSchema | true;
  properties?: Record<string, FactSchema>;
}

/** The TypeScript of the SDK's declarations as a shape, with what the facts add to it. */
const asShape = (type: string, fact: FactSchema | undefined): Shape => {
  if (fact?.readOnly) return { readOnly: true };
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list) return { type: "array", items: asShape(list, fact?.items) };
  const map = /^\{ \[key: string\]: (.+?);? \}$/.exec(type)?.[1];
  if (map) {
    const values = fact?.additionalProperties === true ? undefined : fact?.additionalProperties;
    return { type: "object", additionalProperties: map === "object" ? true : asShape(map, values) };
  }
  const model = /^Models\.(\w+)$/.exec(type)?.[1];
  if (model) return { $ref: model };
  if (type === "object" || type === "any") return {};
  return {
    type:
      type === "number" && fact?.type === "integer" ? "integer" : (type as "string" | "number" | "boolean"),
    ...(fact?.format && { format: fact.format }),
    ...(fact?.enum && { enum: fact.enum }),
  };
};

const refsOf = (shape: Shape): string[] => [
  ...(shape.$ref ? [shape.$ref] : []),
  ...(shape.items ? refsOf(shape.items) : []),
  ...(typeof shape.additionalProperties === "object" ? refsOf(shape.additionalProperties) : []),
];

/** Every model that a request body can reach, sorted by name. */
export const buildModels = (
  bodies: readonly string[],
  facts: Readonly<Record<string, FactSchema>>,
  quirks: Readonly<Record<string, Partial<Model>>>,
  declared: ReturnType<typeof readSdkModels>,
): Record<string, Model> => {
  const built = new Map<string, Model>();
  const waiting = bodies.filter((name) => declared.has(name));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (built.has(name)) continue;
    const fields = declared.get(name);
    if (!fields) throw new Error(`the SDK does not declare the model ${name}`);
    const known = facts[name]?.properties ?? {};
    const shapes = fields.map((field) => [field.name, asShape(field.type, known[field.name])] as const);
    const properties = Object.fromEntries(shapes);
    const required =
      quirks[name]?.required ??
      fields
        .filter((field) => field.required && !properties[field.name]?.readOnly)
        .map((field) => field.name);
    built.set(name, { properties, ...quirks[name], ...(required.length > 0 && { required }) });
    waiting.push(...shapes.flatMap(([, shape]) => refsOf(shape)));
  }
  return Object.fromEntries([...built].sort(([a], [b]) => (a < b ? -1 : 1)));
};
