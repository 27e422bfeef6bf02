import type { IncomingMessage, ServerResponse } from "node:http";

type Next = (error?: unknown) => void;
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => unknown;

/** The setting `httpNodeMiddleware`: one function or a list of them. */
export const middlewareOf = (setting: unknown): Middleware[] =>
  [setting].flat(Infinity).filter((one): one is Middleware => typeof one === "function");

/** Calls one after the other and then `last`, with the error of the one that failed. What does not call its `next` has answered. */
export const runMiddleware = (
  steps: readonly Middleware[],
  request: IncomingMessage,
  response: ServerResponse,
  last: Next,
): void => {
  const [step, ...others] = steps;
  if (step === undefined) return last();
  let isDone = false;
  const next: Next = (error) => {
    if (isDone) return;
    isDone = true;
    if (error === undefined || error === null) runMiddleware(others, request, response, last);
    else last(error);
  };
  try {
    // An async function that rejects would end Node-RED.
    Promise.resolve(step(request, response, next)).catch((error: unknown) => next(error ?? "rejected"));
  } catch (error) {
    next(error ?? "thrown");
  }
};
