import assert from "node:assert/strict";
import { confirmDelivery } from "../../../nodes/lib/platform/messages/confirm-delivery";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { closedError } from "../../../nodes/lib/platform/errors/errors";
import { openScripted, refused } from "../../support/scripted-client";

describe("the delivery of a message that is confirmed", () => {
  for (const [what, answer] of [
    ["is silent", undefined],
    ["asks to wait for longer", refused(429, { "retry-after": "60" })],
  ] as const)
    it(`is unknown within two seconds of the deadline where the platform ${what}`, async () => {
      const { clock, client } = openScripted(() => answer);
      const startedAt = clock.now();
      const watched = { conversationId: "c", messageId: "m", deadlineSeconds: 5 };
      const { delivery } = await clock.runUntil(
        confirmDelivery(client, { ...watched, signal: createClosing().signal }),
      );
      assert.equal(delivery.verdict, "unknown");
      assert.ok(clock.now() - startedAt <= 7_000);
    });

  it("is unknown, and no error that invites to send again, where the account was closed meanwhile", async () => {
    const { clock, client } = openScripted(() => closedError());
    const watched = {
      conversationId: "c",
      messageId: "m",
      deadlineSeconds: 5,
      signal: createClosing().signal,
    };
    const { delivery } = await clock.runUntil(confirmDelivery(client, watched));
    assert.deepEqual([delivery.verdict, /closed/.test(delivery.reason ?? "")], ["unknown", true]);
  });
});
