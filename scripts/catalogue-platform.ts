import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model, Shape } from "../nodes/lib/facts/models";
import type { Operation } from "../nodes/lib/facts/operations";
import { writeRow } from "../nodes/lib/facts/rows";
import { areaLabels } from "./catalogue-area-labels";
import { areaOf } from "./catalogue-areas";
import type { buildModels } from "./catalogue-models";
import { describe, isListing, type OperationFacts, type OwnFacts } from "./catalogue-operations";
import type { readSdkOperations } from "./catalogue-sdk";
import { wordsFrom } from "./catalogue-words";

/** The operations beyond conversations: one file for each class of the SDK, and one index of all operations. */

const FOLDER = join(__dirname, "facts/operations");

export const readAreaFacts = (): OperationFacts[] =>
  readdirSync(FOLDER)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as OperationFacts[]);

const refsOf = (shape: Shape): string[] => [
  ...(shape.$ref === undefined ? [] : [shape.$ref]),
  ...(shape.items ? refsOf(shape.items) : []),
  ...(typeof shape.additionalProperties === "object" ? refsOf(shape.additionalProperties) : []),
];

/** The models that these bodies reach, without those that every reader has anyway. */
const reached = (
  bodies: readonly string[],
  models: Readonly<Record<string, Model>>,
  known: Readonly<Record<string, Model>>,
): Record<string, Model> => {
  const found = new Map<string, Model>();
  const waiting = [...bodies];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const model = models[name];
    if (!model || found.has(name) || Object.hasOwn(known, name)) continue;
    found.set(name, model);
    waiting.push(...Object.values(model.properties).flatMap(refsOf));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Where the platform counts versions, the same PUT is refused a second time. */
const withVersions = (operation: Operation, models: Readonly<Record<string, Model>>): Operation => {
  const version = models[operation.body?.model ?? ""]?.properties["version"];
  const counts = operation.method === "PUT" && version !== undefined && version.readOnly !== true;
  return counts ? { ...operation, repeatable: false } : operation;
};

const namesIn = (facts: readonly OperationFacts[], models: Iterable<string>): Set<string> =>
  new Set([
    ...models,
    ...facts.flatMap(({ pathParams = [], queryParams }) =>
      [...pathParams, ...queryParams].map(({ name }) => name),
    ),
  ]);

interface Parts {
  /** The operations of conversations, with their models. */
  core: readonly Operation[];
  coreModels: Readonly<Record<string, Model>>;
  sdk: ReturnType<typeof readSdkOperations>;
  /** Names of the SDK, of models and their fields. */
  names: Iterable<string>;
  own: OwnFacts;
  modelsOf: (bodies: readonly string[]) => ReturnType<typeof buildModels>;
}

const describeAll = ({ core, sdk, names, own }: Parts, facts: readonly OperationFacts[]) => {
  const bare = facts.map((known) => {
    const written = sdk(known.api, known.operationId);
    const isList = written.method === "GET" && isListing(known);
    const { method, path } = written;
    return {
      known,
      written,
      named: { id: known.operationId, method, path, group: areaOf(known.api), isList },
    };
  });
  const labels = areaLabels(
    bare.map(({ named }) => named),
    core.map((one) => ({ ...one, isList: false })),
    wordsFrom(namesIn(facts, names)),
  );
  return bare.map(({ known, written, named: { id, group } }) => ({
    known,
    operation: describe(known, written, own, { group, label: labels.get(id) ?? id }),
  }));
};

/** Each entry on a line of its own, so that a new release of the platform is reviewed as a diff. */
const asText = (operations: readonly Operation[], models: Readonly<Record<string, Model>>): string => {
  const lines = (texts: readonly string[]): string => texts.map((text) => `\n${text}`).join(",");
  const ofModels = Object.entries(models).map(
    ([name, model]) => `${JSON.stringify(name)}:${JSON.stringify(model)}`,
  );
  const ofOperations = operations.map((one) => JSON.stringify(one));
  return `{"operations":[${lines(ofOperations)}\n],"models":{${lines(ofModels)}\n}}\n`;
};

/** The files of `platform/` by name: the index, and what each class of the SDK has beyond conversations. */
export const buildPlatform = (parts: Parts): Record<string, string> => {
  const facts = readAreaFacts();
  const described = describeAll(parts, facts);
  const models = parts.modelsOf(described.flatMap(({ operation }) => operation.body?.model ?? []));
  const apis = [...new Set(facts.map(({ api }) => api))];
  const files = apis.map((api) => {
    const operations = described
      .filter(({ known }) => known.api === api)
      .map(({ operation }) => withVersions(operation, models));
    const bodies = operations.flatMap(({ body }) => body?.model ?? []);
    return [`platform/${api}.json`, asText(operations, reached(bodies, models, parts.coreModels))];
  });
  const rows = [
    ...parts.core.map((one) => writeRow(one)),
    ...described.map(({ known, operation }) =>
      writeRow(
        operation,
        known.api,
        known.alsoIn?.map((api) => areaOf(api)),
      ),
    ),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const index = `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
  return { ...(Object.fromEntries(files) as Record<string, string>), "platform/index.json": index };
};
