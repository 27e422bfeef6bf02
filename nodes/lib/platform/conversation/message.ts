/** What the platform's message operations speak of. A leaf. */

export const CHANNELS = ["sms", "whatsapp", "open"] as const;
export type Channel = (typeof CHANNELS)[number];

/** A canned response of the org, filled in. */
export interface Template {
  responseId: string;
  [part: string]: unknown;
}

/** Exactly one of what a message may consist of. */
export type Content =
  { textBody: string } | { messagingTemplate: Template } | { mediaIds: readonly string[] };

export interface Reason {
  code?: string;
  message?: string;
}

export interface Receipt {
  status?: string;
  reasons?: readonly Reason[];
  isFinalReceipt?: boolean;
}

/** A message as the platform keeps it. */
export interface MessageData {
  id?: string;
  conversationId?: string;
  status?: string;
  fromAddress?: string;
  toAddress?: string;
  /** Older than `normalizedMessage`. */
  textBody?: string;
  normalizedMessage?: { text?: string; content?: readonly { attachment?: unknown }[] };
  normalizedReceipts?: readonly Receipt[];
  [more: string]: unknown;
}

/** What is known of a message's way to its receiver. */
export interface Delivery {
  verdict: "delivered" | "failed" | "unknown";
  /** The platform's own name for the state of the message. */
  status?: string;
  /** As a text. There is one unless the message was delivered. */
  reason?: string;
  /** The platform's code for a failure. */
  reasonCode?: string;
}

/** What was written, and the addresses of both sides, as properties of a message of the flow. */
export interface MessageContent {
  text?: string;
  /** The files, as the platform describes them: `url`, `mime`, `filename` ... */
  media?: readonly unknown[];
  fromAddress?: string;
  toAddress?: string;
}

/** The content of a message that was read: what there is of it. */
export const contentOfMessage = (message: MessageData = {}): MessageContent => {
  const { fromAddress, toAddress, textBody, normalizedMessage } = message;
  const media = (normalizedMessage?.content ?? []).flatMap(({ attachment }) => attachment ?? []);
  return {
    ...asGiven("text", normalizedMessage?.text ?? textBody),
    ...(media.length === 0 ? {} : { media }),
    ...asGiven("fromAddress", fromAddress),
    ...asGiven("toAddress", toAddress),
  };
};

const asGiven = (name: "text" | "fromAddress" | "toAddress", value: unknown): MessageContent =>
  typeof value === "string" ? { [name]: value } : {};
