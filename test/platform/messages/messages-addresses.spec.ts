import assert from "node:assert/strict";
import fc from "fast-check";
import { fromAddressOf, toAddressOf } from "../../../nodes/lib/platform/messages/address";
import type { CHANNELS } from "../../../nodes/lib/platform/conversation/message";
import { refuses } from "../../support/refuses";

describe("addresses of messages", () => {
  const forms: [channel: (typeof CHANNELS)[number], given: string, written: string][] = [
    ["sms", "+1 (555) 555-0123", "+15555550123"],
    ["sms", "tel:+15555550123", "+15555550123"],
    ["whatsapp", "+15555550123", "15555550123"],
    ["whatsapp", "15555550123", "15555550123"],
    ["whatsapp", "whatsapp:+15555550123", "15555550123"],
    ["open", "shop user 7", "shop user 7"],
  ];
  for (const [channel, given, written] of forms)
    it(`${channel}: ${given} is written ${written}`, async () =>
      assert.equal(await toAddressOf(channel, given), written));

  it("a text comes from a number, a short code or a sender name", async () => {
    for (const [given, written] of [
      ["+1 555 555 0199", "+15555550199"],
      ["40404", "40404"],
      ["ACME", "ACME"],
    ] as const)
      assert.equal(await fromAddressOf("sms", given), written);
    await assert.rejects(fromAddressOf("sms", "a name much too long"), refuses("fromAddress"));
  });

  it("WhatsApp and open messages come from an integration", async () => {
    const id = "0f7b2f5a-5d0b-4d0e-9a51-8f6a4d1c2b3a";
    assert.equal(await fromAddressOf("whatsapp", id), id);
    assert.equal(await fromAddressOf("whatsapp", "+15555550198"), "15555550198");
    assert.equal(await fromAddressOf("open", id), id);
    await assert.rejects(fromAddressOf("open", "shop"), refuses("fromAddress"));
  });

  it("whatever is given, the result is a form of the channel or an input error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("sms", "whatsapp"), fc.string(), async (channel, given) => {
        const written = await toAddressOf(channel, given).catch((error: unknown) => {
          assert.ok(refuses("toAddress")(error));
          return channel === "sms" ? "+15555550123" : "15555550123";
        });
        assert.match(written, channel === "sms" ? /^\+[1-9]\d{4,14}$/ : /^[1-9]\d{4,14}$/);
      }),
    );
  });
});
