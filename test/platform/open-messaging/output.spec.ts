import assert from "node:assert/strict";
import { readOpenMessage } from "../../../nodes/lib/platform/open-messaging/message";
import { messageOfOpen } from "../../../nodes/lib/platform/open-messaging/output";

const INTEGRATION = "816da18a-ec77-4566-b69a-a804bf08dcf5";

describe("what open message in sets beside the payload", () => {
  const fromIdOf = (from: string, to: string, more: object = {}): unknown =>
    messageOfOpen(
      readOpenMessage({ channel: { id: INTEGRATION, from: { id: from }, to: { id: to } }, ...more }),
    )["fromId"];

  it("is the customer, whichever side wrote, of every type", () => {
    for (const type of ["Text", "Structured", "Event", "Receipt", "Hologram"])
      assert.equal(fromIdOf(INTEGRATION, "chat-1", { type, direction: "Outbound" }), "chat-1");
    assert.equal(fromIdOf("chat-1", INTEGRATION, { type: "Event", direction: "Inbound" }), "chat-1");
  });

  it("is nothing where the body names no customer", () => {
    assert.ok(!("fromId" in messageOfOpen(readOpenMessage({}))));
  });
});
