import type { EmailAttachment, StoredEmail } from "../entities/email";
import { present, time, without, type Wire } from "./wire";

/** E-mails as the platform shows them. */

const MAX_BYTES = 10 * 1024 * 1024;
const PREVIEW_LENGTH = 100;

const attachmentToWire = (attachment: EmailAttachment): Wire => ({
  ...attachment,
  contentUri: `/downloads/${attachment.attachmentId}`,
  inlineImage: false,
});

const sizeOf = ({ textBody, htmlBody, attachments }: StoredEmail): number =>
  (textBody ?? "").length +
  (htmlBody ?? "").length +
  attachments.reduce((sum, { contentLength }) => sum + contentLength, 0);

const common = (email: StoredEmail): Wire => ({
  ...Object.fromEntries(
    Object.entries(without(email, "id", "at", "attachments")).filter(([, value]) => value !== null),
  ),
  attachments: email.attachments.map(attachmentToWire),
  time: time(email.at),
  historyIncluded: email.historyIncluded ?? false,
  emailSizeBytes: sizeOf(email),
  maxEmailSizeBytes: MAX_BYTES,
});

const selfUri = (conversationId: string, { id, state }: StoredEmail): string =>
  `/api/v2/conversations/emails/${conversationId}/messages/${state === undefined ? id : "draft"}`;

export const emailToWire = (conversationId: string, email: StoredEmail): Wire =>
  present({ id: email.id, ...common(email), selfUri: selfUri(conversationId, email) });

/** In a list only the beginning of the text is shown. */
export const emailPreviewToWire = (conversationId: string, email: StoredEmail): Wire =>
  present({
    ...without(
      emailToWire(conversationId, email) as Wire & { textBody?: unknown; htmlBody?: unknown },
      "textBody",
      "htmlBody",
    ),
    textBodyPreview: (email.textBody ?? "").slice(0, PREVIEW_LENGTH),
  });

/** What was sent has no id of its own in the answer. */
export const emailReplyToWire = (email: StoredEmail): Wire =>
  present(without(common(email) as Wire & { state?: unknown; draftType?: unknown }, "state", "draftType"));

export const MAX_EMAIL_BYTES = MAX_BYTES;
