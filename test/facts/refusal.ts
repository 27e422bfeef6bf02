import assert from "node:assert/strict";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";

/** The `input` error that an attempt ends in. */
export const refusal = (attempt: () => unknown): GenesysError => {
  try {
    attempt();
  } catch (error) {
    assert.ok(error instanceof GenesysError, String(error));
    assert.equal(error.code, "input");
    assert.equal(error.cause.outcome, "notSent");
    return error;
  }
  return assert.fail("it was not refused");
};
