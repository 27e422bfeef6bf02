import type { EmailItem } from "../entities/email";
import { present, time, type Wire } from "./wire";

/** E-mails on the wire. */

const MAX_BYTES = 40 * 1024 * 1024;

const sizeOf = (item: EmailItem): number =>
  Buffer.byteLength(item.textBody) +
  Buffer.byteLength(item.htmlBody ?? "") +
  item.attachments.reduce((sum, { contentLength = 0 }) => sum + contentLength, 0);

const head = (item: EmailItem): Wire => ({
  to: item.to,
  cc: item.cc,
  bcc: item.bcc,
  from: item.from,
  replyTo: item.replyTo,
  subject: item.subject,
  attachments: item.attachments,
  time: time(item.at),
  historyIncluded: false,
  emailSizeBytes: sizeOf(item),
  maxEmailSizeBytes: MAX_BYTES,
});

const selfUri = (conversationId: string, { id, state }: EmailItem): string =>
  `/api/v2/conversations/emails/${conversationId}/messages/${state === undefined ? id : "draft"}`;

export const emailToWire = (conversationId: string, item: EmailItem): Wire =>
  present({
    id: item.id,
    ...head(item),
    textBody: item.textBody,
    htmlBody: item.htmlBody,
    state: item.state,
    draftType: item.draftType,
    selfUri: selfUri(conversationId, item),
  });

export const emailPreview = (conversationId: string, item: EmailItem): Wire =>
  present({
    id: item.id,
    ...head(item),
    textBodyPreview: item.textBody.slice(0, 200),
    selfUri: selfUri(conversationId, item),
  });

/** What sending answers: the e-mail without an id of its own. */
export const emailReply = (item: EmailItem): Wire =>
  present({ ...head(item), textBody: item.textBody, htmlBody: item.htmlBody });
