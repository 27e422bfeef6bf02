import { readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  Operation,
  Permissions,
  QueryParameter,
  RequestBody,
  ResponseBody,
} from "../nodes/lib/facts/operations";
import type { Region } from "../nodes/lib/facts/regions";
import { groupOf, labelOf } from "./catalogue-labels";
import { buildModels, type FactSchema } from "./catalogue-models";
import { readSdkOperations, type SdkOperation } from "./catalogue-sdk";

interface OperationFacts {
  operationId: string;
  api: string;
  permissions: Permissions | null;
  queryParams: {
    name: string;
    type: string;
    enum?: string[];
    items?: { enum?: string[] };
    required: boolean;
    default?: string | number | boolean;
  }[];
  body: { model: string; array?: true } | null;
  response: { model: string; array?: true } | null;
  success: { statuses: number[] | null };
  preview: boolean;
  deprecated: boolean;
}

interface Behaviour {
  needsUser: { documented: string[]; inferred: string[] };
  onBehalf: Record<string, string>;
  replacedBy: Record<string, string[]>;
  statuses: Record<string, number[]>;
  repeatable: Record<string, boolean>;
}

const facts = <T>(file: string): T => JSON.parse(readFileSync(join(__dirname, file), "utf8")) as T;

const asQuery = (sdk: SdkOperation, known: OperationFacts): QueryParameter[] =>
  sdk.query.map(({ name, sdkName, type, items, collectionFormat, default: preset }) => {
    const fact = known.queryParams.find((parameter) => parameter.name === name);
    const allowed = fact?.enum ?? fact?.items?.enum;
    return {
      name,
      ...(sdkName !== name && { sdkName }),
      type: (type === "number" ? (fact?.type ?? "integer") : type) as QueryParameter["type"],
      ...(items && { items }),
      ...(allowed && { enum: allowed }),
      ...(fact?.required && { required: true as const }),
      ...(preset !== undefined && { default: fact?.default ?? preset }),
      ...(collectionFormat && { collectionFormat }),
    };
  });

const asBody = (sdk: SdkOperation, known: OperationFacts): RequestBody | null => {
  if (!sdk.body) return null;
  if (!known.body) throw new Error(`${known.operationId} takes a body of which the facts know nothing`);
  return {
    model: known.body.model,
    required: sdk.body === "required",
    ...(known.body.array && { array: true }),
  };
};

const asResponse = ({ response }: OperationFacts): ResponseBody => {
  if (!response) return { kind: "empty" };
  if (response.model === "string") return { kind: "text" };
  return { kind: "json", model: response.model, ...(response.array && { array: true }) };
};

const describe = (
  known: OperationFacts,
  sdk: SdkOperation,
  behaviour: Behaviour,
  tools: ReadonlyMap<string, string>,
): Operation => {
  const id = known.operationId;
  const method = sdk.method as Operation["method"];
  const response = asResponse(known);
  const listing = response.array === true || /Listing$/.test(response.model ?? "");
  const use = behaviour.replacedBy[id];
  const onBehalf = behaviour.onBehalf[id];
  const tool = tools.get(id);
  return {
    id,
    method,
    path: sdk.path,
    group: groupOf(sdk.path),
    label: labelOf(id, method, sdk.path, listing && method === "GET"),
    pathParams: sdk.pathParams,
    query: asQuery(sdk, known),
    body: asBody(sdk, known),
    response,
    statuses: behaviour.statuses[id] ?? known.success.statuses,
    permissions: known.permissions,
    ...([...behaviour.needsUser.documented, ...behaviour.needsUser.inferred].includes(id) && {
      needsUser: true,
    }),
    ...(onBehalf && { onBehalf }),
    ...(known.preview && { preview: true }),
    ...(known.deprecated && { deprecated: use ? { use } : {} }),
    ...(tool && { tool }),
    repeatable: behaviour.repeatable[id] ?? !(method === "POST" || method === "PATCH"),
  };
};

/** One definition per line, so that a new release of the platform is reviewed as a diff. */
const asLines = (values: readonly unknown[]): string =>
  `[\n${values.map((value) => JSON.stringify(value)).join(",\n")}\n]\n`;

const asLinesByName = (values: Record<string, unknown>): string =>
  `{\n${Object.entries(values)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(",\n")}\n}\n`;

/** The catalogue's files, by name, as they have to be in nodes/lib/facts. */
export const buildCatalogue = (): Record<"operations.json" | "models.json" | "regions.json", string> => {
  const { operations: known } = facts<{ operations: OperationFacts[] }>("facts/operations.json");
  const behaviour = facts<Behaviour>("facts/behaviour.json");
  const tools = new Map(
    Object.entries(facts<Record<string, string>>("facts/tools.json")).map(([tool, id]) => [id, tool]),
  );
  const sdk = readSdkOperations();
  const operations = known
    .map((one) => describe(one, sdk(one.api, one.operationId), behaviour, tools))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { definitions } = facts<{ definitions: Record<string, FactSchema> }>(
    "../test/facts/models.schema.json",
  );
  const models = buildModels(
    operations.flatMap(({ body }) => body?.model ?? []),
    definitions,
  );
  const { regions } = facts<{
    regions: { key: string; name: string; domain: string; apiHost: string; loginHost: string }[];
  }>("facts/regions.json");
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
  };
};
