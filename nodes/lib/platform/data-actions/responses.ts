import type { ErrorCode } from "../errors/errors";
import { RESPONSE_STATUS } from "../errors/response-status";
import { scrub } from "../errors/scrub";

/** What the platform receives: a status, a JSON body, and for some errors a header. */
export interface ActionResponse {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** What a flow may hand over as its error: `msg.error` of a Catch node, or of a second output. */
export interface FlowError {
  message?: unknown;
  code?: unknown;
  cause?: unknown;
}

/** The code of an error that is none of this package, such as one of a function node. */
export const FLOW_ERROR = "flowError";

const isCode = (code: unknown): code is Exclude<ErrorCode, "closed"> =>
  typeof code === "string" && Object.hasOwn(RESPONSE_STATUS, code);

const factsOf = (cause: unknown): { field?: string; retryAfterMs?: number } => {
  if (typeof cause !== "object" || cause === null) return {};
  const { field, retryAfterMs } = cause as Record<string, unknown>;
  return {
    ...(typeof field === "string" ? { field } : {}),
    ...(typeof retryAfterMs === "number" ? { retryAfterMs } : {}),
  };
};

/** An error as Architect can read it: the code to switch on, the sentence, and the field where there is one. */
export const errorResponse = ({ message, code, cause }: FlowError): ActionResponse => {
  const sentence = typeof message === "string" && message !== "" ? message : "The flow failed.";
  // The text of another node may have anything in it.
  if (!isCode(code)) return { status: 500, body: { code: FLOW_ERROR, message: scrub(sentence) } };
  const { field, retryAfterMs } = factsOf(cause);
  const retryAfter = { "Retry-After": String(Math.ceil((retryAfterMs ?? 0) / 1000)) };
  return {
    status: RESPONSE_STATUS[code],
    body: { code, message: sentence, ...(field === undefined ? {} : { field }) },
    ...(retryAfterMs === undefined ? {} : { headers: retryAfter }),
  };
};

/** The code of a response by which the flow has failed, as opposed to one that refuses what it was asked for. */
export const codeOfFailure = ({ status, body }: ActionResponse): ErrorCode | undefined => {
  const { code } = (typeof body === "object" && body !== null ? body : {}) as { code?: unknown };
  return status >= 500 && isCode(code) ? code : undefined;
};
