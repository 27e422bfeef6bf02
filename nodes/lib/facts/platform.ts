import type { Model } from "./models";
import { loadModels } from "./models";
import { loadOperations, type Operation } from "./operations";
import { readFacts } from "./read";
import { readRow, type IndexedOperation, type Row } from "./rows";

/**
 * The whole platform. The operations of conversations are in a file of their own, which most flows never leave. The others
 * are in one file for each class of the official SDKs, and an index says where. Nothing is read before it is wanted.
 */

interface Area {
  operations: Operation[];
  models: Record<string, Model>;
}

let all: readonly IndexedOperation[] | undefined;
const models = new Map<string, Model>();
const operations = new Map<string, Operation>();
const areas = new Set<string>();

/** The rows of the index, as the editor receives them. */
export const loadRows = (): readonly Row[] => readFacts<Row[]>("platform/index.json");

/** Every operation of the platform in short, sorted by id. Read from disk at the first call. */
export const loadIndex = (): readonly IndexedOperation[] => (all ??= loadRows().map(readRow));

/** One operation in short: the other rows are not read for it. */
const indexed = (id: string): IndexedOperation | undefined => {
  const row = loadRows().find(([one]) => one === id);
  return row && readRow(row);
};

const readArea = (api: string): void => {
  if (areas.has(api)) return;
  areas.add(api);
  const area = readFacts<Area>(`platform/${api}.json`);
  for (const one of area.operations) operations.set(one.id, one);
  for (const [name, model] of Object.entries(area.models)) models.set(name, model);
};

let core: ReadonlyMap<string, Operation> | undefined;

/** The operation with this id. Its models can be read afterwards. */
export const operationWithId = (id: string): Operation | undefined => {
  const known =
    (core ??= new Map(loadOperations().map((one) => [one.id, one]))).get(id) ?? operations.get(id);
  if (known !== undefined || !/^(get|head|post|put|patch|delete)[A-Z]/.test(id)) return known;
  const api = indexed(id)?.api;
  if (api === undefined) return undefined;
  readArea(api);
  return operations.get(id);
};

/** A model of a request body, of an operation that was read before. */
export const modelNamed = (name: string): Model | undefined => {
  const known = loadModels();
  return Object.hasOwn(known, name) ? known[name] : models.get(name);
};
