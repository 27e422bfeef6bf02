import type { NodeAPI } from "node-red";
import { z } from "zod";
import { aboutOperation } from "./lib/node/about";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { listed } from "./lib/node/lists";
import { serveOperations } from "./lib/node/operations-route";
import { shortOperation } from "./lib/node/trace";
import { prepareSuggestions } from "./lib/node/warm-up";
import { postFlowWarnings } from "./lib/platform/errors/warnings";
import { SET_POSTFLOW } from "./lib/platform/api/postflow";
import type { FetchedFile } from "./lib/platform/downloads/fetch-file";
import { runOperation } from "./lib/platform/downloads/run-operation";
import { describeOperation } from "./lib/platform/catalogue/form";
import { operationSteps } from "./lib/platform/plan/operation";

/** Ids that other nodes read from the message, where the operation names them in its path. */
const IDS = ["conversationId", "participantId", "communicationId", "userId"];

type Fields = Record<string, unknown>;

/** The form of a node in which nothing is filled in. */
const NO_FIELDS = { value: [], type: "fields" };

const pick = (values: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));

/** A field of the form of an operation that is named in the node itself. */
const isListField = ({ operation, operationType = "str" }: Fields, field: string | undefined): boolean => {
  if (field === undefined || operationType !== "str" || typeof operation !== "string") return false;
  const form = describeOperation(operation);
  if ("problem" in form) return false;
  const fields = [...form.parameters, ...(form.body?.fields ?? [])];
  return fields.some(({ name, sdkName, type }) => type === "array" && (name === field || sdkName === field));
};

/** What a downloaded file becomes: its bytes, or the path that it was written to. */
const fileOutput = ({ buffer, path, ...facts }: FetchedFile, response: unknown): Fields => ({
  ...(path === undefined ? { payload: buffer } : { payload: response ?? facts, filename: path }),
  download: { ...facts, ...(path === undefined && response !== undefined ? { response } : {}) },
});

const node = defineNode({
  type: "genesys-api",
  inputs: z.object({
    operation: asInput(z.string().min(1), { byDefault: { value: "", type: "str" } }),
    parameters: asInput(listed(z.looseObject({}).default({}), isListField), { byDefault: NO_FIELDS }),
    body: asInput(listed(z.unknown(), isListField).optional(), { byDefault: NO_FIELDS }),
    upload: asInput(z.union([z.string(), z.instanceof(Uint8Array)], "must be text or a Buffer").optional(), {
      byDefault: { value: "", type: "msg" },
    }),
    downloadFrom: asInput(z.string().optional(), {
      byDefault: { value: "", type: "str" },
      usedWith: [{ download: ["buffer", "file"] }],
    }),
    filename: asInput(z.string().optional(), { usedWith: [{ download: ["file"] }] }),
  }),
  options: z.object({
    paging: z.enum(["none", "all"]).default("none"),
    pages: z.enum(["joined", "each"]).default("joined"),
    limit: z.coerce.number().int().positive().default(1000),
    waitForJob: z.boolean().default(false),
    download: z.enum(["none", "buffer", "file"]).default("none"),
    overwrite: z.boolean().default(false),
    maxMegabytes: z.coerce.number().int().positive().default(50),
    deadlineSeconds: z.coerce.number().positive().max(86_400).default(600),
  }),
  about: aboutOperation,
  deployed: prepareSuggestions,
  plan: ({ options: { paging, waitForJob, download }, blank, fixed, form }) =>
    operationSteps({
      ...{ operation: fixed("operation"), paging, waitForJob, download },
      ...{ hasFile: !blank.has("upload"), form },
    }),
  run: async (given) => {
    const answer = await runOperation(given);
    const { body } = given.inputs;
    // As *set postflow* warns.
    if (answer.operation.id === SET_POSTFLOW && typeof body === "object" && body !== null)
      given.warn(...postFlowWarnings(body));
    return answer;
  },
  output: (result, { inputs: { parameters, body }, options }) => {
    const ids = pick(
      parameters,
      IDS.filter((name) => result.operation.pathParams.includes(name)),
    );
    if (result.file !== undefined) return { ...fileOutput(result.file, result.body), ...ids };
    if ("pages" in result) {
      const paging = { pages: result.pages.length, entries: result.pages.flat().length, more: result.more };
      if (options.pages === "each") return result.pages.map((payload) => ({ payload, paging, ...ids }));
      return { payload: result.pages.flat(), paging, ...ids };
    }
    const sent = typeof body === "object" && !Array.isArray(body) ? body : { body };
    const accepted = { accepted: true, ...(body === undefined ? {} : sent), ...parameters };
    return { payload: result.body ?? accepted, ...ids };
  },
  trace: (result) => [
    shortOperation(result.operation.id),
    result.file === undefined ? undefined : `${(result.file.bytes / 1_000_000).toFixed(1)} MB`,
    "pages" in result ? String(result.pages.flat().length) : undefined,
  ],
});

export = Object.assign(
  (RED: NodeAPI): void => {
    node(RED);
    serveOperations(RED);
  },
  { definition: node.definition, planner: node.planner },
);
