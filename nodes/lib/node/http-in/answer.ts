import type { ServerResponse } from "node:http";
import type { Refusal } from "./refusal";

/** What an endpoint returns. */
export interface Answer {
  status: number;
  /** Sent as JSON; text as it is. Left out: no body. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Called once the response has been handed to the connection: what must not delay it. */
  afterwards?: () => void;
}

/** A refusal as a response: `{ code, message }`, as the errors of a flow have them. */
export const answerOfRefusal = ({ status, code, message, headers }: Refusal): Answer => ({
  status,
  headers,
  body: { code, message },
});

/** Sends a response, unless the caller has gone or something else has sent one. */
export const writeAnswer = (response: ServerResponse, answer: Answer): void => {
  const { status, body, headers = {}, afterwards } = answer;
  if (!response.headersSent && !response.destroyed) {
    const isText = typeof body === "string";
    const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
    response.statusCode = status;
    response.setHeader("Cache-Control", "no-store");
    if (body !== undefined) response.setHeader("Content-Type", type);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
  }
  afterwards?.();
};
