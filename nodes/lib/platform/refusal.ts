import { codeOfStatus, GenesysError, type ErrorCause } from "./errors";
import { scrub } from "./scrub";
import type { RateLimit } from "./types";

/** A non-2xx answer as it came over the wire. */
export interface Refusal {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** The answer of the platform as an error that says what to do. Nothing of a header value or a body goes into it unscrubbed. */
export const refusalError = ({ status, headers, body }: Refusal): GenesysError => {
  const told = readErrorBody(body);
  const cause: ErrorCause = {
    outcome: status >= 500 || status === 408 ? "unknown" : "refused",
    status,
    ...told,
    ...optional("correlationId", headers["inin-correlation-id"] ?? told.correlationId),
    ...optional("retryAfterMs", retryAfterMs(headers)),
    ...optional("rateLimit", rateLimitOf(headers)),
  };
  return new GenesysError(codeOfStatus(status), sentence(status, cause, body), cause);
};

/** `Retry-After` in ms; the platform sends whole seconds. */
const retryAfterMs = (headers: Refusal["headers"]): number | undefined => {
  const seconds = Number.parseFloat(headers["retry-after"] ?? "");
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
};

/** The `inin-ratelimit-*` headers, which stand on every answer. */
export const rateLimitOf = (headers: Refusal["headers"]): RateLimit | undefined => {
  const used = Number.parseInt(headers["inin-ratelimit-count"] ?? "", 10);
  const allowed = Number.parseInt(headers["inin-ratelimit-allowed"] ?? "", 10);
  const resetSeconds = Number.parseInt(headers["inin-ratelimit-reset"] ?? "", 10);
  return [used, allowed, resetSeconds].every(Number.isFinite) ? { used, allowed, resetSeconds } : undefined;
};

const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const readErrorBody = (body: unknown) => {
  if (typeof body !== "object" || body === null) return {};
  const told = body as Record<string, unknown>;
  // The token endpoint says `error`, the API says `code`.
  const platformCode = text(told.code) ?? text(told.error);
  const words = text(told.message) ?? text(told.error_description) ?? text(told.description);
  return {
    ...optional("platformCode", platformCode),
    ...optional("platformMessage", words === undefined ? undefined : scrub(words)),
    ...optional("correlationId", text(told.contextId)),
    ...optional("missingPermissions", missingPermissions(platformCode, words)),
  };
};

const missingPermissions = (code: string | undefined, words: string | undefined): string[] | undefined => {
  if (code === undefined || !/^missing\..*permission/.test(code) || words === undefined) return undefined;
  const named = words.match(/\b[a-zA-Z]+:[a-zA-Z*]+:[a-zA-Z*]+\b/g);
  return named === null ? undefined : [...new Set(named)];
};

/** What to do about the platform's own codes; where none fits, the status decides. */
const ADVICE: Readonly<Record<string, string>> = {
  "not.a.user":
    "This operation acts for a signed-in user, and the account's token has none. " +
    "Use an account with the grant authorization code, or the operation's variant on behalf of a user.",
  "missing.division.permission":
    "The account's role does not reach this object's division. Grant the role in that division as well.",
  "conversation.error.call.disconnected":
    "The call has already ended, so nothing can be changed on it any more.",
  "conversation.error.hold.alerting": "The call is still alerting; it can be held once it is answered.",
  "conversation.error.cannot.confine.party": "Only a party of a conference (three or more) can be confined.",
  "conversation.error.wrapup.code.required": "A wrap-up code is needed: give the code's id or name.",
  "conversation.error.wrapup.cannot.skip": "The queue's settings do not allow this wrap-up to be skipped.",
  "conversation.error.no.user.station":
    "The user has no station to call from. Select a phone for them first.",
  "conversation.error.not.conversation.participant":
    "That user or participant does not take part in the conversation.",
  invalid_client:
    "Genesys Cloud does not accept these client credentials. Check client id and secret, and the region: " +
    "credentials work only in the region that they were made in, and a wrong region looks just like a wrong secret.",
  unauthorized_client: "The OAuth client is not allowed to use this grant. Check the client's grant type.",
  unsupported_grant_type: "The OAuth client is not allowed to use this grant. Check the client's grant type.",
  invalid_grant: "The sign-in is no longer valid. Sign in again in the account's dialog.",
  "request.entity.too.large": "The request is larger than the platform accepts.",
};

const sentence = (status: number, cause: ErrorCause, body: unknown): string => {
  const advice = cause.platformCode === undefined ? undefined : ADVICE[cause.platformCode];
  const words = cause.platformMessage === undefined ? "" : ` The platform says: ${cause.platformMessage}`;
  if (cause.missingPermissions !== undefined)
    return (
      `The account lacks a permission: ${cause.missingPermissions.join(", ")}. ` +
      "Add it to a role of the OAuth client (or of the signed-in user)."
    );
  if (advice !== undefined) return advice + words;
  if (typeof body === "string" && /<html|<!doctype/i.test(body.slice(0, 500)))
    return `The answer ${status} is a web page, not the API. Check the account's hosts and any proxy in between.`;
  return byStatus(status, cause) + words;
};

const byStatus = (status: number, { retryAfterMs }: ErrorCause): string => {
  switch (codeOfStatus(status)) {
    case "auth":
      return "Genesys Cloud refused the account's token, also after a renewal. Check the account's credentials.";
    case "denied":
      return "Genesys Cloud forbids this. The object may lie in a division that the account's role does not reach, or may have ended.";
    case "missing":
      return "Genesys Cloud does not know this object. Check the id, and that the account belongs to the right organisation.";
    case "conflict":
      return "The request conflicts with the present state of the object.";
    case "limited":
      return retryAfterMs === undefined
        ? "The rate limit is used up."
        : `The rate limit is used up; the platform asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`;
    case "server":
    case "timeout":
      return `Genesys Cloud answered ${status}; whether the request took effect is not known.`;
    default:
      return `Genesys Cloud refused the request (${status}).`;
  }
};
