import assert from "node:assert/strict";
import { afterDone } from "../../../nodes/lib/platform/errors/after-done";
import { closedError, GenesysError } from "../../../nodes/lib/platform/errors/errors";

const DONE = {
  what: "The call was placed, but its state is not known",
  advice: "Do not place it again.",
  facts: { conversationId: "c-1" },
};
const after = (thrown: unknown, signal?: AbortSignal): unknown => afterDone(thrown, { ...DONE, signal });
const failed = (message: string): GenesysError =>
  new GenesysError("network", message, { outcome: "notSent", operation: "getConversation" });

describe("what fails after something was done", () => {
  it("has the outcome `done` with all that is known, so that no flow does it again", () => {
    const error = after(failed("The connection failed. Nothing was sent."));
    assert.ok(error instanceof GenesysError);
    assert.equal(error.code, "network");
    assert.deepEqual(error.cause, {
      outcome: "done",
      operation: "getConversation",
      conversationId: "c-1",
    });
    assert.equal(
      error.message,
      "The call was placed, but its state is not known: The connection failed. Do not place it again.",
    );
  });

  it("repeats the reason as it is where it does not end with what was sent", () => {
    const { message } = after(failed("It failed. Nothing was sent. Ask the administrator.")) as Error;
    assert.match(message, /: It failed\. Nothing was sent\. Ask the administrator\. Do not/);
  });

  it("says that the account was closed where its node goes on", () => {
    for (const signal of [undefined, new AbortController().signal]) {
      const error = after(closedError(), signal);
      assert.ok(error instanceof GenesysError);
      assert.deepEqual([error.code, error.cause.outcome, error.cause.field], ["config", "done", "account"]);
      assert.equal(error.cause.conversationId, "c-1");
      assert.match(
        error.message,
        /^The call was placed, .*: the Genesys Cloud account of this node was closed in the meantime, .* Do not place it again\.$/,
      );
    }
  });

  it("stays as it is where the node itself was closed, or where it is a mistake of this package", () => {
    const closed = closedError();
    assert.equal(after(closed, AbortSignal.abort()), closed);
    const bug = new TypeError("x is not a function");
    assert.equal(after(bug), bug);
  });
});
