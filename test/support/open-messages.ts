import assert from "node:assert/strict";
import { signatureOf } from "../../nodes/lib/platform/open-messaging/signature";

type Body = Record<string, unknown>;

let last = 0;
/** The platform's ids of messages are 32 hex digits. */
export const newId = (): string => (last += 1).toString(16).padStart(32, "0");

export const INTEGRATION = "7f3d2c1b-0000-4000-8000-00000000aaaa";
export const CONVERSATION = "11112222-0000-4000-8000-00000000bbbb";

/** What an open-messaging integration posts, made up after the shape of what the platform sends. */
export const webhookBody = (more: Body = {}): Body => {
  const id = (more["id"] as string | undefined) ?? newId();
  return {
    id,
    channel: {
      id: INTEGRATION,
      messageId: id,
      platform: "Open",
      type: "Private",
      to: { id: "casey@chat.example", idType: "Opaque" },
      from: { nickName: "Avery", id: INTEGRATION, idType: "Opaque" },
      time: "2026-03-02T09:00:00.000Z",
    },
    conversationId: CONVERSATION,
    direction: "Outbound",
    originatingEntity: "Human",
    type: "Text",
    text: "How can I help?",
    ...more,
  };
};

export const structuredBody = (content: Body[], more: Body = {}): Body =>
  webhookBody({ type: "Structured", content, ...more });

export const eventBody = (eventType: string, detail: Body, more: Body = {}): Body => ({
  ...webhookBody(more),
  type: "Event",
  text: undefined,
  events: [{ eventType, [eventType.charAt(0).toLowerCase() + eventType.slice(1)]: detail }],
});

export const receiptBody = (status: string, more: Body = {}): Body => ({
  ...webhookBody(more),
  type: "Receipt",
  text: undefined,
  status,
  isFinalReceipt: status !== "Sent",
});

export const SECRET = "a-secret-of-the-spec";

/** A body as bytes, with the headers with which the platform sends it. */
export const signed = (body: Body | Buffer, secret = SECRET) => {
  const raw = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return {
    raw,
    headers: {
      "content-type": "application/json",
      "content-length": String(raw.length),
      "x-hub-signature-256": signatureOf(secret, raw),
    },
  };
};

/** The object has these properties. */
export const includes = (object: unknown, wanted: Record<string, unknown>): void => {
  const present = object as Record<string, unknown>;
  assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, present[key]])), wanted);
};
