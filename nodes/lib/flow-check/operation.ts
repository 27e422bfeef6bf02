import type { Operation } from "../facts/operations";
import { modelNamed } from "../facts/platform";
import { settledInputs } from "../node/input-settings";
import { checkBody } from "../platform/catalogue/body";
import { findOperation } from "../platform/catalogue/catalogue";
import { didYouMean } from "../platform/catalogue/guess";
import { readParameters } from "../platform/catalogue/parameters";
import type { Problem } from "../platform/catalogue/problem";
import { isGenesysError } from "../platform/errors/errors";
import { resolved } from "./environment";
import { writtenValue } from "./inputs";
import { worded } from "./sentences";
import type { Environment, Finding, FlowNode, NodeFacts } from "./types";

type Values = Record<string, unknown>;

/** What an input of an operation holds: values that are written in the node, and names whose value a message has. */
interface Given {
  values: Values;
  open: ReadonlySet<string>;
}

const error = (property: string, message: string, suggestions: readonly string[] = []): Finding => ({
  ...{ level: "error", property, message },
  ...(suggestions.length > 0 && { suggestions }),
});

const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isBlank = (value: unknown): boolean => typeof value === "string" && value.trim() === "";

/** The fields of a form: a blank one is left out, as the node does. */
const readFields = (fields: unknown, environment: Environment): Given => {
  const values: Values = {};
  const open = new Set<string>();
  for (const field of Array.isArray(fields) ? fields.filter(isRecord) : []) {
    const name = String(field.name).trim();
    if (isBlank(field.value)) continue;
    const written = writtenValue(field.value, field.type, environment);
    if (written === undefined || "wrong" in written) open.add(name);
    else Object.defineProperty(values, name, { value: written.value, enumerable: true, configurable: true });
  }
  return { values, open };
};

/** A body or parameters as they are written in the node; `undefined` where a message has them. */
const readGiven = (
  value: unknown,
  type: unknown,
  environment: Environment,
): Given | { whole: unknown } | undefined => {
  if (type === "fields") return readFields(value, environment);
  const written = type === "json" ? writtenValue(value, type, environment) : undefined;
  return written === undefined || "wrong" in written ? undefined : { whole: written.value };
};

/** What the operation says of names whose value is not known: only whether they exist. */
const unknownNames = (problemsOf: (name: string) => Problem[], { open }: Given): Problem[] =>
  [...open].flatMap((name) =>
    problemsOf(name).filter(
      ({ field, message }) =>
        field === name && /^(is not a parameter|is a field of the body|does not exist)/.test(message),
    ),
  );

/** A rule about several fields that a message may keep. */
const isOpen = ({ field, message, suggestions }: Problem, { open }: Given): boolean =>
  open.has(field) || (message.startsWith("is missing:") && suggestions.some((one) => open.has(one)));

const parameterProblems = (operation: Operation, given: Given): Problem[] => [
  ...readParameters(operation, given.values).problems.filter((one) => !isOpen(one, given)),
  ...unknownNames((name) => readParameters(operation, { [name]: "x" }).problems, given),
];

const bodyProblems = (operation: Operation, given: Given): Problem[] => {
  const isEmpty = Object.keys(given.values).length === 0;
  const body = isEmpty && given.open.size === 0 ? undefined : given.values;
  const isRequired = operation.body?.required === true;
  const found = operation.body === null && isEmpty ? [] : checkBody(operation, body);
  return [
    ...found.filter((one) => !isOpen(one, given) && !(one.field === "" && given.open.size > 0 && isRequired)),
    ...unknownNames((name) => checkBody(operation, { [name]: null }), given),
  ];
};

const asFinding = (
  property: string,
  { id }: Operation,
  { field, message, suggestions }: Problem,
): Finding => {
  const where = property === "body" ? `body${field === "" ? "" : `.${field}`}`.replace(/\.\[/, "[") : field;
  return error(property, `${id}: ${where} ${message}`, suggestions);
};

const checkParameters = (operation: Operation, node: Values, environment: Environment): Finding[] => {
  const given = readGiven(node.parameters, node.parametersType, environment);
  if (given === undefined) return [];
  const values = "whole" in given ? (isRecord(given.whole) ? given.whole : {}) : given.values;
  const open = "open" in given ? given.open : new Set<string>();
  return parameterProblems(operation, { values, open }).map((one) => asFinding("parameters", operation, one));
};

const checkBodyOf = (operation: Operation, node: Values, environment: Environment): Finding[] => {
  const given = readGiven(node.body, node.bodyType, environment);
  if (given === undefined) return [];
  const isList = operation.body !== null && modelNamed(operation.body.model) === undefined;
  const problems =
    "whole" in given
      ? checkBody(operation, given.whole)
      : isList && given.open.size + Object.keys(given.values).length === 0
        ? []
        : bodyProblems(operation, given);
  return problems.map((one) => asFinding("body", operation, one));
};

const deprecation = ({ id, deprecated }: Operation): Finding[] =>
  deprecated === undefined
    ? []
    : [
        {
          ...{ level: "warning", property: "operation" },
          ...worded(
            "deprecated",
            { operation: id },
            didYouMean(deprecated.use ?? [])
              .replace("Did you mean", "Use")
              .replace(/\?$/, "."),
          ),
          ...(deprecated.use && { suggestions: deprecated.use }),
        },
      ];

/** The operation of a `genesys-api` node, with the parameters and the body that are written in it. */
export const checkOperation = (
  node: FlowNode,
  { inputs, stored: options }: NodeFacts,
  environment: Environment,
): Finding[] => {
  if (inputs === undefined) return [];
  const settled = settledInputs({ inputs, options }, { ...node });
  const name = settled.operationType === "str" ? resolved(settled.operation, environment)?.value : undefined;
  if (typeof name !== "string" || name.trim() === "") return [];
  try {
    const operation = findOperation(name);
    return [
      ...deprecation(operation),
      ...checkParameters(operation, settled, environment),
      ...checkBodyOf(operation, settled, environment),
    ];
  } catch (thrown) {
    if (!isGenesysError(thrown, "input")) throw thrown;
    const { suggestions } = thrown.cause;
    return [error("operation", thrown.message, Array.isArray(suggestions) ? (suggestions as string[]) : [])];
  }
};
