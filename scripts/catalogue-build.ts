import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../nodes/lib/facts/models";
import type { Region } from "../nodes/lib/facts/regions";
import { buildTopics } from "./catalogue-topics";
import { buildModels, type FactSchema } from "./catalogue-models";
import { describe, type OperationFacts, type OwnFacts } from "./catalogue-operations";
import { buildPlatform } from "./catalogue-platform";
import { readSdkModels, readSdkOperations } from "./catalogue-sdk";

const facts = <T>(file: string): T => JSON.parse(readFileSync(join(__dirname, file), "utf8")) as T;

/** One definition per line, so that a new release of the platform is reviewed as a diff. */
const asLines = (values: readonly unknown[]): string =>
  `[\n${values.map((value) => JSON.stringify(value)).join(",\n")}\n]\n`;

const asLinesByName = (values: Record<string, unknown>): string =>
  `{\n${Object.entries(values)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(",\n")}\n}\n`;

/** The catalogue's files, by name, as they have to be in nodes/lib/facts. */
export const buildCatalogue = (): Record<string, string> => {
  const { operations: known } = facts<{ operations: OperationFacts[] }>("facts/operations.json");
  const own: OwnFacts = {
    behaviour: facts("facts/behaviour.json"),
    quirks: facts("facts/quirks.json"),
    labels: facts("facts/labels.json"),
    tools: facts("facts/tools.json"),
  };
  const sdk = readSdkOperations();
  const operations = known
    .map((one) => describe(one, sdk(one.api, one.operationId), own))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { definitions } = facts<{ definitions: Record<string, FactSchema> }>(
    "../test/facts/models.schema.json",
  );
  const declared = readSdkModels();
  const { definitions: others } = facts<{ definitions: Record<string, FactSchema> }>("facts/models.json");
  const modelsOf = (bodies: readonly string[]): Record<string, Model> =>
    buildModels(bodies, { ...others, ...definitions }, own.quirks.models, declared);
  const models = modelsOf(operations.flatMap(({ body }) => body?.model ?? []));
  const names = [...declared].flatMap(([name, fields]) => [name, ...fields.map((field) => field.name)]);
  const { regions } = facts<{
    regions: { key: string; name: string; domain: string; apiHost: string; loginHost: string }[];
  }>("facts/regions.json");
  const { topics } = facts<{ topics: { topic: string; payloadClass: string }[] }>("facts/topics.json");
  const hosts = regions.map(({ key, name, domain, apiHost, loginHost }): Region => ({
    key,
    name,
    domain,
    apiUrl: apiHost,
    loginUrl: loginHost,
  }));
  return {
    "operations.json": asLines(operations),
    "models.json": asLinesByName(models),
    "regions.json": asLines(hosts),
    "topics.json": asLines(buildTopics(topics)),
    ...buildPlatform({ core: operations, coreModels: models, sdk, names, own, modelsOf }),
  };
};
