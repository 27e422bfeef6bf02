import type { EmailAttachment, EmailContent, Mailbox, StoredEmail } from "../entities/email";
import { mailboxOf, SUPPORT_ADDRESS } from "../email-shelves";
import { refusal } from "../errors";
import { emailToWire } from "../formatters/email";
import { without } from "../formatters/wire";
import { empty, ok, type Context, type Handlers } from "../handler";
import { emailConversationOf } from "./emails";

/** The one draft of an e-mail conversation: it answers the newest mail until it is sent or discarded. */

const newDraft = ({ store }: Context, { messages }: Mailbox): StoredEmail => {
  const answered = messages.at(-1);
  const subject = answered?.subject ?? "";
  return {
    id: store.ids.next("email"),
    at: store.clock.now(),
    state: "Created",
    draftType: "Reply",
    from: SUPPORT_ADDRESS,
    to: answered?.from ? [answered.from] : [],
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    textBody: "",
    attachments: [],
  };
};

const draftOf = (context: Context): StoredEmail => {
  const mailbox = mailboxOf(context.store, emailConversationOf(context));
  return (mailbox.draft ??= newDraft(context, mailbox));
};

const answer = (context: Context, draft: StoredEmail) =>
  ok(emailToWire(context.params["conversationId"] ?? "", draft));

interface Written extends EmailContent {
  attachments?: readonly { attachmentId?: string | null }[] | null;
  draftType?: StoredEmail["draftType"] | null;
}

/** Replaced as a whole; of its attachments those stay that are named. */
const put = (context: Context) => {
  const draft = draftOf(context);
  const { attachments, draftType, to, cc, bcc, from, replyTo, subject, textBody, htmlBody } =
    context.body as Written;
  const content = { to, cc, bcc, from, replyTo, subject, textBody, htmlBody };
  const given = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  const kept = new Set((attachments ?? []).map(({ attachmentId }) => attachmentId));
  if (attachments) draft.attachments = draft.attachments.filter(({ attachmentId }) => kept.has(attachmentId));
  Object.assign(draft, given, { state: "Edited", at: context.store.clock.now() });
  if (draftType) draft.draftType = draftType;
  return answer(context, draft);
};

const patch = (context: Context) => {
  const mailbox = mailboxOf(context.store, emailConversationOf(context));
  if (context.query.get("discard") === "true") delete mailbox.draft;
  const draft = draftOf(context);
  const { draftType } = (context.body ?? {}) as { draftType?: StoredEmail["draftType"] | null };
  if (draftType) draft.draftType = draftType;
  return answer(context, draft);
};

interface Copy {
  sourceMessage: { id?: string | null };
  attachments: readonly { attachmentId?: string | null; name?: string | null }[];
}

const copy = (context: Context) => {
  const draft = draftOf(context);
  const { sourceMessage, attachments } = context.body as Copy;
  const { messages } = mailboxOf(context.store, emailConversationOf(context));
  const source = messages.find(({ id }) => id === sourceMessage.id);
  const copies = attachments.map(({ attachmentId, name }): EmailAttachment => {
    const found = source?.attachments.find(
      (each) => each.attachmentId === attachmentId || (!attachmentId && each.name === name),
    );
    if (!found) throw refusal("postino.error.not.found");
    return { ...without(found, "attachmentId"), attachmentId: context.store.ids.next("attachment") };
  });
  draft.attachments.push(...copies);
  return answer(context, draft);
};

const remove = (context: Context) => {
  const draft = draftOf(context);
  const at = draft.attachments.findIndex(
    ({ attachmentId }) => attachmentId === context.params["attachmentId"],
  );
  if (at < 0) throw refusal("postino.error.not.found");
  draft.attachments.splice(at, 1);
  return empty(200);
};

export const emailDraftHandlers: Handlers = {
  getConversationsEmailMessagesDraft: (context) => answer(context, draftOf(context)),
  putConversationsEmailMessagesDraft: put,
  patchConversationsEmailMessagesDraft: patch,
  postConversationsEmailMessagesDraftAttachmentsCopy: copy,
  deleteConversationsEmailMessagesDraftAttachment: remove,
};
