import type { Model, Shape } from "../../facts/models";
import { operationGroups, type Operation, type QueryParameter } from "../../facts/operations";
import { loadIndex, modelNamed } from "../../facts/platform";
import type { ListedOperation } from "../../facts/rows";
import { isUpload } from "./files";
import { findOperation, operationNamed } from "./catalogue";
import { isGenesysError } from "../errors/errors";

/** One field of the form of an operation. */
export interface FormField {
  name: string;
  in: "path" | "query" | "header" | "body";
  type: "string" | "integer" | "number" | "boolean" | "array" | "object";
  enum?: string[];
  required?: true;
  /** Accepted and ignored by the platform: no field in the form, no mistake in a body. */
  readOnly?: true;
  /** The name of the official SDKs, which is taken as well. */
  sdkName?: string;
  /** The model of the object, or of the entries of the list; `describeModel` has its fields. */
  model?: string;
}

/** The parameters and the body of an operation. */
export interface OperationForm extends ListedOperation {
  /** Does it return the address for a file that is sent there? */
  isUpload?: true;
  parameters: FormField[];
  /** Without `fields` it is a list, or anything. */
  body: { required: boolean; fields?: FormField[]; exactlyOne?: string[]; atLeastOne?: string[] } | null;
}

const listed = (one: Operation): ListedOperation => ({
  id: one.id,
  label: one.label,
  group: one.group,
  method: one.method,
  path: one.path,
  permissions: one.permissions,
  ...(one.tool && { tool: one.tool }),
  ...(one.needsUser && { needsUser: one.needsUser }),
  ...(one.onBehalf && { onBehalf: one.onBehalf }),
  ...(one.preview && { preview: one.preview }),
  ...(one.deprecated && { deprecated: one.deprecated }),
});

/** All operations by chapter, and within it by label. */
export const listOperations = (): ListedOperation[] => {
  const order = new Map(operationGroups.map((group, at) => [group, at]));
  const at = ({ group }: ListedOperation): number => order.get(group) ?? 0;
  return [...loadIndex()].sort((a, b) => at(a) - at(b) || (a.label < b.label ? -1 : 1));
};

const named = (
  place: "query" | "header",
  { name, type, enum: allowed, required, sdkName }: QueryParameter,
): FormField => ({
  ...{ name, in: place, type },
  ...(allowed && { enum: allowed }),
  ...(required && { required }),
  ...(sdkName && { sdkName }),
});

const parametersOf = ({ pathParams, pathValues = {}, query, headers = [] }: Operation): FormField[] => [
  ...pathParams.map((name): FormField => ({
    ...{ name, in: "path", type: "string", required: true },
    ...(pathValues[name] && { enum: pathValues[name] }),
  })),
  ...query.map((one) => named("query", one)),
  ...headers.map((one) => named("header", one)),
];

const modelOf = (name: string | undefined): Pick<FormField, "model"> =>
  name === undefined || modelNamed(name) === undefined ? {} : { model: name };

const bodyField = (name: string, shape: Shape, required: boolean, allowed?: string[]): FormField => ({
  ...{ name, in: "body", type: shape.$ref ? "object" : (shape.type ?? "object") },
  ...((allowed ?? shape.enum) && { enum: allowed ?? shape.enum ?? [] }),
  ...(required && { required }),
  ...(shape.readOnly && { readOnly: shape.readOnly }),
  ...modelOf(shape.$ref ?? shape.items?.$ref),
});

const fieldsOf = (
  model: Model,
  required: readonly string[],
  allows: Record<string, string[]> = {},
): FormField[] =>
  Object.entries(model.properties).map(([name, shape]) =>
    bodyField(name, shape, required.includes(name), allows[name]),
  );

const bodyOf = ({ body }: Operation): OperationForm["body"] => {
  if (!body) return null;
  const model = body.array ? undefined : modelNamed(body.model);
  if (!model) return { required: body.required };
  const required = [...(model.required ?? []), ...(body.needs ?? [])];
  const { exactlyOne, atLeastOne } = model;
  return {
    required: body.required,
    fields: fieldsOf(model, required, body.allows),
    ...(exactlyOne && { exactlyOne }),
    ...(atLeastOne && { atLeastOne }),
  };
};

/** The form of an operation by any of its names, or what is wrong with the name and what was probably meant. */
export const describeOperation = (
  name: string,
): OperationForm | { problem: string; suggestions: string[] } => {
  try {
    const operation = findOperation(name);
    return {
      ...listed(operation),
      ...(isUpload(operation) && { isUpload: true }),
      ...{ parameters: parametersOf(operation), body: bodyOf(operation) },
    };
  } catch (error) {
    if (!isGenesysError(error, "input")) throw error;
    return { problem: error.message, suggestions: error.cause.suggestions as string[] };
  }
};

/** The fields of an object within the body of an operation, to any depth: one model at a time, when the form opens it. */
export const describeModel = (operation: string, name: string): { fields: FormField[] } => {
  const model = operationNamed(operation) === undefined ? undefined : modelNamed(name);
  return { fields: model === undefined ? [] : fieldsOf(model, model.required ?? []) };
};
