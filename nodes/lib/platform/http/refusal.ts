import { ADVICE } from "../errors/advice";
import { withoutEcho } from "../errors/echo";
import { codeOfStatus, GenesysError, type ErrorCause } from "../errors/errors";
import { readRateLimit, judgeRateLimit } from "./rate-limit";
import { scrub } from "../errors/scrub";

/** A non-2xx response as it was received. */
export interface Refusal {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
  /** Why the body could not be read. */
  damage?: string | undefined;
  /** The body of the request, of which nothing is repeated in an error. */
  sent?: string | Uint8Array | undefined;
}

/** The response of the platform as an error that explains what to do. Header values and bodies are scrubbed first. */
export const refusalError = ({ status, headers, body, damage, sent }: Refusal): GenesysError => {
  if (status === 407) return wantsCredentials();
  const fields = readErrorBody(body, sent);
  const cause: ErrorCause = {
    outcome: (status >= 500 && status !== 501) || status === 408 ? "unknown" : "refused",
    status,
    ...fields,
    ...optional("correlationId", headers["inin-correlation-id"] ?? fields.correlationId),
    ...readRateLimit(headers, body),
    ...optional("networkCode", damage),
  };
  const unread = damage === undefined ? "" : ` The body of the response could not be read (${damage}).`;
  return new GenesysError(codeOfStatus(status), sentence(status, cause, body) + unread, cause);
};

/** A proxy that refused the tunnel to the host: the platform has received nothing. */
export const proxyError = (status: number, host: string): GenesysError => {
  if (status === 407) return wantsCredentials();
  const answer = Number.isInteger(status) ? status : "something that is not HTTP";
  return new GenesysError(
    "network",
    `The proxy returned ${answer} to the request for a tunnel to ${host}. Nothing was sent. Ask the administrator of the proxy to allow this host.`,
    { outcome: "notSent", networkCode: "NO_TUNNEL" },
  );
};

/** Only a proxy responds so, and then it has forwarded nothing. */
const wantsCredentials = (): GenesysError =>
  new GenesysError(
    "network",
    "The proxy requires credentials. Set them in HTTPS_PROXY, as in http://user:password@proxy.example.com:8080.",
    { outcome: "notSent", status: 407 },
  );

const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const readErrorBody = (body: unknown, sent: Refusal["sent"]) => {
  if (typeof body !== "object" || body === null) return {};
  const fields = body as Record<string, unknown>;
  // The token endpoint returns `error`, the API returns `code`.
  const platformCode = text(fields.code) ?? text(fields.error);
  const words = text(fields.message) ?? text(fields.error_description) ?? text(fields.description);
  return {
    ...optional("platformCode", platformCode === undefined ? undefined : scrub(platformCode)),
    ...optional("platformMessage", words === undefined ? undefined : scrub(withoutEcho(words, sent))),
    ...optional("correlationId", text(fields.contextId)),
    ...optional("missingPermissions", missingPermissions(platformCode, words)),
  };
};

const missingPermissions = (code: string | undefined, words: string | undefined): string[] | undefined => {
  if (code === undefined || !/^missing\..*permission/.test(code) || words === undefined) return undefined;
  const named = words.match(/\b\w+:[\w*]+:[\w*]+/g);
  return named === null ? undefined : [...new Set(named)];
};

const sentence = (status: number, cause: ErrorCause, body: unknown): string => {
  const { platformCode = "", platformMessage, missingPermissions } = cause;
  const advice = Object.hasOwn(ADVICE, platformCode) ? ADVICE[platformCode] : undefined;
  const words = platformMessage === undefined ? "" : ` The platform reports: ${platformMessage}`;
  if (missingPermissions !== undefined) return lacking(missingPermissions, platformCode);
  if (advice !== undefined) return advice + words;
  if (typeof body === "string" && /<html|<!doctype/i.test(body.slice(0, 500)))
    return `The response ${status} is a web page, not the API. Check the account's hosts and the proxy, if there is one.`;
  return byStatus(status, cause) + words;
};

const lacking = (permissions: string[], platformCode: string): string =>
  (permissions.length === 1 ? "The account lacks a permission: " : "The account lacks permissions: ") +
  permissions.join(", ") +
  (platformCode === "missing.any.permissions" && permissions.length > 1
    ? " (one of them is sufficient). "
    : ". ") +
  (platformCode === "missing.division.permission"
    ? ADVICE[platformCode]
    : "Add it to a role of the OAuth client or of the signed-in user, for the division of the object.");

const limited = (cause: ErrorCause): string => {
  const isOfOperation = judgeRateLimit(cause).scope === "operation";
  const what = isOfOperation ? "The rate limit of this operation is exceeded" : "The rate limit is exceeded";
  const { retryAfterMs } = cause;
  return retryAfterMs === undefined
    ? `${what}. Send requests more slowly.`
    : `${what}. The platform requests a wait of ${Math.ceil(retryAfterMs / 1000)} s. Send requests more slowly.`;
};

const byStatus = (status: number, cause: ErrorCause): string => {
  if (status === 405 || status === 501)
    return `Genesys Cloud does not have this operation (${status}). Nothing was done. Check its method and path.`;
  switch (codeOfStatus(status)) {
    case "auth":
      return "Genesys Cloud refused the account's token, also after a renewal. Check the account's credentials.";
    case "denied":
      return "Genesys Cloud denies access. The object may be in a division that the account's role does not include, or may have ended. The OAuth client of a signed-in user may lack a scope.";
    case "missing":
      return "The object does not exist in Genesys Cloud. Check the id, and that the account belongs to the right organisation.";
    case "conflict":
      return "The request conflicts with the current state of the object. Read the object again before you retry.";
    case "limited":
      return limited(cause);
    case "server":
    case "timeout":
      return `Genesys Cloud is unavailable or overloaded (${status}). Check the result of the request, or try again later.`;
    default:
      return `Genesys Cloud refused the request (${status}). Correct its inputs.`;
  }
};
