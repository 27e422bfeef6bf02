import type { Model, Shape } from "../../facts/models";
import type { Operation, RequestBody } from "../../facts/operations";
import { modelNamed } from "../../facts/platform";
import { didYouMean, nearest, oneOf, quoteWord } from "./guess";
import { knownWrongField, knownWrongValue } from "./guess-known";
import type { Problem } from "./problem";

type Fields = Readonly<Record<string, unknown>>;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
const isBlank = (value: unknown): boolean =>
  !isGiven(value) || value === "" || (Array.isArray(value) && value.length === 0);

const isPlain = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const nameOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return (
    { string: "text", object: "an object", undefined: "nothing" }[typeof value as string] ??
    `a ${typeof value}`
  );
};

const at = (where: string, field: string): string => (where === "" ? field : `${where}.${field}`);

/** Names types, never values: a body may be confidential, so no error quotes it. */
const wrongType = (where: string, wanted: string, value: unknown): Problem[] => [
  {
    field: where,
    message: `has to be ${wanted}${value === undefined ? "" : `, but is ${nameOf(value)}`}.`,
    suggestions: [],
  },
];

const checkText = (value: unknown, shape: Shape, where: string): Problem[] => {
  if (value instanceof Date && shape.format) return [];
  if (isPlain(value) && "id" in value) return wrongType(where, "text, the id alone", value);
  if (typeof value !== "string")
    return wrongType(where, shape.format ? "a time as text (ISO 8601)" : "text", value);
  if (shape.format && (!/^\d{4}-\d{2}/.test(value) || Number.isNaN(Date.parse(value))))
    return [{ field: where, message: `is not a time like 2026-01-31T09:00:00.000Z.`, suggestions: [] }];
  if (!shape.enum || shape.enum.some((one) => one.toLowerCase() === value.toLowerCase())) return [];
  const known = knownWrongValue(value, shape.enum);
  const near = known?.instead ?? nearest(value, shape.enum, 2, 0.5);
  const hint = known?.hint ? ` ${known.hint}` : "";
  const message = `cannot be ${quoteWord(value)}; it takes ${oneOf(shape.enum)}.${didYouMean(near)}${hint}`;
  return [{ field: where, message, suggestions: near }];
};

const checkValue = (value: unknown, shape: Shape, where: string): Problem[] => {
  if (shape.readOnly || value === undefined) return [];
  if (shape.$ref) return checkModel(value, shape.$ref, where);
  switch (shape.type) {
    case "string":
      return checkText(value, shape, where);
    case "boolean":
      return typeof value === "boolean" ? [] : wrongType(where, "true or false", value);
    case "number":
      return Number.isFinite(value) ? [] : wrongType(where, "a number", value);
    case "integer":
      if (typeof value === "number" && !Number.isInteger(value))
        return wrongType(where, "a whole number", undefined);
      return typeof value === "number" ? [] : wrongType(where, "a whole number", value);
    case "array": {
      if (!Array.isArray(value)) return wrongType(where, "a list", value);
      return value.flatMap((one, index) => checkValue(one, shape.items ?? {}, `${where}[${index}]`));
    }
    case "object": {
      if (!isPlain(value)) return wrongType(where, "an object", value);
      const values = shape.additionalProperties;
      if (values === undefined || values === true) return [];
      return Object.entries(value).flatMap(([name, one]) => checkValue(one, values, at(where, name)));
    }
    default:
      return [];
  }
};

/** The fields of a small model, so that the error alone shows how to correct the body. */
const sketchOf = ({ properties }: Model): string => {
  const fields = Object.keys(properties).filter((field) => !properties[field]?.readOnly);
  return fields.length === 0 || fields.length > 4 ? "" : ` { ${fields.join(", ")} }`;
};

const unknownField = (field: string, where: string, name: string, model: Model): Problem => {
  const has = (one: string): boolean => Object.hasOwn(model.properties, one);
  const known = knownWrongField(field, name, has);
  const suggestions = known ? known.instead : nearest(field, Object.keys(model.properties));
  const hint = known?.hint ? ` ${known.hint}` : "";
  const all =
    suggestions.length === 0 && hint === "" ? ` There are ${oneOf(Object.keys(model.properties))}.` : "";
  return {
    field: at(where, field),
    message: `does not exist.${didYouMean(suggestions)}${hint}${all}`,
    suggestions,
  };
};

const missing = (where: string, field: string): Problem => ({
  field: at(where, field),
  message: "is required.",
  suggestions: [],
});

const checkRules = (value: Fields, model: Model, where: string): Problem[] => {
  const { exactlyOne, atLeastOne, requiredUnless = {} } = model;
  const filled = (fields: readonly string[]): string[] => fields.filter((field) => !isBlank(value[field]));
  const problem = (fields: readonly string[], message: string): Problem => ({
    field: at(where, fields[0] ?? ""),
    message,
    suggestions: [...fields],
  });
  const problems: Problem[] = [];
  if (exactlyOne && filled(exactlyOne).length > 1)
    problems.push(
      problem(
        filled(exactlyOne),
        `cannot be sent together with ${oneOf(filled(exactlyOne).slice(1))}; only one of ${oneOf(exactlyOne)} is allowed.`,
      ),
    );
  const wanted = exactlyOne ?? atLeastOne;
  if (wanted && filled(wanted).length === 0)
    problems.push(
      problem(
        wanted,
        `is missing: ${exactlyOne ? "exactly" : "at least"} one of ${oneOf(wanted)} is required.`,
      ),
    );
  for (const [field, unless] of Object.entries(requiredUnless))
    if (!isGiven(value[field]) && (!isGiven(value[unless]) || value[unless] === false))
      problems.push(missing(where, field));
  return problems;
};

const checkModel = (value: unknown, name: string, where: string): Problem[] => {
  const model = modelNamed(name);
  if (!model) return [];
  if (!isPlain(value)) return wrongType(where, `an object${sketchOf(model)}`, value);
  const given = Object.entries(value).filter(([, one]) => one !== undefined);
  return [
    ...given.flatMap(([field, one]) => {
      const shape = Object.hasOwn(model.properties, field) ? model.properties[field] : undefined;
      if (!shape) return [unknownField(field, where, name, model)];
      return one === null && !model.required?.includes(field) ? [] : checkValue(one, shape, at(where, field));
    }),
    ...(model.required ?? []).filter((field) => !isGiven(value[field])).map((field) => missing(where, field)),
    ...checkRules(value, model, where),
  ];
};

const checkOwnRules = (value: Fields, { needs = [], allows = {} }: RequestBody): Problem[] => [
  ...Object.entries(allows).flatMap(([field, values]) =>
    checkText(value[field] ?? values[0], { enum: values }, field),
  ),
  ...needs.filter((field) => isBlank(value[field])).map((field) => missing("", field)),
];

/** An empty object counts as nothing where no body is taken. */
const hasBody = (body: unknown): boolean =>
  isGiven(body) && !(isPlain(body) && Object.keys(body).length === 0);

/** Everything that is wrong with a request body, the first mistake first. Its fields are named from the body's own root. */
export const checkBody = ({ body: wanted }: Operation, body: unknown): Problem[] => {
  if (!wanted) {
    const message = "is not allowed for this operation. It has only parameters.";
    return hasBody(body) ? [{ field: "", message, suggestions: [] }] : [];
  }
  if (!isGiven(body) && wanted.required) return [{ field: "", message: "is required.", suggestions: [] }];
  if (wanted.array) {
    if (!isGiven(body)) return [];
    const primitive = /^[a-z]/.test(wanted.model);
    const items: Shape = primitive ? { type: wanted.model as "string" } : { $ref: wanted.model };
    return checkValue(body, { type: "array", items }, "");
  }
  const value = body ?? {};
  return [...(isPlain(value) ? checkOwnRules(value, wanted) : []), ...checkModel(value, wanted.model, "")];
};
