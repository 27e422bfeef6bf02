/** E-mails and the drafts of replies. Times are ms. */

export interface EmailAddress {
  email?: string;
  name?: string;
}

export interface EmailAttachment {
  attachmentId?: string;
  name?: string;
  contentUri?: string;
  contentType?: string;
  contentLength?: number;
  inlineImage?: boolean;
}

export interface EmailItem {
  id: string;
  direction: "inbound" | "outbound";
  at: number;
  from: EmailAddress;
  to: readonly EmailAddress[];
  cc: readonly EmailAddress[];
  bcc: readonly EmailAddress[];
  replyTo?: EmailAddress;
  subject: string;
  textBody: string;
  htmlBody?: string;
  attachments: EmailAttachment[];
  draftType?: "Reply" | "ReplyAll" | "Forward";
  /** Only of drafts. */
  state?: "Created" | "Ready" | "Edited";
}

/** The e-mails of one conversation, oldest first. */
export interface EmailThread {
  messages: EmailItem[];
  draft?: EmailItem;
}
