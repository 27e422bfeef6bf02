import assert from "node:assert/strict";
import fc from "fast-check";
import { readOpenMessage } from "../../../nodes/lib/platform/open-messaging/message";
import {
  CONVERSATION,
  eventBody,
  INTEGRATION,
  receiptBody,
  structuredBody,
  webhookBody,
} from "../../support/open-messages";

const LISTS = ["attachments", "quickReplies", "cards", "reactions", "other", "events"] as const;

describe("what an open-messaging integration sends, in one shape", () => {
  it("a text has its ids, both sides, its time and who wrote it", () => {
    const message = readOpenMessage(webhookBody({ id: "a".repeat(32) }));
    const known = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
    assert.deepEqual(known, {
      type: "text",
      id: "a".repeat(32),
      conversationId: CONVERSATION,
      integrationId: INTEGRATION,
      direction: "outbound",
      writtenBy: "human",
      from: { id: INTEGRATION, name: "Avery" },
      to: { id: "casey@chat.example", name: undefined },
      time: "2026-03-02T09:00:00.000Z",
      text: "How can I help?",
      attachments: [],
      quickReplies: [],
      cards: [],
      reactions: [],
      other: [],
      events: [],
      metadata: {},
      attributes: {},
    });
  });

  it("a file comes as its URL, its type and its size", () => {
    const attachment = {
      id: "f-1",
      mediaType: "Image",
      url: "https://downloads.example/1",
      mime: "image/jpeg",
      filename: "a.jpg",
      contentSizeBytes: 10_240,
    };
    const body = webhookBody({ text: undefined, content: [{ contentType: "Attachment", attachment }] });
    const { type, text, attachments } = readOpenMessage(body);
    assert.deepEqual([type, text, attachments], ["text", undefined, [attachment]]);
  });

  it("quick replies are one list, in both spellings of the platform", () => {
    const [yes, no] = ["Yes", "No"].map((text) => ({ text, payload: text.toLowerCase(), action: "Message" }));
    const single = [yes, no].map((quickReply) => ({ contentType: "QuickReply", quickReply }));
    const grouped = [
      { contentType: "QuickReplyV2", quickReplyV2: { title: "Proceed?", actions: [yes, no] } },
    ];
    assert.deepEqual(readOpenMessage(structuredBody(single)).quickReplies, [yes, no]);
    const message = readOpenMessage(structuredBody(grouped, { text: undefined }));
    assert.deepEqual([message.text, message.quickReplies], ["Proceed?", [yes, no]]);
  });

  it("a card and the cards of a carousel are one list, each with its actions", () => {
    const action = { type: "Link", text: "Open", url: "https://shop.example" };
    const content = [
      { contentType: "Card", card: { title: "One", actions: [action] } },
      { contentType: "Carousel", carousel: { cards: [{ title: "Two" }] } },
    ];
    assert.deepEqual(readOpenMessage(structuredBody(content)).cards, [
      { title: "One", actions: [action] },
      { title: "Two", actions: [] },
    ]);
  });

  it("a list picker and a notification template are there as the platform sends them", () => {
    const listPicker = { sections: [{ title: "Colours", items: [{ id: "1", title: "Red" }] }] };
    const template = { header: { text: "Hello" }, body: { text: "Hi", parameters: [] } };
    const content = [
      { contentType: "ListPicker", listPicker },
      { contentType: "Notification", template },
    ];
    const message = readOpenMessage(structuredBody(content));
    assert.deepEqual(
      [message.type, message.listPicker, message.template],
      ["structured", listPicker, template],
    );
  });

  it("events have a name and a detail: typing, reaction, presence", () => {
    for (const [eventType, detail] of [
      ["Typing", { type: "On", duration: 5_000 }],
      ["Reaction", { reactionType: "Like", count: 1 }],
      ["Presence", { type: "Disconnect" }],
    ] as const) {
      const { type, events } = readOpenMessage(eventBody(eventType, detail));
      assert.deepEqual([type, events], ["event", [{ event: eventType.toLowerCase(), detail }]]);
    }
  });

  it("an event by the name of something that every object has is one without a detail", () => {
    for (const eventType of ["__proto__", "Constructor", "ToString"]) {
      const { events } = readOpenMessage({ type: "Event", events: [{ eventType }] });
      assert.deepEqual(events[0]?.detail, {});
      assert.notEqual(events[0]?.detail, Object.prototype);
    }
    const body: unknown = JSON.parse(
      '{ "type": "Event", "events": [{ "eventType": "__proto__", "__proto__": { "a": 1 } }] }',
    );
    assert.deepEqual(readOpenMessage(body as Record<string, unknown>).events[0]?.detail, { a: 1 });
    assert.equal(({} as { a?: number }).a, undefined);
  });

  it("a receipt has its status, whether it is the last, and the reasons", () => {
    const reasons = [{ code: "RateLimited", message: "too many" }, { message: "unknown" }];
    const { type, receipt } = readOpenMessage(receiptBody("Failed", { reasons }));
    assert.deepEqual(
      [type, receipt],
      [
        "receipt",
        {
          status: "failed",
          isFinal: true,
          reasons: [reasons[0], { code: "GeneralError", message: "unknown" }],
        },
      ],
    );
    assert.equal(readOpenMessage(receiptBody("Sent")).receipt?.isFinal, false);
  });

  it("keeps the id of the chat where it differs, the metadata and the custom attributes", () => {
    const body = receiptBody("Delivered", { metadata: { correlation: "c" } });
    Object.assign(body["channel"] as object, {
      messageId: "ext-1",
      metadata: { customAttributes: { tenant: "t" } },
    });
    const { externalId, metadata, attributes } = readOpenMessage(body);
    assert.deepEqual([externalId, metadata, attributes], ["ext-1", { correlation: "c" }, { tenant: "t" }]);
  });

  it("keeps content that it does not know, and a type that is new is unknown", () => {
    const form = { contentType: "Form", form: { id: "f" } };
    const message = readOpenMessage(structuredBody([form], { type: "Hologram" }));
    assert.deepEqual([message.type, message.other], ["unknown", [form]]);
  });

  it("reads any object without failing, always with its lists", () =>
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue()), (body) => {
        const message = readOpenMessage(body);
        for (const list of LISTS) assert.ok(Array.isArray(message[list]), list);
      }),
    ));
});

const FIELDS = ["id", "channel", "type", "text", "content", "events", "status", "reasons", "metadata"];
