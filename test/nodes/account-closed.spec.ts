import assert from "node:assert/strict";
import { accountClosed } from "../../nodes/lib/node/delivery";
import { GenesysError, type Outcome } from "../../nodes/lib/platform/errors/errors";

describe("the error of a node whose account was closed", () => {
  it("says to send the message again only where nothing was sent", () => {
    const messageOf = (outcome: Outcome) => {
      const { code, message, cause } = accountClosed(new GenesysError("closed", "", { outcome }));
      assert.deepEqual([code, cause.outcome, cause.field], ["config", outcome, "account"]);
      return message;
    };
    assert.match(messageOf("notSent"), /Send the message again\./);
    for (const outcome of ["unknown", "done"] as const) {
      assert.match(messageOf(outcome), /closed in the meantime.*Check the result before you send/);
      assert.doesNotMatch(messageOf(outcome), /Send the message again/);
    }
  });
});
