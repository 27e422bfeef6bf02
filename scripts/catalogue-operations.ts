import type { Model } from "../nodes/lib/facts/models";
import type {
  Operation,
  OperationGroup,
  Pages,
  Permissions,
  QueryParameter,
  RequestBody,
  ResponseBody,
} from "../nodes/lib/facts/operations";
import { groupOf, labelOf } from "./catalogue-labels";
import type { SdkOperation } from "./catalogue-sdk";

interface ParameterFacts {
  name: string;
  type: string;
  enum?: string[];
  items?: { enum?: string[] };
  required: boolean;
  default?: string | number | boolean;
}

/** What is known of an operation besides the SDK's source. */
export interface OperationFacts {
  operationId: string;
  api: string;
  /** The other classes of the SDK that have it. */
  alsoIn?: string[];
  permissions: Permissions | null;
  pathParams?: { name: string; enum?: string[] }[];
  queryParams: ParameterFacts[];
  headerParams?: ParameterFacts[];
  body: { model: string; array?: true } | null;
  response: { model: string; array?: true; mediaType?: string } | null;
  success: { statuses: number[] | null };
  paging?: string;
  pagingVia?: {
    in?: "query" | "body";
    page?: string;
    cursor?: string;
    next?: string;
    total?: string;
    items?: string;
    unit?: "item";
  };
  preview: boolean;
  deprecated: boolean;
  /** What the platform names as a replacement of a deprecated one. */
  replacement?: string[];
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
    ...(sdk.bodyName !== undefined && { sdkName: sdk.bodyName }),
    ...bodies[known.operationId],
  };
};

const asHeaders = (sdk: SdkOperation): QueryParameter[] =>
  sdk.headers.map(({ name, sdkName, required }) => ({
    ...{ name, sdkName, type: "string" as const },
    ...(required && { required }),
  }));

/** The only values of parameters of the path. */
const pathValuesOf = ({ pathParams = [] }: OperationFacts): Record<string, string[]> =>
  Object.fromEntries(pathParams.flatMap(({ name, enum: values }) => (values ? [[name, values]] : [])));

/** A POST that has a parameter for the page is a query: it only reads. One that starts a job is not. */
const isRepeatable = ({ method, path }: SdkOperation, { pagingVia }: OperationFacts): boolean =>
  method === "POST" ? pagingVia?.in !== undefined && !/jobs$/.test(path) : method !== "PATCH";

const USUAL_ITEMS = ["entities", "results", "conversations"];

const pagesOf = ({ pagingVia = {} }: OperationFacts): Pages | undefined => {
  const { in: place, page, cursor, next, total, items, unit } = pagingVia;
  const name = cursor ?? page;
  if (place === undefined || name === undefined) return undefined;
  const isUsual = cursor === undefined && unit === undefined && USUAL_ITEMS.includes(items ?? "entities");
  if (isUsual) return undefined;
  return {
    ...{ by: cursor === undefined ? (unit ?? "number") : "cursor", in: place, name },
    ...(cursor !== undefined && next !== undefined && { next }),
    ...(unit !== undefined && total !== undefined && { total }),
    ...(items !== undefined && !USUAL_ITEMS.includes(items) && { items }),
  };
};

const asResponse = ({ response }: OperationFacts): ResponseBody => {
  if (!response) return { kind: "empty" };
  if (response.model === "string" || response.mediaType !== undefined) return { kind: "text" };
  return { kind: "json", model: response.model, ...(response.array && { array: true }) };
};

/** Does it return a list? */
export const isListing = ({ response }: OperationFacts): boolean =>
  response?.array === true || /Listing$/.test(response?.model ?? "");

/** One line of the catalogue; `area` is given for the operations beyond conversations. */
export const describe = (
  known: OperationFacts,
  sdk: SdkOperation,
  { behaviour, quirks, labels, tools }: OwnFacts,
  area?: { group: OperationGroup; label: string },
): Operation => {
  const id = known.operationId;
  const method = sdk.method as Operation["method"];
  const response = asResponse(known);
  const pathValues = pathValuesOf(known);
  const pages = pagesOf(known);
  const use = behaviour.replacedBy[id] ?? known.replacement;
  const onBehalf = behaviour.onBehalf[id];
  const tool = Object.keys(tools).find((name) => tools[name] === id);
  return {
    id,
    method,
    path: sdk.path,
    group: area?.group ?? groupOf(sdk.path),
    label: area?.label ?? labels[id] ?? labelOf(method, sdk.path, isListing(known) && method === "GET"),
    pathParams: sdk.pathParams,
    ...(Object.keys(pathValues).length > 0 && { pathValues }),
    query: asQuery(sdk, known),
    ...(sdk.headers.length > 0 && { headers: asHeaders(sdk) }),
    body: asBody(sdk, known, quirks),
    response,
    ...(pages && { pages }),
    statuses: behaviour.statuses[id] ?? known.success.statuses,
    permissions: known.permissions,
    ...([...behaviour.needsUser.documented, ...behaviour.needsUser.inferred].includes(id) && {
      needsUser: true,
    }),
    ...(onBehalf && { onBehalf }),
    ...(known.preview && { preview: true }),
    ...(known.deprecated && { deprecated: use ? { use } : {} }),
    ...(tool && { tool }),
    repeatable: behaviour.repeatable[id] ?? isRepeatable(sdk, known),
  };
};
