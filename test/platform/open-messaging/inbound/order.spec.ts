import assert from "node:assert/strict";
import { inspect } from "node:util";
import { attachmentsOf } from "../../../../nodes/lib/platform/open-messaging/inbound/attachments";
import { momentOf } from "../../../../nodes/lib/platform/time/moment";
import { inboundOrder } from "../../../../nodes/lib/platform/open-messaging/inbound/order";
import { isGenesysError } from "../../../../nodes/lib/platform/errors/errors";

const NOW = Date.UTC(2026, 0, 31, 12);
const ISO = "2026-01-31T12:00:00.000Z";
const OPTIONS = { send: "message", receiptStatus: "delivered", buttonType: "quickReply" } as const;
const GIVEN = { now: NOW, newId: () => "new-id" };

const refusedField = (make: () => unknown): unknown => {
  try {
    make();
  } catch (error) {
    return isGenesysError(error, "input") ? error.cause.field : error;
  }
  return undefined;
};

describe("what a customer sends in another chat", () => {
  describe("its time", () => {
    for (const [what, given] of [
      ["UTC", ISO],
      ["another zone", "2026-01-31T13:00:00+01:00"],
      ["without milliseconds", "2026-01-31T12:00:00Z"],
      ["milliseconds", NOW],
      ["seconds, as Telegram has them", NOW / 1000],
      ["digits as text", String(NOW)],
      ["a Date", new Date(NOW)],
      ["nothing, which means now", undefined],
    ] as const)
      it(`is the same text however it was written: ${what}`, () => {
        assert.equal(momentOf(given, NOW), ISO);
      });

    for (const given of [
      "yesterday",
      "2026-01-31",
      "2026-01-31T12:00:00",
      "2026-02-30T12:00:00Z",
      -1,
      0,
      NaN,
      1e300,
      {},
      true,
      new Date(NaN),
    ])
      it(`is refused where it is not one moment: ${inspect(given)}`, () => {
        assert.equal(
          refusedField(() => momentOf(given, NOW)),
          "time",
        );
      });
  });

  describe("its files", () => {
    const kindsOf = (given: unknown) =>
      attachmentsOf(given).map(({ attachment }) => {
        const { mediaType, mime } = attachment as Record<string, unknown>;
        return [mediaType, mime];
      });

    it("have a type by their name, or the one that is given", () => {
      const url = "https://chat.example/file";
      assert.deepEqual(
        kindsOf([`${url}.PNG`, `${url}.mp4`, `${url}.ogg`, url, { url, mime: "image/heic" }]),
        [
          ["Image", "image/png"],
          ["Video", "video/mp4"],
          ["Audio", "audio/ogg"],
          ["File", "application/octet-stream"],
          ["Image", "image/heic"],
        ],
      );
      const named = { url, fileName: "invoice.pdf", caption: "Yours" };
      assert.deepEqual(attachmentsOf(named), [
        {
          contentType: "Attachment",
          attachment: {
            mediaType: "File",
            url,
            mime: "application/pdf",
            filename: "invoice.pdf",
            text: "Yours",
          },
        },
      ]);
    });

    it("are none where nothing is given, and refused where one has no URL that the platform can fetch", () => {
      assert.deepEqual([attachmentsOf(undefined), attachmentsOf(""), attachmentsOf([])], [[], [], []]);
      for (const given of ["cat.jpg", "data:text/plain,a", "file:///etc/passwd", 7, {}, [null], { url: 1 }])
        assert.equal(
          refusedField(() => attachmentsOf(given)),
          "media",
          JSON.stringify(given),
        );
    });
  });

  describe("its id and time", () => {
    const message = { fromId: "u1", text: "Hello" };

    it("are those of the flow, so that the same message is the same request", () => {
      const given = { ...message, messageId: "m1", time: ISO };
      const [first, second] = [
        inboundOrder(given, OPTIONS, GIVEN),
        inboundOrder(given, OPTIONS, { now: NOW + 60_000, newId: () => "another" }),
      ];
      assert.deepEqual(first, second);
      assert.deepEqual([first.messageId, first.time], ["m1", ISO]);
    });

    it("are new ones where the flow has none", () => {
      const { messageId, time } = inboundOrder(message, OPTIONS, GIVEN);
      assert.deepEqual([messageId, time], ["new-id", ISO]);
    });
  });

  it("has metadata and attributes as texts; other values are refused", () => {
    const order = inboundOrder(
      { fromId: "u1", text: "a", metadata: { page: 3, isNew: true }, attributes: { tier: "gold" } },
      OPTIONS,
      GIVEN,
    );
    assert.deepEqual(order.body["metadata"], { page: "3", isNew: "true" });
    assert.deepEqual((order.body["channel"] as Record<string, unknown>)["metadata"], {
      customAttributes: { tier: "gold" },
    });
    for (const field of ["metadata", "attributes"])
      for (const given of [[], "a", { a: { b: 1 } }, { a: null }])
        assert.equal(
          refusedField(() => inboundOrder({ fromId: "u1", text: "a", [field]: given }, OPTIONS, GIVEN)),
          field,
        );
  });

  it("gives the reason of a failed receipt a code, the general one where it has none of the platform's", () => {
    const options = { ...OPTIONS, send: "receipt", receiptStatus: "failed" } as const;
    const reasonsOf = (reason?: unknown) =>
      inboundOrder({ fromId: "u1", messageId: "m1", reason }, options, GIVEN).body["reasons"];
    assert.deepEqual(reasonsOf("Blocked"), [{ code: "GeneralError", message: "Blocked" }]);
    assert.deepEqual(reasonsOf({ code: "MessageExpired", message: "Too late" }), [
      { code: "MessageExpired", message: "Too late" },
    ]);
    assert.deepEqual(reasonsOf(), [{ code: "GeneralError", message: "The message could not be delivered." }]);
    assert.equal(
      refusedField(() => reasonsOf({ code: 7 })),
      "reason",
    );
  });
});
