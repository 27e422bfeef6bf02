import type { Operation } from "../../facts/operations";
import { findOperation, operationNamed } from "../catalogue/catalogue";
import { isFile, isUpload } from "../catalogue/files";
import { jobOperations } from "../catalogue/jobs";
import { readParameters } from "../catalogue/parameters";
import { isGenesysError } from "../errors/errors";
import { answerWithMore, firstPage, nextPage } from "../catalogue/paging";
import type { PlatformRequest } from "../types";
import { writeUrl } from "../http/url";
import { requestOf, type GivenForm, type Step } from "./step";

/** The operation of this name, whichever of its names it is, or what is wrong with the name. */
const known = (name: string): Operation | string => {
  try {
    return findOperation(name);
  } catch (error) {
    if (isGenesysError(error, "input")) return error.message;
    throw error;
  }
};

/** How the parameters are shown that only a message has. */
const shownIn = ({ parameters }: GivenForm): Map<string, string> =>
  new Map(
    Object.entries(parameters).flatMap(([name, given]) =>
      "shown" in given ? [[name.trim(), given.shown] as const] : [],
    ),
  );

/** A property of what a message has. */
const propertyOf = (all: string | undefined, name: string): string | undefined => {
  const [, whole] = /^\{((?:msg|flow|global)\..+)\}$/.exec(all ?? "") ?? [];
  return whole === undefined ? undefined : `{${whole}.${name}}`;
};

/** In the order and the spelling in which it is sent. Values that only a message has are names in braces. */
const queryText = (
  operation: Operation,
  query: PlatformRequest["query"] = {},
  shown: ReadonlyMap<string, string>,
  all?: string,
): string => {
  const named = operation.query.flatMap(({ name, sdkName = name }) => {
    const reference = shown.get(name) ?? shown.get(sdkName);
    if (reference !== undefined) return [`${name}=${reference}`];
    return query[name] === undefined ? [] : [writeUrl("", "", { [name]: query[name] }).slice(1)];
  });
  return [...named, ...(all !== undefined && operation.query.length > 0 ? [all] : [])].join("&");
};

/** What is requested after the first page; nothing if it depends on the response. */
const after = (operation: Operation, request: PlatformRequest): PlatformRequest | undefined =>
  nextPage(operation, request, answerWithMore(operation));

const pagesAfter = (
  operation: Operation,
  first: PlatformRequest,
  shown: ReadonlyMap<string, string>,
): Step[] => {
  const next = shown.has("pageNumber") ? undefined : after(operation, first);
  if (next === undefined) return [];
  const mark = operation.pages?.by === "cursor" ? operation.pages.name : "cursor";
  const marks = new Map(next.query?.[mark] === undefined ? shown : [...shown, [mark, "{cursor}"]]);
  const query = queryText(operation, next.query, marks);
  const request = { ...requestOf(operation.id), path: next.path, ...(query === "" ? {} : { query }) };
  const body = next.body === first.body ? {} : { body: next.body, isWhole: true as const };
  return [{ when: "morePages", requests: [request], ...body }];
};

const withFile = (operation: Operation, hasFile: boolean): Step[] =>
  hasFile && isUpload(operation)
    ? [{ when: "withFile", requests: [{ operation: "upload", method: "PUT", path: "{uploadUrl}" }] }]
    : [];

/** What follows the start of a job, until its results. */
const jobSteps = (operation: Operation, { waitForJob, paging }: OperationChoice): Step[] => {
  const job = waitForJob ? jobOperations(operation) : undefined;
  if (job === undefined) return [];
  const { status, results } = job;
  return [
    { when: "untilEnded", requests: [requestOf(status.id)] },
    ...(results === undefined ? [] : [{ when: "jobResults" as const, requests: [requestOf(results.id)] }]),
    ...(results === undefined || paging === "none"
      ? []
      : pagesAfter(results, plainRequest(results), new Map())),
  ];
};

const plainRequest = ({ id, method, path, repeatable }: Operation): PlatformRequest => ({
  ...{ operation: id, method, path, repeatable },
});

const withDownload = (operation: Operation, { download }: OperationChoice): Step[] =>
  download === "none" || isFile(operation)
    ? []
    : [{ when: "withDownload", requests: [{ operation: "download", method: "GET", path: "{downloadUrl}" }] }];

const isObject = (value: unknown): boolean =>
  value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value));

interface OperationChoice {
  /** Undefined where only a message names it. */
  operation: string | undefined;
  paging: "none" | "all";
  waitForJob: boolean;
  download: "none" | "buffer" | "file";
  /** May the input `upload` have a value? */
  hasFile: boolean;
  form: GivenForm | undefined;
}

/**
 * One operation of the catalogue: path and query as they are sent, the body as the form has it. Undefined where it is not
 * known before a message comes.
 */
export const operationSteps = (choice: OperationChoice): Step[] | undefined => {
  const { operation: name, paging, hasFile, form } = choice;
  if (name === undefined || name === "") return undefined;
  if (form === undefined) {
    const named = operationNamed(name);
    return (
      named && [
        { when: "always", requests: [requestOf(named.id)] },
        ...jobSteps(named, choice),
        ...withDownload(named, choice),
      ]
    );
  }
  const operation = known(name);
  if (typeof operation === "string") return [{ when: "always", requests: [], problem: operation }];
  const shown = shownIn(form);
  const literals = Object.entries(form.parameters).flatMap(([name, given]) =>
    "value" in given ? [[name, given.value] as const] : [],
  );
  const read = readParameters(operation, Object.fromEntries(literals));
  const path = read.path.replace(
    /\{(\w+)\}/g,
    (place, name: string) => shown.get(name) ?? propertyOf(form.all, name) ?? place,
  );
  const open = read.problems.find(
    ({ field, message }) =>
      !shown.has(field) && !(form.all !== undefined && message === "is required.") && field !== "",
  );
  const request: PlatformRequest = {
    ...{ operation: operation.id, method: operation.method, path, query: read.query },
    ...(operation.body && form.body !== undefined ? { body: form.body } : {}),
    repeatable: operation.repeatable,
  };
  const isPaged = paging === "all" && choice.download === "none" && isObject(request.body);
  const first = isPaged ? firstPage(operation, request) : request;
  const query = queryText(operation, first.query, shown, form.all);
  const isSent = first.body !== undefined;
  return [
    {
      when: "always",
      requests: [{ ...requestOf(operation.id), path, ...(query === "" ? {} : { query }) }],
      ...(isSent ? { body: first.body, isWhole: true } : {}),
      ...(open === undefined ? {} : { problem: `${open.field} ${open.message}` }),
    },
    ...(isPaged ? pagesAfter(operation, first, shown) : []),
    ...withFile(operation, hasFile),
    ...jobSteps(operation, choice),
    ...withDownload(operation, choice),
  ];
};
