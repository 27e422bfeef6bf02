import type { Operation } from "../../facts/operations";

/**
 * Which OAuth scope an operation wants, as far as the vendor has published it: no list of operations and scopes exists. The names
 * of the families come from the vendor's Terraform provider and from the guides of its SDKs. Other operations are not checked.
 */
const FAMILIES: readonly (readonly [path: RegExp, scope: string])[] = [
  [/^\/conversations\/messaging\//, "messaging"],
  [/^\/conversations\/messages\/(agentless|\{integrationId\}\/inbound\/open\/)/, "messaging"],
  [/^\/conversations(\/|$)/, "conversations"],
  [/^\/routing\//, "routing"],
  [/^\/users(\/|$)/, "users"],
  [/^\/(flows|architect)(\/|$)/, "architect"],
  [/^\/externalcontacts\//, "external-contacts"],
  [/^\/scripts(\/|$)/, "scripts"],
  [/^\/notifications\//, "notifications"],
  [/^\/organizations\//, "organizations"],
];

/** A request that only reads is content with `:readonly`. Searches are posted, but read. */
const onlyReads = ({ method, path }: Operation): boolean =>
  method === "GET" || method === "HEAD" || /\/(search|query)$/.test(path);

/** Any of these is enough; undefined where it is not known which one is. */
export const scopesFor = (operation: Operation): readonly string[] | undefined => {
  const path = operation.path.replace(/^\/api\/v2/, "");
  const scope = FAMILIES.find(([pattern]) => pattern.test(path))?.[1];
  if (scope === undefined) return undefined;
  return onlyReads(operation) ? [scope, `${scope}:readonly`] : [scope];
};
