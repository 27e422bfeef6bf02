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

/** A flow may return what JSON cannot have, such as a circle. */
const UNWRITABLE: Answer = {
  status: 500,
  body: { code: "failed", message: "The response cannot be written as JSON." },
};

const textOf = (body: unknown): string | undefined =>
  typeof body === "string" ? body : JSON.stringify(body);

const writable = (answer: Answer): Answer & { text: string | undefined } => {
  try {
    return { ...answer, text: textOf(answer.body) };
  } catch {
    return { ...UNWRITABLE, text: textOf(UNWRITABLE.body) };
  }
};

/** Sends a response, unless the caller has gone or something else has sent one. */
export const writeAnswer = (response: ServerResponse, answer: Answer): void => {
  if (!response.headersSent && !response.destroyed) {
    const { status, body, headers = {}, text } = writable(answer);
    const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
    response.statusCode = status;
    response.setHeader("Cache-Control", "no-store");
    if (text !== undefined) response.setHeader("Content-Type", type);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(text);
  }
  answer.afterwards?.();
};
