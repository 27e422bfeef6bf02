import type { Operation } from "../../facts/operations";
import { operationWithId } from "../../facts/platform";
import { isGenesysError } from "../errors/errors";
import type { CallOptions, Client, PlatformRequest } from "../types";

/** The permissions of a client's roles cannot be read. What the platform refuses shows which of them are missing. */

const NO_SUCH_ID = "00000000-0000-0000-0000-000000000000";

/** A read that changes nothing: of the first entry of a list, or of an object that does not exist. */
const readOf = ({ id, path, query }: Operation): PlatformRequest => ({
  operation: id,
  method: "GET",
  path: path.replace(/\{\w+\}/g, NO_SUCH_ID),
  query: query.some(({ name }) => name === "pageSize") ? { pageSize: 1 } : {},
  repeatable: true,
});

const canBeTried = ({ method, needsUser, permissions, query }: Operation): boolean =>
  method === "GET" &&
  needsUser !== true &&
  permissions !== null &&
  permissions.type !== "NONE" &&
  query.every(({ required }) => required !== true);

/** The permissions that the platform reports as missing, when those of these operations that only read are sent. */
export const refusedReads = async (
  client: Client,
  operations: readonly string[],
  options?: CallOptions,
): Promise<Set<string>> => {
  const missing = new Set<string>();
  const known = [...operations].sort().flatMap((id) => operationWithId(id) ?? []);
  for (const operation of known)
    if (canBeTried(operation))
      for (const permission of await missingFor(client, readOf(operation), options)) missing.add(permission);
  return missing;
};

/** Any other failure proves nothing: the object does not exist, or the platform is slow. */
const missingFor = async (
  client: Client,
  request: PlatformRequest,
  options?: CallOptions,
): Promise<readonly string[]> => {
  try {
    await client.request(request, options);
    return [];
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    return error.code === "denied" ? (error.cause.missingPermissions ?? []) : [];
  }
};
