import type { Message } from "../entities/communication";
import type { TemplateParameter, TemplateParameters, TextMessage } from "../entities/message";
import { refusal } from "../http/errors";
import { messageToWire } from "../formatters/message";
import { webhookOfEvent } from "../formatters/webhook";
import { accepted, empty, ok, type Context, type Handlers } from "../http/handler";
import { sendOut, settle } from "../machines/delivery";
import { isLive, legsOf, type Place } from "../machines/legs";
import { isMessage, type MessagePlace } from "../machines/message-threads";
import { addMessage } from "../machines/messaging";
import { integrationsIn, mediaIn, messagesIn } from "../store/messages";
import type { Store } from "../store/store";
import { sendWebhook } from "../webhooks/send";
import { conversationOf } from "./lookup";

/** Sends messages in a live message conversation, and reads them. */

interface Input {
  textBody?: string | null;
  mediaIds?: string[] | null;
  messagingTemplate?: Template | null;
}

export interface Template {
  responseId?: string | null;
  parameters?: TemplateParameter[] | null;
  headerParameters?: TemplateParameter[] | null;
  bodyParameters?: TemplateParameter[] | null;
  buttonUrlParameters?: TemplateParameter[] | null;
}

const parametersOf = (template: Template): TemplateParameters => ({
  header: template.headerParameters ?? [],
  body: [...(template.parameters ?? []), ...(template.bodyParameters ?? [])],
  buttonUrl: template.buttonUrlParameters ?? [],
});

/** The message leg that the path names without its participant. */
export const messagePlaceOf = (context: Context): Place & { leg: Message } => {
  const conversation = conversationOf(context, "conversation.not.found");
  const wanted = context.params["communicationId"];
  const place = legsOf(conversation).find(({ leg }) => leg.id === wanted);
  if (!place || !isMessage(place)) throw refusal("not.found");
  return place;
};

/** The same, of an agent who can write at this moment. */
export const writingPlaceOf = (context: Context): Place & { leg: Message } => {
  const place = messagePlaceOf(context);
  if (place.participant.userId === undefined) throw refusal("not.authorized");
  if (!isLive(place.leg) || place.leg.state === "alerting")
    throw refusal("conversation.error.participant.no.active.conversations");
  return place;
};

export const checkLength = (text: string | null | undefined, channel: string): void => {
  const limit = channel === "sms" ? 765 : 2000;
  if (text && text.length > limit) throw refusal("OUTBOUND-MAX-MESSAGE-LENGTH-EXCEEDED", { limit });
};

/** What a message consists of. */
export const contentOf = ({ textBody, mediaIds, messagingTemplate }: Input) => ({
  ...(textBody ? { text: textBody } : {}),
  ...(mediaIds?.length ? { mediaIds } : {}),
  ...(messagingTemplate?.responseId ? { responseId: messagingTemplate.responseId } : {}),
  ...(messagingTemplate ? { templateParameters: parametersOf(messagingTemplate) } : {}),
});

/** Only files that were uploaded for this conversation, and were found in order. */
const refuseForeignMedia = ({ store }: Context, { conversation }: Place, { mediaIds }: Input): void => {
  const isReady = (id: string): boolean => {
    const media = mediaIn(store).get(id);
    return media?.status === "valid" && media.conversationId === conversation.id;
  };
  if (mediaIds?.some((id) => !isReady(id)))
    throw refusal("bad.request", {}, { details: [{ fieldName: "mediaIds" }] });
};

const found = ({ store, params }: Context): TextMessage => {
  const message = messagesIn(store).get(params["messageId"] ?? "");
  if (!message || message.conversationId !== (params["conversationId"] ?? message.conversationId))
    throw refusal("not.found");
  return message;
};

/** The other side of an open-messaging integration sees it. */
const agentTypes = (store: Store, { conversation, participant, leg }: MessagePlace): void => {
  const own = [leg.fromAddress, leg.toAddress].map((each) => integrationsIn(store).get(each?.address ?? ""));
  const integration = own.find((each) => each !== undefined);
  if (integration === undefined) return;
  const to = [leg.fromAddress, leg.toAddress].find((each) => each?.address !== integration.id)?.address ?? "";
  const id = store.ids.next("message");
  const about = {
    id,
    conversationId: conversation.id,
    to,
    at: store.clock.now(),
    nickName: participant.name,
  };
  const typing = { eventType: "Typing", typing: { type: "On", duration: 5_000 } };
  sendWebhook(store, integration, webhookOfEvent(integration, about, typing));
};

export const messageHandlers: Handlers = {
  postConversationsMessageCommunicationMessages: (context) => {
    const { store } = context;
    const place = writingPlaceOf(context);
    const input = (context.body ?? {}) as Input;
    checkLength(input.textBody, place.leg.type);
    refuseForeignMedia(context, place, input);
    const userId = place.participant.userId ?? "";
    const message = addMessage(store, place, { direction: "outbound", userId, ...contentOf(input) });
    sendOut(store, message);
    return store.settings.messageAnswer === "accepted" ? accepted() : ok(messageToWire(store, message));
  },

  /** A public reply: it is published rather than delivered. */
  postConversationsMessageCommunicationSocialmediaMessages: (context) => {
    const { store } = context;
    const place = writingPlaceOf(context);
    const userId = place.participant.userId ?? "";
    const input = context.body as Input & { inReplyToMessageId: string };
    // An id that is none of our messages' is the network's own.
    const answered = messagesIn(store).get(input.inReplyToMessageId);
    if (answered && answered.conversationId !== place.conversation.id) throw refusal("not.found");
    refuseForeignMedia(context, place, input);
    const content = { ...contentOf(input), replyToId: input.inReplyToMessageId };
    const message = addMessage(store, place, { direction: "outbound", userId, ...content });
    store.clock.after(store.settings.messageSentMs, () => settle(store, message, "published"));
    return ok(messageToWire(store, message));
  },

  postConversationsMessageCommunicationTyping: (context) => {
    agentTypes(context.store, writingPlaceOf(context));
    return empty(204);
  },

  getConversationsMessageMessage: (context) => ok(messageToWire(context.store, found(context))),
  getConversationsMessageDetails: (context) => ok(messageToWire(context.store, found(context))),

  postConversationsMessageMessagesBulk: (context) => {
    const { id } = conversationOf(context, "conversation.not.found");
    const wanted = new Set((context.body ?? []) as string[]);
    const listed = [...messagesIn(context.store).values()].filter(
      (message) => message.conversationId === id && (wanted.size === 0 || wanted.has(message.id)),
    );
    return ok({ entities: listed.map((message) => messageToWire(context.store, message)) });
  },
};
