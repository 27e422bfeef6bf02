import type { Model } from "../nodes/lib/facts/models";
import type {
  Operation,
  Permissions,
  QueryParameter,
  RequestBody,
  ResponseBody,
} from "../nodes/lib/facts/operations";
import { groupOf, labelOf } from "./catalogue-labels";
import type { SdkOperation } from "./catalogue-sdk";

/** What is known of an operation besides the SDK's source. */
export interface OperationFacts {
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

/** What we add: behaviour that no SDK describes, our labels, the names of the 63 tools. */
export interface OwnFacts {
  behaviour: {
    needsUser: { documented: string[]; inferred: string[] };
    onBehalf: Record<string, string>;
    replacedBy: Record<string, string[]>;
    statuses: Record<string, number[]>;
    repeatable: Record<string, boolean>;
  };
  quirks: {
    models: Record<string, Partial<Model>>;
    bodies: Record<string, Pick<RequestBody, "needs" | "allows">>;
  };
  labels: Record<string, string>;
  tools: Record<string, string>;
}

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

const asBody = (
  sdk: SdkOperation,
  known: OperationFacts,
  { bodies }: OwnFacts["quirks"],
): RequestBody | null => {
  if (!sdk.body) return null;
  if (!known.body) throw new Error(`${known.operationId} takes a body of which the facts know nothing`);
  return {
    model: known.body.model,
    required: sdk.body === "required",
    ...(known.body.array && { array: true }),
    ...bodies[known.operationId],
  };
};

const asResponse = ({ response }: OperationFacts): ResponseBody => {
  if (!response) return { kind: "empty" };
  if (response.model === "string") return { kind: "text" };
  return { kind: "json", model: response.model, ...(response.array && { array: true }) };
};

/** One line of the catalogue. */
export const describe = (
  known: OperationFacts,
  sdk: SdkOperation,
  { behaviour, quirks, labels, tools }: OwnFacts,
): Operation => {
  const id = known.operationId;
  const method = sdk.method as Operation["method"];
  const response = asResponse(known);
  const listing = response.array === true || /Listing$/.test(response.model ?? "");
  const use = behaviour.replacedBy[id];
  const onBehalf = behaviour.onBehalf[id];
  const tool = Object.keys(tools).find((name) => tools[name] === id);
  return {
    id,
    method,
    path: sdk.path,
    group: groupOf(sdk.path),
    label: labels[id] ?? labelOf(method, sdk.path, listing && method === "GET"),
    pathParams: sdk.pathParams,
    query: asQuery(sdk, known),
    body: asBody(sdk, known, quirks),
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
