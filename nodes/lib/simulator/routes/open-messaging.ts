import type { Integration, MessageStatus, TextMessage } from "../entities/message";
import { refusal } from "../http/errors";
import { present, type Wire } from "../formatters/wire";
import { ok, type Context, type Handlers } from "../http/handler";
import { settle } from "../machines/delivery";
import { liveThread } from "../machines/message-threads";
import { customerWrites, type Party } from "../machines/messaging";
import { integrationsIn, messagesIn, ownAddressOf } from "../store/messages";

/** What another system sends for its users: messages, events, receipts, replies by button. */

interface From {
  id: string;
  idType: string;
  nickname?: string | null;
  firstName?: string | null;
  lastName?: string | null;
}

interface Channel {
  from: From;
  time: string;
  messageId?: string | null;
  metadata?: { customAttributes?: Record<string, string> | null } | null;
}

interface Inbound {
  channel: Channel;
  text?: string | null;
  content?: { attachment?: Wire | null }[] | null;
  metadata?: Record<string, string> | null;
}

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const integrationOf = ({ store, params }: Context): Integration => {
  const found = integrationsIn(store).get(params["integrationId"] ?? "");
  if (found?.messengerType !== "open") throw refusal("not.found");
  return found;
};

/** The attributes are those of the customer who joins: of a conversation that is live they change nothing. */
const partyOf = (integration: Integration, { from, metadata }: Channel): Party => {
  const full = [from.firstName, from.lastName].filter(Boolean).join(" ");
  const name = full === "" ? (from.nickname ?? from.id) : full;
  return { integration, address: from.id, name, attributes: { ...metadata?.customAttributes } };
};

/** However the other system wrote it. */
const inUtc = (moment: string): string => new Date(moment).toISOString();

const channelToWire = (integration: Integration, channel: Channel): Wire =>
  present({
    platform: "Open",
    type: "Private",
    messageId: channel.messageId ?? undefined,
    to: { id: integration.id },
    from: channel.from,
    time: inUtc(channel.time),
  });

/** The pair of id and time names a message; the same again is a mistake. */
const refuseTwice = ({ store }: Context, { messageId, time }: Channel): void => {
  const seen = store.collection("inbound messages", () => new Set<string>());
  if (!messageId) return;
  const key = `${messageId} ${time}`;
  if (seen.has(key)) throw malformed("channel.messageId");
  seen.add(key);
};

const receive = (
  context: Context,
  integration: Integration,
  channel: Channel,
  given: Partial<TextMessage>,
): TextMessage => {
  refuseTwice(context, channel);
  return customerWrites(context.store, partyOf(integration, channel), {
    at: Date.parse(channel.time),
    ...(channel.messageId ? { externalId: channel.messageId } : {}),
    ...given,
  });
};

const message = (context: Context) => {
  const integration = integrationOf(context);
  const { channel, text, content, metadata } = context.body as Inbound;
  const attachments = (content ?? []).flatMap(({ attachment }) => (attachment ? [attachment] : []));
  if (!text && attachments.length === 0) throw malformed("text");
  const given = { attachments, ...(text ? { text } : {}), ...(metadata ? { metadata } : {}) };
  const received = receive(context, integration, channel, given);
  const wantsConversation = context.query.get("prefetchConversationId") === "true";
  return ok(
    present({
      id: received.id,
      channel: channelToWire(integration, channel),
      type: "Text",
      text: text ?? undefined,
      content: attachments.length
        ? attachments.map((attachment) => ({ contentType: "Attachment", attachment }))
        : undefined,
      metadata: metadata ?? undefined,
      conversationId: wantsConversation ? received.conversationId : undefined,
    }),
  );
};

const event = (context: Context) => {
  const integration = integrationOf(context);
  const { channel, events } = context.body as { channel: Channel; events: { eventType: string }[] };
  const thread = liveThread(context.store, partyOf(integration, channel));
  if (thread) {
    const { conversation, participant, leg } = thread;
    context.store.changed({ what: "legChanged", conversation, participant, communication: leg });
  }
  return ok({
    id: context.store.ids.next("message"),
    channel: channelToWire(integration, channel),
    type: "Event",
    events: events.map(({ eventType }) => ({ eventType, typing: { type: "On" } })),
  });
};

const STATUSES: Readonly<Record<string, MessageStatus>> = {
  sent: "sent",
  delivered: "delivery-success",
  failed: "delivery-failed",
  published: "published",
  removed: "removed",
};

const receipt = (context: Context) => {
  const integration = integrationOf(context);
  const input = context.body as {
    id: string;
    channel: { to: { id: string }; time: string };
    status: string;
    reasons?: { code?: string; message: string }[] | null;
    isFinalReceipt?: boolean | null;
  };
  const about = messagesIn(context.store).get(input.id);
  const isOurs = about?.channel === "open" && [about.from, about.to].includes(ownAddressOf(integration));
  if (!isOurs) throw refusal("not.found");
  const [reason] = input.reasons ?? [];
  const why = reason && { code: reason.code ?? "GeneralError", message: reason.message };
  settle(context.store, about, STATUSES[input.status.toLowerCase()] ?? "sent", why);
  return ok(
    present({
      id: input.id,
      channel: {
        platform: "Open",
        type: "Private",
        to: input.channel.to,
        from: { id: integration.id, idType: "Opaque" },
        time: inUtc(input.channel.time),
      },
      type: "Receipt",
      status: input.status,
      reasons: input.reasons ?? undefined,
      isFinalReceipt: input.isFinalReceipt ?? false,
      direction: "Inbound",
    }),
  );
};

const structuredResponse = (context: Context) => {
  const integration = integrationOf(context);
  const { channel, buttonResponse, originatingMessageId } = context.body as {
    channel: Channel;
    originatingMessageId: string;
    buttonResponse: { type: string; text: string; payload: string };
  };
  const { type, text, payload } = buttonResponse;
  const button = { type, text, payload, originatingMessageId };
  const received = receive(context, integration, channel, { text, button });
  return ok({
    id: received.id,
    channel: channelToWire(integration, channel),
    type: "Structured",
    direction: "Inbound",
    content: [{ contentType: "ButtonResponse", buttonResponse }],
  });
};

export const openMessagingHandlers: Handlers = {
  postConversationsMessageInboundOpenMessage: message,
  postConversationsMessageInboundOpenEvent: event,
  postConversationsMessageInboundOpenReceipt: receipt,
  postConversationsMessageInboundOpenStructuredResponse: structuredResponse,
};
