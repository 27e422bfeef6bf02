import type { EmailAddress, EmailAttachment, EmailItem } from "../entities/email";
import { emailToWire } from "../formatters/email";
import type { Context } from "../http/handler";
import { draftFor, threadOf } from "../machines/emails";
import { notPlayed } from "../http/not-played";
import type { Conversation } from "../entities/conversation";

/** The fields of an e-mail in a request. */

export interface EmailInput {
  to?: EmailAddress[] | null;
  cc?: EmailAddress[] | null;
  bcc?: EmailAddress[] | null;
  from?: EmailAddress | null;
  replyTo?: EmailAddress | null;
  subject?: string | null;
  textBody?: string | null;
  htmlBody?: string | null;
  attachments?: EmailAttachment[] | null;
}

/** The fields of the model that are the platform's to set. */
const OF_THE_PLATFORM = ["name", "time", "historyIncluded", "state", "draftType"] as const;

/** A client that reads the draft sends all of it back. A field that repeats the draft changes nothing. */
export const refuseOtherFields = ({ store, operation, body }: Context, conversation: Conversation): void => {
  const given = body as Readonly<Record<string, unknown>>;
  const platformFields = OF_THE_PLATFORM.filter(
    (field) => given[field] !== undefined && given[field] !== null,
  );
  if (platformFields.length === 0) return;
  const draft = threadOf(store, conversation).draft ?? draftFor(store, conversation);
  const shown = emailToWire(conversation.id, draft);
  const isSame = (a: unknown, b: unknown): boolean =>
    a === b || String(a).toLowerCase() === String(b).toLowerCase();
  const strange = platformFields.find((field) => !isSame(shown[field], given[field]));
  if (strange !== undefined) throw notPlayed(operation.id, strange);
};

export const emailIn = (input: EmailInput): Partial<EmailItem> => ({
  ...(input.to ? { to: input.to } : {}),
  ...(input.cc ? { cc: input.cc } : {}),
  ...(input.bcc ? { bcc: input.bcc } : {}),
  ...(input.from ? { from: input.from } : {}),
  ...(input.replyTo ? { replyTo: input.replyTo } : {}),
  ...(input.subject == null ? {} : { subject: input.subject }),
  ...(input.textBody == null ? {} : { textBody: input.textBody }),
  ...(input.htmlBody == null ? {} : { htmlBody: input.htmlBody }),
  ...(input.attachments ? { attachments: [...input.attachments] } : {}),
});
