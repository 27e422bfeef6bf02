/** Messages, the files in them, and the org's ends of the channels. Times are ms. */

export type MessageStatus =
  | "queued"
  | "sent"
  | "failed"
  | "received"
  | "delivery-success"
  | "delivery-failed"
  | "read"
  | "removed"
  | "published";

export interface FailureReason {
  code: string;
  message: string;
}

export interface TemplateParameter {
  id?: string | null;
  value?: string | null;
}

/** What fills in a template, by the part that it belongs to. */
export interface TemplateParameters {
  header: readonly TemplateParameter[];
  body: readonly TemplateParameter[];
  buttonUrl: readonly TemplateParameter[];
}

export interface TextMessage {
  id: string;
  conversationId: string;
  communicationId: string;
  direction: "inbound" | "outbound";
  /** `sms`, `whatsapp`, `open` ... */
  channel: string;
  at: number;
  from: string;
  to: string;
  text?: string;
  mediaIds: readonly string[];
  responseId?: string;
  templateParameters?: TemplateParameters;
  metadata?: Readonly<Record<string, string>>;
  /** The message that a public one answers. */
  replyToId?: string;
  button?: Readonly<Record<string, unknown>>;
  /** As the model of the channel has them. */
  attachments: readonly Readonly<Record<string, unknown>>[];
  status: MessageStatus;
  /** Every step after the first, oldest first. */
  steps: { status: MessageStatus; at: number; reason?: FailureReason }[];
  /** The user of the org who wrote it. */
  userId?: string;
  /** The id that the other side gave it. */
  externalId?: string;
}

export interface StoredMedia {
  id: string;
  conversationId: string;
  communicationId: string;
  fileName: string;
  contentLength: number;
  contentType?: string;
  status: "uploading" | "valid" | "invalid";
  at: number;
}

export interface Integration {
  id: string;
  name: string;
  messengerType: "sms" | "whatsapp" | "open" | "apple" | "facebook" | "instagram" | "twitter";
  /** An extension of open messaging. */
  extension?: "googlebusinessprofile";
  status?: "Active" | "Incomplete";
  supportedContentId?: string;
  messagingSettingId?: string;
  /** Of a number; the WhatsApp id is the same without its plus. */
  phoneNumber?: string;
  webhookUrl?: string;
  /** Signs what is posted to the webhook. */
  webhookSecret?: string;
  /** Sent along with it. */
  webhookHeaders?: Readonly<Record<string, string>>;
  /** Where customers who write first are routed. */
  queueId: string;
  /** Further wire fields, of those that a platform has for itself. */
  details?: Readonly<Record<string, unknown>>;
}

/** What one user writes to another. */
export interface InternalMessage {
  id: string;
  conversationId: string;
  communicationId: string;
  at: number;
  senderId: string;
  recipientId?: string;
  text: string;
}
