import { inputError } from "../errors/errors";
import type { ExchangeRequest, PlatformRequest } from "../types";
import { writeUrl } from "./url";

/** A request as text: it no longer changes with the objects that it was made from. */
export type Written = ReturnType<typeof writeRequest>;

/**
 * Writes a request down, once for all its attempts.
 * @throws GenesysError `input` where its body or a parameter cannot be written; nothing was sent.
 */
export const writeRequest = ({ operation, method, path, query, body, headers = {} }: PlatformRequest) => ({
  operation,
  method,
  target: written("parameters", operation, () => writeUrl("", path, query)),
  body: body === undefined ? undefined : written("body", operation, () => JSON.stringify(body)),
  headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
});

/** What is wrong is not repeated: it may quote what is personal. */
const written = (field: string, operation: string, write: () => string): string => {
  try {
    return write();
  } catch (error) {
    const kind = error instanceof Error ? error.name : "Error";
    throw inputError(
      field,
      `The input "${field}" cannot be converted to JSON (${kind}). It contains itself, a value that JSON does not support, or an incomplete character.`,
      { operation },
    );
  }
};

/** The same as the transport takes it. */
export const toWire = (
  { method, target, body, headers }: Written,
  { apiUrl, token, timeoutMs, signal }: Sending,
): ExchangeRequest => ({
  method,
  url: `${apiUrl}${target}`,
  headers: { accept: "application/json", ...headers, authorization: `Bearer ${token}` },
  body,
  timeoutMs,
  signal,
});

interface Sending extends Pick<ExchangeRequest, "timeoutMs" | "signal"> {
  apiUrl: string;
  token: string;
}
