import type { Conversation } from "../entities/conversation";
import type { EmailAddress, EmailContent, StoredEmail } from "../entities/email";
import { mailboxOf } from "../email-shelves";
import { refusal } from "../errors";
import { emailPreviewToWire, emailReplyToWire, emailToWire, MAX_EMAIL_BYTES } from "../formatters/email";
import { pageOf } from "../formatters/page";
import { present } from "../formatters/wire";
import { ok, type Context, type Handlers } from "../handler";
import { isCustomer, legChanged, legsOf, type Place } from "../machines/legs";
import { newConversation } from "../machines/parties";
import { conversationOf } from "./lookup";

/** E-mails of a conversation: read, answered, and sent without an agent. */

/** The conversation that the path names, where it is one of e-mails. */
export const emailConversationOf = (context: Context): Conversation => {
  const conversation = conversationOf(context, "postino.error.not.found");
  if (legsOf(conversation).every(({ leg }) => leg.media !== "emails"))
    throw refusal("postino.error.not.found");
  return conversation;
};

const messageOf = (context: Context): StoredEmail => {
  const { messages } = mailboxOf(context.store, emailConversationOf(context));
  const found = messages.find(({ id }) => id === context.params["messageId"]);
  if (!found) throw refusal("postino.error.not.found");
  return found;
};

/** Whoever of the org is connected now, as the platform wants it before a reply. */
const writerIn = (conversation: Conversation): Place => {
  const connected = legsOf(conversation).filter(
    ({ leg }) => leg.media === "emails" && leg.state === "connected",
  );
  const writer = connected.findLast(({ participant }) => participant.userId !== undefined);
  if (!writer) throw refusal("postino.error.reply.no.sender");
  if (!connected.some(({ participant }) => isCustomer(participant)))
    throw refusal("postino.error.reply.no.receiver");
  return writer;
};

/** A mail goes out: what the draft holds fills what the request leaves out, and there is no draft any more. */
const reply = (context: Context) => {
  const { store } = context;
  const conversation = emailConversationOf(context);
  const mailbox = mailboxOf(store, conversation);
  const written = context.body as EmailContent & {
    attachments?: readonly { attachmentId?: string | null }[];
  };
  if (!written.textBody && !written.htmlBody) throw refusal("postino.error.reply.no.body");
  if (!written.to?.some(({ email }) => email)) throw refusal("postino.error.reply.no.to");
  const writer = writerIn(conversation);
  const named = written.attachments?.map(({ attachmentId }) => attachmentId);
  const { to, cc, bcc, from, replyTo, subject, textBody, htmlBody } = written;
  const sent: StoredEmail = {
    ...{ to, cc, bcc, from, replyTo, textBody, htmlBody },
    subject: subject ?? mailbox.draft?.subject,
    id: store.ids.next("email"),
    at: store.clock.now(),
    attachments: (mailbox.draft?.attachments ?? []).filter(
      ({ attachmentId }) => named === undefined || named.includes(attachmentId),
    ),
  };
  mailbox.messages.push(sent);
  delete mailbox.draft;
  if (writer.leg.media === "emails") {
    writer.leg.messagesSent += 1;
    legChanged(store, writer);
  }
  return ok(emailReplyToWire(sent));
};

interface Agentless {
  conversationId?: string | null;
  fromAddress: EmailAddress;
  toAddresses: readonly EmailAddress[];
  replyToAddress?: EmailAddress | null;
  subject?: string | null;
  textBody?: string | null;
  htmlBody?: string | null;
}

const sendAgentless = ({ store, body }: Context) => {
  const { fromAddress, toAddresses, replyToAddress, subject, textBody, htmlBody, conversationId } =
    body as Agentless;
  if (!fromAddress.email || !toAddresses.some(({ email }) => email))
    throw refusal("email.error.invalid.email");
  const known = store.conversations.get(conversationId ?? "");
  if (conversationId && !known) throw refusal("postino.error.not.found");
  const conversation = known ?? newConversation(store, { address: fromAddress.email });
  const email: StoredEmail = {
    ...{ from: fromAddress, to: toAddresses, replyTo: replyToAddress, subject, textBody, htmlBody },
    ...{ id: store.ids.next("email"), at: store.clock.now(), attachments: [] },
  };
  mailboxOf(store, conversation).messages.push(email);
  return ok(
    present({
      id: email.id,
      conversationId: conversation.id,
      senderType: "Outbound",
      fromAddress,
      toAddresses,
      replyToAddress: replyToAddress ?? undefined,
      subject: subject ?? undefined,
      dateCreated: new Date(email.at).toISOString(),
      selfUri: `/api/v2/conversations/emails/${conversation.id}/messages/${email.id}`,
    }),
  );
};

export const emailHandlers: Handlers = {
  getConversationsEmailMessages: (context) => {
    const conversation = emailConversationOf(context);
    const { messages } = mailboxOf(context.store, conversation);
    return ok(pageOf(context, messages, (email) => emailPreviewToWire(conversation.id, email)));
  },
  getConversationsEmailMessage: (context) =>
    ok(emailToWire(context.params["conversationId"] ?? "", messageOf(context))),
  getConversationsEmailSettings: (context) => {
    emailConversationOf(context);
    return ok({ sendingSizeLimit: MAX_EMAIL_BYTES });
  },
  postConversationsEmailMessages: reply,
  postConversationsEmailsAgentless: sendAgentless,
};
