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
