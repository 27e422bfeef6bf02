import { areaGroups } from "./areas";
import { readFacts } from "./read";

export interface QueryParameter {
  /** The name on the wire. */
  name: string;
  /** The name that the official SDKs use where it differs; accepted as well. */
  sdkName?: string;
  type: "string" | "integer" | "number" | "boolean" | "array";
  items?: string;
  /** Allowed values; of the items where it is an array. */
  enum?: string[];
  required?: true;
  default?: string | number | boolean;
  collectionFormat?: string;
}

export interface RequestBody {
  /** A definition of `models`, or a primitive type. */
  model: string;
  required: boolean;
  array?: true;
  /** The name that the official SDKs use where it is not `body`. */
  sdkName?: string;
  /** Fields that this operation wants although its model does not. */
  needs?: string[];
  /** The only values that this operation takes, of the model's more. */
  allows?: Record<string, string[]>;
}

export interface ResponseBody {
  kind: "json" | "empty" | "binary" | "text";
  model?: string;
  array?: true;
}

export interface Permissions {
  type: "ANY" | "ALL" | "NONE";
  list: string[];
}

/** The chapters of the picker, in the order in which it shows them. */
export const operationGroups = [
  "conversations",
  "calls",
  "callbacks",
  "emails",
  "messages",
  "openMessaging",
  "internalMessages",
  "socials",
  "videos",
  "cobrowse",
  "screenshares",
  "faxes",
  "messagingIntegrations",
  "customAttributes",
  "analytics",
  "notifications",
  "users",
  "routing",
  "flows",
  "externalContacts",
  "scripts",
  "organization",
  "settings",
  "utilities",
  ...areaGroups,
] as const;
export type OperationGroup = (typeof operationGroups)[number];

/** How the pages of a list are requested, where the names are not those that most operations have. */
export interface Pages {
  /** A number of the page, a cursor from the response before, or the number of the first entry. */
  by: "number" | "cursor" | "item";
  in: "query" | "body";
  /** The parameter or field of the request. */
  name: string;
  /** The field of the response with the next cursor, or with an address that has it in its query; with a dot where it is nested. */
  next?: string;
  /** The field of the response that counts all entries. */
  total?: string;
  /** The field of the response with the entries. */
  items?: string;
}

/** One operation of the platform, as facts. */
export interface Operation {
  id: string;
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With its parameters in braces: `/api/v2/conversations/{conversationId}`. */
  path: string;
  group: OperationGroup;
  label: string;
  pathParams: string[];
  /** The only values that a parameter of the path takes, where there are such. */
  pathValues?: Record<string, string[]>;
  query: QueryParameter[];
  /** Parameters that are sent as headers. */
  headers?: QueryParameter[];
  body: RequestBody | null;
  response: ResponseBody;
  pages?: Pages;
  /** The success codes that are known; `null` where only "some 2xx" is. */
  statuses: number[] | null;
  /** `null` where they are not documented. */
  permissions: Permissions | null;
  /** Refused to client credentials. */
  needsUser?: true;
  /** The operation that does the same on behalf of a user named in the path. */
  onBehalf?: string;
  preview?: true;
  deprecated?: { use?: string[] };
  /** Its name in the list of the 63 digital tools, without the prefix. */
  tool?: string;
  /**
   * May it be sent again when its outcome is unknown? GET, HEAD, PUT and DELETE may, POST and PATCH may not; exceptions:
   * POSTs that only read, or add to a set; PATCHes that can only set a value; GETs that spend a code, PUTs that count a version.
   */
  repeatable: boolean;
}

/**
 * The operations of conversations and around them, sorted by id: those that nodes send and the simulator knows. Read from
 * disk at the first call. `platform.ts` has all others.
 */
export const loadOperations = (): readonly Operation[] => readFacts<Operation[]>("operations.json");
