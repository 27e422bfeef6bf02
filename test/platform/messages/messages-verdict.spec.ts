import assert from "node:assert/strict";
import { undecided, verdictOf } from "../../../nodes/lib/platform/messages/delivery";

describe("the verdict about a message", () => {
  it("comes from its status", () => {
    assert.deepEqual(
      ["queued", "sent", "delivery-success", "read", "published", "failed", "delivery-failed", "removed"].map(
        (status) => verdictOf({ status })?.verdict,
      ),
      [undefined, undefined, "delivered", "delivered", "delivered", "failed", "failed", "unknown"],
    );
  });

  it("comes from its receipts where they are ahead of the status", () => {
    const sent = { status: "Sent" };
    assert.equal(verdictOf({ status: "sent", normalizedReceipts: [sent] }), undefined);
    const delivered = verdictOf({ status: "sent", normalizedReceipts: [sent, { status: "Delivered" }] });
    assert.equal(delivered?.verdict, "delivered");
    const reasons = [{ code: "RecipientOptedOut", message: "STOP" }];
    assert.deepEqual(verdictOf({ status: "sent", normalizedReceipts: [{ status: "Failed", reasons }] }), {
      verdict: "failed",
      status: "sent",
      reason: "STOP",
      reasonCode: "RecipientOptedOut",
    });
  });

  it("that it failed always has a reason as text", () => {
    for (const reasons of [undefined, [], [{}], [{ code: "ServerError" }]])
      assert.ok(
        verdictOf({
          status: "failed",
          normalizedReceipts: [{ status: "Failed", ...(reasons && { reasons }) }],
        })?.reason,
      );
    assert.ok(verdictOf({ status: "failed" })?.reason);
  });

  it("is unknown at the deadline, with what was seen last", () => {
    assert.match(undecided(60, { status: "sent" }).reason ?? "", /60 s .*"sent"/);
    assert.match(undecided(60, undefined).reason ?? "", /could not be found/);
  });
});
