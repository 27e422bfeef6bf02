/** The e-mails of a conversation, the draft among them. Times are ms. */

export interface EmailAddress {
  email?: string | null | undefined;
  name?: string | null | undefined;
}

export interface EmailAttachment {
  attachmentId: string;
  name: string;
  contentType: string;
  contentLength: number;
}

/** What somebody writes: kept as it came in. */
export interface EmailContent {
  to?: readonly EmailAddress[] | null | undefined;
  cc?: readonly EmailAddress[] | null | undefined;
  bcc?: readonly EmailAddress[] | null | undefined;
  from?: EmailAddress | null | undefined;
  replyTo?: EmailAddress | null | undefined;
  subject?: string | null | undefined;
  textBody?: string | null | undefined;
  htmlBody?: string | null | undefined;
  historyIncluded?: boolean | null | undefined;
}

export interface StoredEmail extends EmailContent {
  id: string;
  at: number;
  attachments: EmailAttachment[];
  /** Of a draft. */
  state?: "Created" | "Edited";
  draftType?: "Reply" | "ReplyAll" | "Forward";
}

export interface Mailbox {
  /** Oldest first. */
  messages: StoredEmail[];
  draft?: StoredEmail;
}
