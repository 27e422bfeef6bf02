import { errorBody, refusal, type RefusalCode } from "./errors";
import type { Fault } from "./faults";
import type { Reply } from "./handler";

/** The response of a fault; undefined if it lets the request through or breaks the connection. */

const CODES: Readonly<Record<number, RefusalCode>> = {
  400: "bad.request",
  401: "bad.credentials",
  403: "not.authorized",
  404: "not.found",
  500: "internal.server.error",
  503: "service.unavailable",
  504: "request.timeout",
};

const PAGE =
  "<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

export const faultReply = (fault: Fault, correlationId: string): Reply | undefined => {
  if ("retryAfter" in fault) {
    const error = refusal("too.many.requests.retry.after", { seconds: fault.retryAfter });
    const headers = { "Retry-After": String(fault.retryAfter) };
    return { status: 429, headers, body: errorBody(error, correlationId) };
  }
  if ("html" in fault)
    return { status: fault.status ?? 502, headers: { "Content-Type": "text/html" }, body: PAGE };
  if ("brokenBody" in fault)
    return {
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: '{"id":"cut off in the mid',
    };
  if ("status" in fault) {
    const code = CODES[fault.status] ?? "internal.server.error";
    const body = fault.body ?? errorBody(refusal(code, {}, { status: fault.status }), correlationId);
    return { status: fault.status, ...(fault.headers ? { headers: fault.headers } : {}), body };
  }
  return undefined;
};
