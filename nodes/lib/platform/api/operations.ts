import type { Operation } from "../../facts/operations";
import { buildRequest, findOperation } from "../catalogue/catalogue";
import { inputError } from "../errors/errors";
import { bodyChanges } from "./changed-properties";
import { isUpload } from "../catalogue/files";
import { entriesOf, firstPage, isEmptyList, nextPage, totalIn } from "../catalogue/paging";
import type { CallOptions, Client, Grant } from "../types";

export interface OperationCall {
  /** Its id, its name in the list of the digital tools, or method and path. */
  operation: string;
  parameters: Readonly<Record<string, unknown>>;
  body?: unknown;
  /** A file for the URL that an upload operation returns. */
  upload?: string | Uint8Array | undefined;
  /** Does it start something that a second request would start again, although it only reads? */
  once?: true;
}

/** Notified of each page that was read. */
export type OnPage = (progress: { page: number; read: number; total?: number }) => void;

export interface OperationAnswer {
  operation: Operation;
  /** `undefined` where it was empty. */
  body: unknown;
}

/** The entries of all pages that were read, page by page; `more` where the limit left some unread. */
export interface OperationPages {
  operation: Operation;
  pages: unknown[][];
  more: boolean;
}

/**
 * One operation of the catalogue, checked before anything is sent. The catalogue decides what it needs and whether it
 * may be retried.
 * @see https://developer.genesys.cloud/devapps/api-explorer
 */
export const callOperation = async (
  client: Client,
  call: OperationCall,
  options: CallOptions,
): Promise<OperationAnswer> => {
  const { operation, request } = prepare(client, call);
  const send = () => client.request(request, options);
  const changed = changedBy(operation, call);
  const body = await (changed === undefined
    ? send()
    : client.changes.send(changed.of, changed.properties, send, options.signal));
  if (call.upload !== undefined) await client.upload(placeIn(body, call.upload), options);
  return { operation, body };
};

/** The participant that an operation changes, and what of it: other nodes then do not believe the old state. */
const changedBy = ({ method, pathParams }: Operation, { parameters, body }: OperationCall) => {
  if (method !== "PATCH" || !pathParams.includes("participantId")) return undefined;
  const { conversationId, participantId } = parameters;
  const of = { conversationId: String(conversationId).trim(), participantId: String(participantId).trim() };
  return { of, properties: bodyChanges(body) };
};

/** All pages of an operation that returns a list, up to `limit` entries. Any other response is returned as it is. */
export const listOperation = async (
  client: Client,
  call: OperationCall,
  limit: number,
  options: CallOptions,
  onPage: OnPage = () => undefined,
): Promise<OperationPages | OperationAnswer> => {
  const { operation, request } = prepare(client, call);
  const pages: unknown[][] = [];
  let room = limit;
  let next = firstPage(operation, request);
  for (;;) {
    const answer = await client.request(next, options);
    const entries = entriesOf(answer, operation);
    if (entries === undefined && pages.length === 0 && !isEmptyList(operation, answer))
      return { operation, body: answer };
    const following = nextPage(operation, next, answer);
    if (pages.length === 0 || entries?.length) pages.push((entries ?? []).slice(0, room));
    const isCut = (entries?.length ?? 0) > room;
    room -= entries?.length ?? 0;
    onPage({ page: pages.length, read: limit - Math.max(0, room), ...totalIn(operation, answer) });
    if (following === undefined || room <= 0)
      return { operation, pages, more: isCut || following !== undefined };
    next = following;
  }
};

const prepare = (client: Client, { operation: name, parameters, body, upload, once }: OperationCall) => {
  const operation = findOperation(name);
  refuseWithoutUser(operation, client.grant);
  if (upload !== undefined && !isUpload(operation))
    throw inputError("upload", `${operation.id} does not accept a file. Leave "upload" empty.`, {
      operation: operation.id,
    });
  const request = buildRequest(operation, parameters, body);
  return { operation, request: once === true ? { ...request, repeatable: false } : request };
};

/** Client credentials are no user. Some operations for a user have a variant with the id of the user in its path. */
const refuseWithoutUser = ({ id, needsUser, onBehalf }: Operation, grant: Grant): void => {
  if (needsUser !== true || grant !== "client-credentials") return;
  const instead =
    onBehalf === undefined
      ? "Use an account in which a user has signed in (authorization code)."
      : `Use ${onBehalf}, which names the user, or an account in which a user has signed in.`;
  throw inputError(
    "operation",
    `${id} acts as a signed-in user, and the account has client credentials. ${instead}`,
    { operation: id, suggestions: onBehalf === undefined ? [] : [onBehalf] },
  );
};

/** The upload operations return the URL and the headers under different names. */
const placeIn = (answer: unknown, upload: string | Uint8Array) => {
  const response = (answer ?? {}) as Record<string, unknown>;
  return {
    url: String(response.uploadUrl ?? response.url ?? response.presignedUrl),
    headers: (response.uploadHeaders ?? response.headers ?? {}) as Record<string, string>,
    bytes: typeof upload === "string" ? Buffer.from(upload, "utf8") : upload,
  };
};
