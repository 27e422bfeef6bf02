import assert from "node:assert/strict";
import { emptyTally } from "../../../nodes/lib/platform/client/next-attempt";
import { withOutcome, type Tally } from "../../../nodes/lib/platform/client/outcome";
import {
  closedError,
  GenesysError,
  type ErrorCode,
  type Outcome,
} from "../../../nodes/lib/platform/errors/errors";
import type { PlatformRequest } from "../../../nodes/lib/platform/types";

const ACT: PlatformRequest = {
  ...{ operation: "postConversationsCalls", method: "POST", path: "/calls", repeatable: false },
};
const READ: PlatformRequest = {
  ...{ operation: "getConversation", method: "GET", path: "/c", repeatable: true },
};

const report = (error: unknown, tally: Partial<Tally> = {}, request = ACT): GenesysError =>
  withOutcome(error, request, { ...emptyTally(), attempts: 2, onWire: true, ...tally });
const failed = (code: ErrorCode, outcome: Outcome): GenesysError =>
  new GenesysError(code, "It failed.", { outcome });
const closed = (tally: Partial<Tally>): Outcome => report(closedError(), tally).cause.outcome;

describe("the error that a request ends with", () => {
  it("names the operation, the attempts and the outcome, also after a mistake of this package", () => {
    const bug = report(new TypeError("x is not a function"));
    assert.deepEqual([bug.code, bug.message], ["answer", "Unexpected: x is not a function"]);
    assert.deepEqual(bug.cause, { outcome: "unknown", operation: ACT.operation, attempts: 2 });
    assert.equal(report("oops").message, "Unexpected: oops");
    assert.deepEqual(report(failed("denied", "refused")).cause, {
      ...{ operation: ACT.operation, attempts: 2, outcome: "refused" },
    });
  });

  it("is unknown in all where the last attempt was not sent and an earlier one may have acted", () => {
    assert.equal(report(failed("network", "notSent"), { mayHaveActed: true }).cause.outcome, "unknown");
    assert.equal(report(failed("network", "notSent")).cause.outcome, "notSent");
  });

  it("stays refused where the last attempt was, with the fact that an earlier one may have acted", () => {
    const { cause } = report(failed("conflict", "refused"), { mayHaveActed: true });
    assert.deepEqual([cause.outcome, cause.earlierOutcome], ["refused", "unknown"]);
    assert.ok(!("earlierOutcome" in report(failed("conflict", "refused")).cause));
    assert.ok(!("earlierOutcome" in report(failed("network", "unknown"), { mayHaveActed: true }).cause));
  });

  it("is not sent where the node was closed before the request left", () => {
    assert.equal(closed({ onWire: false }), "notSent");
    assert.equal(closed({ onWire: true }), "unknown");
    assert.equal(closed({ onWire: false, mayHaveActed: true }), "unknown");
    assert.equal(report(failed("timeout", "unknown"), { onWire: false }).cause.outcome, "unknown");
  });

  for (const code of ["network", "timeout", "server"] as const)
    it(`says after a failure of the ${code} what is known of an act, and of a read only that it was not sent`, () => {
      assert.equal(report(failed(code, "notSent")).message, "It failed. Nothing was sent.");
      assert.equal(
        report(failed(code, "unknown")).message,
        "It failed. It is unknown whether the request took effect.",
      );
      assert.equal(report(failed(code, "unknown"), {}, READ).message, "It failed.");
      assert.equal(report(failed(code, "refused")).message, "It failed.");
      assert.equal(report(failed(code, "notSent"), {}, READ).message, "It failed. Nothing was sent.");
    });

  it("adds nothing to a sentence that leaves nothing open", () => {
    for (const code of ["denied", "conflict", "limited", "auth", "answer"] as const)
      for (const outcome of ["notSent", "unknown", "refused"] as const)
        assert.equal(report(failed(code, outcome)).message, "It failed.");
  });
});
