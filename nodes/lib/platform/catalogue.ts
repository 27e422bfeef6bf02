import { loadOperations, type Operation } from "../facts/operations";
import { checkBody } from "./catalogue-body";
import { readParameters } from "./catalogue-parameters";
import type { Problem } from "./catalogue-problem";
import { type GenesysError, inputError } from "./errors";
import { didYouMean, likeness } from "./guess";
import { knownWrongOperation } from "./guess-known";
import type { PlatformRequest } from "./types";

export type { Problem } from "./catalogue-problem";

const toolPrefix = /^genesys_conversations_digital_/;
const asTemplate = (path: string): string =>
  path.replace(/^(\/api\/v2)?(?=\/)/, "/api/v2").replace(/\{[^}]*\}/g, "{}");

/** `GET /api/v2/conversations/{conversationId}`: the method may be left out where one operation only has that path. */
const byPath = (written: string): Operation | undefined => {
  const [, method, path = ""] = /^(?:([A-Za-z]+)\s+)?(\/\S*)$/.exec(written) ?? [];
  const fitting = loadOperations().filter(
    (one) => asTemplate(one.path) === asTemplate(path) && (!method || one.method === method.toUpperCase()),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
};

const guessOperations = (written: string): string[] => {
  const rated = loadOperations()
    .map((one) => ({
      id: one.id,
      likeness: Math.max(
        ...[one.id, one.label, one.tool ?? "", `${one.method} ${one.path}`].map((name) =>
          likeness(written, name),
        ),
      ),
    }))
    .sort((a, b) => b.likeness - a.likeness);
  return rated
    .filter((one) => one.likeness >= 0.55)
    .slice(0, 3)
    .map((one) => one.id);
};

const unknownOperation = (written: string): GenesysError => {
  const known = knownWrongOperation(written);
  const suggestions = known?.instead ?? guessOperations(written);
  const hint = known ? ` ${known.hint}` : suggestions.length > 0 ? "" : " docs/operations.md lists them all.";
  const shown = written.length > 120 ? `${written.slice(0, 120)}…` : written;
  return inputError(
    "operation",
    `"${shown}" is not an operation of the platform.${didYouMean(suggestions)}${hint}`,
    {
      suggestions,
    },
  );
};

/**
 * The operation of this name: its id, the name of a digital tool with or without its prefix, or method and path with the
 * parameters in braces. Any other name is an `input` error that says what was probably meant.
 */
export const findOperation = (name: string): Operation => {
  const written = name.trim();
  const tool = written.replace(toolPrefix, "");
  const found = loadOperations().find((one) => one.id === written || one.tool === tool) ?? byPath(written);
  if (!found) throw unknownOperation(written);
  return found;
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
  const { path, query } = readParameters(operation, parameters);
  return {
    operation: operation.id,
    method: operation.method,
    path,
    ...(Object.keys(query).length > 0 && { query }),
    ...(operation.body && body !== undefined && body !== null && { body }),
    repeatable: operation.repeatable,
  };
};
