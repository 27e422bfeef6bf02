import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { explainClash } from "../../../nodes/lib/platform/messages/clash";

describe("a refusal because a conversation is open", () => {
  const refusal = (code: "rejected" | "conflict" | "server", facts: object = {}) =>
    new GenesysError(code, "Refused.", { outcome: "refused", platformCode: "bad.request", ...facts });
  const explained = (error: unknown, mode: "agentless" | "attended" = "agentless", useExisting = false) =>
    explainClash(error, mode, useExisting) as GenesysError;

  it("is a conflict, whether the status or the message says so", () => {
    assert.equal(explained(refusal("conflict")).code, "conflict");
    const worded = refusal("rejected", { platformMessage: "An active conversation already exists" });
    assert.equal(explained(worded).code, "conflict");
    assert.match(
      explained(worded).message,
      /Set "Use an existing conversation" .* If an agent has it, .* reply to message/,
    );
  });

  it("is named as one possible reason where neither does", () => {
    const { code, message } = explained(refusal("rejected"));
    assert.equal(code, "rejected");
    assert.match(message, /^Refused\. An open conversation .* may be the reason/);
  });

  it("is not assumed for other codes, other failures, or where the option is set", () => {
    for (const error of [
      refusal("server"),
      refusal("rejected", { platformCode: "conversations.error.queue.not.found" }),
      new Error("x"),
    ])
      assert.equal(explained(error), error);
    const set = refusal("rejected");
    assert.equal(explained(set, "agentless", true), set);
  });

  it("through a queue, the option does not help against a live conversation", () => {
    assert.match(explained(refusal("conflict"), "attended", true).message, /reply to message/);
  });
});
