import type { EmailAttachment, EmailItem } from "../entities/email";
import { refusal } from "../http/errors";
import { emailPreview, emailReply, emailToWire } from "../formatters/email";
import { pageOf } from "../formatters/page";
import { empty, ok, type Context, type Handlers, type PlainRoute } from "../http/handler";
import { draftFor, isEmail, newEmail, threadOf, transmit, writerOf } from "../machines/emails";
import { isCustomer, isLive, legsOf } from "../machines/legs";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { emailIn, refuseOtherFields, type EmailInput } from "./email-fields";
import { conversationOf } from "./lookup";

/** Reading e-mails, drafting a reply, attaching files, sending. */

const emailConversation = (context: Context): Conversation =>
  conversationOf(context, "conversation.not.found");

/** One in which an agent can write at present. */
const writableConversation = (context: Context): Conversation => {
  const conversation = emailConversation(context);
  if (!writerOf(conversation)) throw refusal("postino.error.forbidden");
  return conversation;
};

/** The draft, begun where there is none yet. */
const draftOf = (store: Store, conversation: Conversation): EmailItem =>
  (threadOf(store, conversation).draft ??= draftFor(store, conversation));

const sourceOf = (context: Context, conversation: Conversation, id: string | undefined): EmailItem => {
  const found = threadOf(context.store, conversation).messages.find((item) => item.id === id);
  if (!found) throw refusal("postino.error.not.found");
  return found;
};

const EMPTY: Pick<EmailItem, "to" | "cc" | "subject" | "textBody" | "attachments"> = {
  to: [],
  cc: [],
  subject: "",
  textBody: "",
  attachments: [],
};

export const emailMessageHandlers: Handlers = {
  getConversationsEmailMessages: (context) => {
    const { id, ...conversation } = emailConversation(context);
    const { messages } = threadOf(context.store, { id, ...conversation });
    return ok(pageOf(context, messages, (item) => emailPreview(id, item)));
  },

  getConversationsEmailMessage: (context) => {
    const conversation = emailConversation(context);
    const item = sourceOf(context, conversation, context.params["messageId"]);
    return ok(emailToWire(conversation.id, item));
  },

  getConversationsEmailMessagesDraft: (context) => {
    const conversation = emailConversation(context);
    return ok(emailToWire(conversation.id, draftOf(context.store, conversation)));
  },

  putConversationsEmailMessagesDraft: (context) => {
    const conversation = writableConversation(context);
    refuseOtherFields(context, conversation);
    const draft = draftOf(context.store, conversation);
    Object.assign(draft, emailIn(context.body as EmailInput), { state: "Edited" });
    return ok(emailToWire(conversation.id, draft));
  },

  /** Another kind of reply. Its head is filled in unless `autoFill` is false; `discard` drops what was written. */
  patchConversationsEmailMessagesDraft: (context) => {
    const { store, query } = context;
    const conversation = writableConversation(context);
    const { draftType } = (context.body ?? {}) as { draftType?: EmailItem["draftType"] | null };
    const before = draftOf(store, conversation);
    const fresh = draftFor(store, conversation, draftType ?? before.draftType);
    const kept = query.get("discard") === "true" ? EMPTY : before;
    const head = query.get("autoFill") === "false" ? kept : fresh;
    const draft: EmailItem = {
      ...fresh,
      ...{ id: before.id, to: head.to, cc: head.cc, subject: head.subject },
      ...{ textBody: kept.textBody, attachments: [...kept.attachments] },
    };
    threadOf(store, conversation).draft = draft;
    return ok(emailToWire(conversation.id, draft));
  },

  postConversationsEmailMessages: (context) => {
    const conversation = emailConversation(context);
    const input = context.body as EmailInput;
    refuseOtherFields(context, conversation);
    if (!input.to?.length) throw refusal("postino.error.reply.no.to");
    if (!input.textBody && !input.htmlBody) throw refusal("postino.error.reply.no.body");
    const writer = writerOf(conversation);
    if (!writer) throw refusal("postino.error.reply.no.sender");
    const hasReceiver = legsOf(conversation).some(
      (place) => isEmail(place) && isCustomer(place.participant) && isLive(place.leg),
    );
    if (!hasReceiver) throw refusal("postino.error.reply.no.receiver");
    if (input.to.some(({ email }) => !email?.includes("@"))) throw refusal("email.error.invalid.email");
    const item = newEmail(context.store, emailIn(input));
    transmit(context.store, writer, item);
    return ok(emailReply(item));
  },

  deleteConversationsEmailMessagesDraftAttachment: (context) => {
    const draft = draftOf(context.store, writableConversation(context));
    const at = draft.attachments.findIndex(
      ({ attachmentId }) => attachmentId === context.params["attachmentId"],
    );
    if (at < 0) throw refusal("postino.error.not.found");
    draft.attachments.splice(at, 1);
    return empty(200);
  },

  postConversationsEmailMessagesDraftAttachmentsCopy: (context) => {
    const conversation = emailConversation(context);
    const { sourceMessage, attachments } = context.body as {
      sourceMessage: { id?: string };
      attachments: EmailAttachment[];
    };
    const source = sourceOf(context, conversation, sourceMessage.id);
    const draft = draftOf(context.store, conversation);
    for (const { attachmentId } of attachments) {
      const found = source.attachments.find((each) => each.attachmentId === attachmentId);
      if (!found) throw refusal("postino.error.not.found");
      draft.attachments.push({ ...found, attachmentId: context.store.ids.next("attachment") });
    }
    return ok(emailToWire(conversation.id, draft));
  },

  postConversationsEmailMessagesDraftAttachmentsUploads: (context) => {
    const conversation = writableConversation(context);
    const { name, contentLengthBytes, inlineImage } = context.body as {
      name: string;
      contentLengthBytes: number;
      inlineImage?: boolean | null;
    };
    const attachmentId = context.store.ids.next("attachment");
    const file = { name, contentLength: contentLengthBytes, inlineImage: inlineImage ?? false };
    uploadsIn(context.store).set(attachmentId, { conversation, file });
    const url = `${context.baseUrl}/uploads/email/${attachmentId}`;
    return ok({ attachmentId, name, url, headers: {}, conversationId: conversation.id });
  },

  /** What the platform takes in one e-mail, attachments included. */
  getConversationsEmailSettings: (context) => {
    emailConversation(context);
    return ok({ sendingSizeLimit: 40 * 1024 * 1024 });
  },
};

interface Announced {
  conversation: Conversation;
  file: EmailAttachment;
}

const uploadsIn = (store: Store): Map<string, Announced> =>
  store.collection("email uploads", () => new Map<string, Announced>());

/** A file that was uploaded to the returned URL is an attachment of the draft. */
export const emailUploadRoutes: readonly PlainRoute[] = [
  {
    name: "uploadAttachment",
    method: "PUT",
    path: /^\/uploads\/email\/[^/]+$/,
    maxBytes: 64 * 1024 * 1024,
    handle: ({ store, path, headers, body }) => {
      const attachmentId = path.split("/").at(-1) ?? "";
      const announced = uploadsIn(store).get(attachmentId);
      if (announced?.file.contentLength !== body.length) return empty(403);
      const contentType = headers["content-type"] ?? "application/octet-stream";
      draftOf(store, announced.conversation).attachments.push({
        attachmentId,
        ...announced.file,
        contentType,
      });
      return empty(200);
    },
  },
];
