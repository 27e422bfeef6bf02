import assert from "node:assert/strict";
import fc from "fast-check";
import { GenesysError, isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { fromAddressOf, toAddressOf } from "../../../nodes/lib/platform/messages/address";
import { explainClash } from "../../../nodes/lib/platform/messages/clash";
import { asTemplate, checkText, contentOf } from "../../../nodes/lib/platform/messages/content";
import { undecided, verdictOf } from "../../../nodes/lib/platform/messages/delivery";
import { asMedia } from "../../../nodes/lib/platform/messages/media";
import type { CHANNELS } from "../../../nodes/lib/platform/conversation/message";

const refuses = (field: string) => (error: unknown) =>
  isGenesysError(error, "input") && error.cause.field === field && error.cause.outcome === "notSent";

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

  it("that it failed always has a reason in words", () => {
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

  it("whatever is given, the answer is a form of the channel or an input error", async () => {
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

describe("what a message says", () => {
  it("is at most 765 characters for an SMS and 2000 for the others", () => {
    assert.equal(checkText("x".repeat(765), "sms").length, 765);
    assert.throws(() => checkText("x".repeat(766), "sms"), refuses("text"));
    for (const channel of ["whatsapp", "open", "webmessaging", undefined]) {
      assert.equal(checkText("x".repeat(2000), channel).length, 2000);
      assert.throws(() => checkText("x".repeat(2001), channel), refuses("text"));
    }
  });

  it("is exactly one of text and template, or nothing", () => {
    assert.equal(contentOf({}, "sms"), undefined);
    assert.deepEqual(contentOf({ text: "a" }, "sms"), { textBody: "a" });
    assert.deepEqual(contentOf({ template: "a" }, "whatsapp"), { messagingTemplate: { responseId: "a" } });
    assert.throws(() => contentOf({ text: "a", template: "b" }, "sms"), refuses("text"));
    assert.throws(() => contentOf({ template: "b" }, "open"), refuses("template"));
  });

  it("takes a template's parameters by name or as a list, and leaves what else it has", () => {
    const list = [{ id: "name", value: "Ada" }];
    assert.deepEqual(asTemplate({ responseId: "a", bodyParameters: { name: "Ada" }, extra: 1 }), {
      responseId: "a",
      bodyParameters: list,
      extra: 1,
    });
    assert.deepEqual(asTemplate({ responseId: "a", parameters: list }), {
      responseId: "a",
      parameters: list,
    });
    for (const bad of ["", " ", 7, null, [], {}, { responseId: "" }, { responseId: "a", parameters: 7 }])
      assert.throws(() => asTemplate(bad), refuses("template"));
  });
});

describe("a file as a flow gives it", () => {
  const png = Buffer.from("\x89PNG....", "latin1");

  it("keeps its bytes, whatever its form", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString("base64");
        for (const content of [Buffer.from(bytes), base64, `data:image/gif;base64,${base64}`]) {
          const media = asMedia({ content, fileName: "a.gif" });
          assert.ok(media.kind === "file");
          assert.deepEqual([...media.bytes], [...bytes]);
          assert.equal(media.contentType, "image/gif");
        }
      }),
    );
  });

  it("gets no type from an ending that no table has, whatever it is called", () => {
    const media = asMedia({ content: png, fileName: "a.constructor" });
    assert.deepEqual([media.kind, "contentType" in media && media.contentType], ["file", undefined]);
  });

  it("gets a name and a type from its first bytes where it has none", () => {
    assert.deepEqual(asMedia(png), {
      kind: "file",
      bytes: png,
      fileName: "file.png",
      contentType: "image/png",
    });
    const media = asMedia({ content: png, contentType: "image/jpeg" });
    assert.ok(media.kind === "file");
    assert.equal(media.fileName, "file.jpg");
  });

  it("may be one that is uploaded already", () => {
    assert.deepEqual(asMedia({ mediaId: "m" }), { kind: "uploaded", mediaId: "m" });
  });

  it("is refused where it is none", () => {
    for (const bad of [
      7,
      true,
      null,
      [],
      {},
      "",
      "not base64!",
      "data:image/png;base64,%%",
      { content: 7 },
      { content: "" },
    ])
      assert.throws(() => asMedia(bad), refuses("media"));
  });
});

describe("a refusal because a conversation is open", () => {
  const refusal = (code: "rejected" | "conflict" | "server", facts: object = {}) =>
    new GenesysError(code, "Refused.", { outcome: "refused", platformCode: "bad.request", ...facts });
  const explained = (error: unknown, mode: "agentless" | "attended" = "agentless", useExisting = false) =>
    explainClash(error, mode, useExisting) as GenesysError;

  it("is a conflict, whether the status or the words say so", () => {
    assert.equal(explained(refusal("conflict")).code, "conflict");
    const worded = refusal("rejected", { platformMessage: "An active conversation already exists" });
    assert.equal(explained(worded).code, "conflict");
    assert.match(explained(worded).message, /use an existing conversation/);
  });

  it("is named as one possible reason where neither does", () => {
    const { code, message } = explained(refusal("rejected"));
    assert.equal(code, "rejected");
    assert.match(message, /^Refused\. An open conversation .* may be the reason/);
  });

  it("is not suspected behind other codes, other failures, or where the option is set", () => {
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
