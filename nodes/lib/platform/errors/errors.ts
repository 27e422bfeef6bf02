/** The errors that a flow can receive. This file imports nothing of the package. */

/** The codes that a flow switches on. They are public: only added to. */
export type ErrorCode =
  | "input"
  | "config"
  | "auth"
  | "noTarget"
  | "ambiguous"
  | "denied"
  | "missing"
  | "conflict"
  | "rejected"
  | "limited"
  | "server"
  | "network"
  | "timeout"
  | "answer"
  | "backplane"
  | "closed";

/** The outcome of the request. A flow that must never act twice switches on it. */
export type Outcome = "notSent" | "refused" | "unknown" | "done";

/** Plain facts of an error, never a header value, a body or a secret. */
export interface ErrorCause {
  outcome: Outcome;
  operation?: string;
  status?: number;
  /** The `code` of the platform's error body. */
  platformCode?: string;
  /** The platform's message. */
  platformMessage?: string;
  correlationId?: string;
  missingPermissions?: string[];
  retryAfterMs?: number;
  /** The rate limit window of the token, from the headers. */
  rateLimit?: { used: number; allowed: number; resetSeconds: number };
  /** The rate limit that the platform names. */
  limit?: { key: string; namespace?: string };
  attempts?: number;
  /** The last attempt was refused, but an earlier one may have taken effect. */
  earlierOutcome?: "unknown";
  /** The input or option that is not usable. */
  field?: string;
  [fact: string]: unknown;
}

/**
 * The only error that leaves this package. A Catch node receives `message`, `code` and `cause`, so all three are own
 * properties and `cause` is a plain object.
 */
export class GenesysError extends Error {
  override readonly name = "GenesysError";
  readonly code: ErrorCode;
  override readonly cause: ErrorCause;

  constructor(code: ErrorCode, message: string, cause: ErrorCause) {
    super(message);
    this.code = code;
    this.cause = cause;
  }
}

export const isGenesysError = (error: unknown, code?: ErrorCode): error is GenesysError =>
  error instanceof GenesysError && (code === undefined || error.code === code);

/** An input of a node that cannot be used; nothing was sent. */
export const inputError = (
  field: string,
  message: string,
  facts: Record<string, unknown> = {},
): GenesysError => new GenesysError("input", message, { ...facts, outcome: "notSent", field });

/** An input that is needed and blank; nothing was sent. */
export class BlankInputError extends GenesysError {
  /** @param advice what to set, as sentences. @param place where the input is read from, as a flow author writes it. */
  constructor(
    readonly field: string,
    readonly advice?: string,
    place = `The input "${field}"`,
  ) {
    super("input", [`${place} is blank.`, advice].filter(Boolean).join(" "), { outcome: "notSent", field });
  }
}

export const blankInput = (field: string, advice?: string): GenesysError =>
  new BlankInputError(field, advice);

/** From HTTP status to the code that a flow switches on. This is the only such table. */
export const codeOfStatus = (status: number): ErrorCode => {
  switch (status) {
    case 401:
      return "auth";
    case 403:
      return "denied";
    case 404:
    case 410:
      return "missing";
    case 408:
      return "timeout";
    case 409:
    case 412:
      return "conflict";
    case 429:
      return "limited";
    case 501: // not implemented: nothing was done
      return "rejected";
    default:
      return status >= 500 ? "server" : status >= 400 ? "rejected" : "answer";
  }
};

/** The same error with more facts in its cause. */
export const withFacts = (error: GenesysError, facts: Record<string, unknown>): GenesysError =>
  new GenesysError(error.code, error.message, { ...facts, ...error.cause });

/** An account that cannot be used as it is set; nothing was sent. */
export const configError = (field: string, message: string): GenesysError =>
  new GenesysError("config", message, { outcome: "notSent", field });

/**
 * What joins the instances of Node-RED is away, so that it is not known which of them may act; nothing was sent.
 * @param why a sentence, without a secret.
 */
export const backplaneError = (why: string, facts: Record<string, unknown> = {}): GenesysError =>
  new GenesysError(
    "backplane",
    `The backplane does not respond, so another instance may be doing the same. Nothing was sent. ${why} ` +
      "Send the message again when the backplane is back.",
    { ...facts, outcome: "notSent" },
  );

/** What a call that was ended by closing its node rejects with; never reported. */
export const closedError = (outcome: Outcome = "unknown"): GenesysError =>
  new GenesysError("closed", "The node was closed.", { outcome });
