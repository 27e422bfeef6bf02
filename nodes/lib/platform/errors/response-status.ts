import type { ErrorCode } from "./errors";

/**
 * The HTTP status by which a flow returns an error to its own caller: whose fault it is, seen from there. `closed` is never
 * reported. docs/errors.md shows this table.
 */
export const RESPONSE_STATUS: Readonly<Record<Exclude<ErrorCode, "closed">, number>> = {
  input: 400,
  config: 500,
  auth: 502,
  noTarget: 404,
  ambiguous: 409,
  denied: 502,
  missing: 404,
  conflict: 409,
  rejected: 422,
  limited: 429,
  server: 502,
  network: 502,
  timeout: 504,
  answer: 502,
  backplane: 503,
};
