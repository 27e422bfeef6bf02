import { loadOperations, type Operation } from "../../facts/operations";
import { loadRows, operationWithId } from "../../facts/platform";
import { checkBody } from "./body";
import { readParameters } from "./parameters";
import type { Problem } from "./problem";
import { type GenesysError, inputError } from "../errors/errors";
import { didYouMean } from "./guess";
import { knownWrongOperation } from "./guess-known";
import { certainOperation, guessOperation, type Guess } from "./guess-operation";
import type { PlatformRequest } from "../types";

export type { Problem } from "./problem";

/** No name of an operation is as long, written as a path with parameters of whatever names. */
const LONGEST = 1_000;

const toolPrefix = /^genesys_conversations_digital_/;
const asTemplate = (path: string): string =>
  path.replace(/^(\/api\/v2)?(?=\/)/, "/api/v2").replace(/\{[^}]*\}/g, "{}");

/**
 * `GET /api/v2/conversations/{conversationId}`: the method may be left out where one operation only has that path. The
 * operations of conversations go first: a path without a method that a flow has stored means what it meant.
 */
const byPath = (written: string): Operation | undefined => {
  const [, method, path] = /^(?:([A-Za-z]+)\s+)?(\/\S*)$/.exec(written) ?? [];
  if (path === undefined) return undefined;
  const wanted = asTemplate(path);
  const [start = ""] = wanted.split("{");
  const fits = (itsMethod: string, itsPath: string): boolean =>
    (!method || itsMethod === method.toUpperCase()) &&
    itsPath.startsWith(start) &&
    itsPath.length >= wanted.length && // without the names of its parameters it is not longer
    asTemplate(itsPath) === wanted;
  const known = loadOperations().filter((one) => fits(one.method, one.path));
  if (known.length > 0) return known.length === 1 ? known[0] : undefined;
  const [only, ...others] = loadRows().filter(([, itsMethod, itsPath]) => fits(itsMethod, itsPath));
  return only === undefined || others.length > 0 ? undefined : operationWithId(only[0]);
};

const unknownOperation = (written: string): GenesysError => {
  const start = written.slice(0, 300);
  const certain = certainOperation(start);
  const known = certain ? undefined : knownWrongOperation(start);
  const guess: Guess =
    certain ?? (known ? { suggestions: known.instead, hint: known.hint } : guessOperation(start));
  const { suggestions, isPath } = guess;
  const hint = guess.hint || (suggestions.length > 0 ? "" : "The list in the node's dialog has them all.");
  // The text after a question mark may be personal data.
  const name = written.replace(/\?.*$/s, "?…");
  const shown = name.length > 120 ? `${name.slice(0, 120)}…` : name;
  // Preview operations may be missing; only of the well-known mistakes it is certain that the platform has none such.
  const isNone = known ? "is not an operation of the platform" : "is not an operation in the catalogue";
  const problem = isPath ? "is not the exact name of an operation in the catalogue" : isNone;
  return inputError("operation", `"${shown}" ${problem}.${didYouMean(suggestions)}${hint && ` ${hint}`}`, {
    suggestions,
  });
};

/**
 * The operation of this name: its id, the name of a digital tool with or without its prefix, or method and path with the
 * parameters in braces. Any other name is an `input` error with suggestions.
 */
export const findOperation = (name: string): Operation => {
  const found = operationNamed(name);
  if (!found) throw unknownOperation(name.trim());
  return found;
};

/** The same without suggestions, which take time to find. */
export const operationNamed = (name: string): Operation | undefined => {
  const written = name.trim();
  if (written.length > LONGEST) return undefined;
  const tool = written.replace(toolPrefix, "");
  return (
    loadOperations().find((one) => one.id === written || one.tool === tool) ??
    operationWithId(written) ??
    byPath(written)
  );
};

const inBody = ({ field, ...rest }: Problem): Problem => ({
  field: field === "" ? "body" : `body.${field}`.replace(/\.\[/, "["),
  ...rest,
});

/** Everything that is wrong with a request, for a form that shows it all; empty when it can be sent. */
export const checkRequest = (
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  body?: unknown,
): Problem[] => [
  ...readParameters(operation, parameters).problems,
  ...checkBody(operation, body).map(inBody),
];

/**
 * The request of an operation, the same as the official SDK's. A parameter or field that is missing, unknown or of the
 * wrong kind is an `input` error that names operation, field and what was probably meant; no parameter leaves its segment.
 */
export const buildRequest = (
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  body?: unknown,
): PlatformRequest => {
  const [problem] = checkRequest(operation, parameters, body);
  if (problem)
    throw inputError(problem.field, `${operation.id}: ${problem.field} ${problem.message}`, {
      operation: operation.id,
      suggestions: problem.suggestions,
    });
  const { path, query, headers } = readParameters(operation, parameters);
  return {
    operation: operation.id,
    method: operation.method,
    path,
    ...(Object.keys(query).length > 0 && { query }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(operation.body && body !== undefined && body !== null && { body }),
    repeatable: operation.repeatable,
  };
};
