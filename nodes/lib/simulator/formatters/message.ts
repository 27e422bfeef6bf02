import type {
  MessageStatus,
  StoredMedia,
  TemplateParameter,
  TemplateParameters,
  TextMessage,
} from "../entities/message";
import { mediaIn } from "../store/messages";
import type { Store } from "../store/store";
import { present, time, type Wire } from "./wire";

/** Messages and their files on the wire. */

const PLATFORMS: Readonly<Record<string, string>> = { sms: "Sms", whatsapp: "Whatsapp", open: "Open" };

const RECEIPTS: Readonly<Partial<Record<MessageStatus, string>>> = {
  sent: "Sent",
  failed: "Failed",
  "delivery-success": "Delivered",
  "delivery-failed": "Failed",
  read: "Read",
  published: "Published",
  removed: "Removed",
};

const channelOf = (message: TextMessage): Wire =>
  present({
    id: message.communicationId,
    platform: PLATFORMS[message.channel],
    type: "Private",
    messageId: message.externalId ?? message.id,
    to: { id: message.to },
    from: { id: message.from },
    time: time(message.at),
    publicMetadata: message.replyToId === undefined ? undefined : { replyToId: message.replyToId },
  });

/** The model's value for the type of a file. */
export const mediaTypeOf = (contentType: string | undefined): string => {
  const [family = ""] = (contentType ?? "").split("/");
  return { image: "Image", video: "Video", audio: "Audio" }[family] ?? "File";
};

const attachmentOf = (media: StoredMedia): Wire => ({
  contentType: "Attachment",
  attachment: present({
    id: media.id,
    mediaType: mediaTypeOf(media.contentType),
    mime: media.contentType,
    filename: media.fileName,
    contentSizeBytes: media.contentLength,
  }),
});

const filledIn = (parameters: readonly TemplateParameter[]): Wire[] =>
  parameters.map(({ id, value }) => present({ name: id ?? undefined, text: value ?? "" }));

const templateOf = (id: string, { header, body, buttonUrl }: TemplateParameters = NO_PARAMETERS): Wire =>
  present({
    id,
    header: header.length === 0 ? undefined : { type: "Text", parameters: filledIn(header) },
    body: { parameters: filledIn(body) },
    buttons:
      buttonUrl.length === 0 ? undefined : [{ type: "Url", index: 0, parameters: filledIn(buttonUrl) }],
  });

const NO_PARAMETERS: TemplateParameters = { header: [], body: [], buttonUrl: [] };

const contentOf = (store: Store, message: TextMessage): Wire[] => [
  ...message.mediaIds.flatMap((id) => {
    const media = mediaIn(store).get(id);
    return media === undefined ? [] : [attachmentOf(media)];
  }),
  ...message.attachments.map((attachment) => ({ contentType: "Attachment", attachment })),
  ...(message.button === undefined
    ? []
    : [{ contentType: "ButtonResponse", buttonResponse: message.button }]),
  ...(message.responseId === undefined
    ? []
    : [
        { contentType: "Notification", template: templateOf(message.responseId, message.templateParameters) },
      ]),
];

const direction = ({ direction: way }: TextMessage): string => (way === "inbound" ? "Inbound" : "Outbound");

/** The message itself in the shape that all channels share. */
export const normalizedMessage = (store: Store, message: TextMessage): Wire => {
  const content = contentOf(store, message);
  const isStructured = message.button !== undefined || message.responseId !== undefined;
  return present({
    id: message.id,
    channel: channelOf(message),
    type: isStructured ? "Structured" : "Text",
    text: message.text,
    content: content.length === 0 ? undefined : content,
    metadata: message.metadata,
    originatingEntity: "Human",
    direction: direction(message),
  });
};

const receipts = (message: TextMessage): Wire[] =>
  message.steps.flatMap(({ status, at, reason }) => {
    const word = RECEIPTS[status];
    if (word === undefined) return [];
    return [
      present({
        id: message.id,
        channel: { ...channelOf(message), time: time(at) },
        type: "Receipt",
        status: word,
        reasons: reason === undefined ? undefined : [reason],
        isFinalReceipt: word !== "Sent",
        direction: direction(message),
      }),
    ];
  });

export const messageToWire = (store: Store, message: TextMessage): Wire =>
  present({
    id: message.id,
    conversationId: message.conversationId,
    providerMessageId: message.externalId ?? `provider-${message.id}`,
    timestamp: time(message.at),
    fromAddress: message.from,
    toAddress: message.to,
    direction: message.direction,
    messengerType: message.channel,
    status: message.status,
    normalizedMessage: normalizedMessage(store, message),
    normalizedReceipts: receipts(message),
    createdBy:
      message.userId === undefined
        ? undefined
        : { id: message.userId, version: 1, selfUri: `/api/v2/users/${message.userId}` },
    selfUri: `/api/v2/conversations/messages/${message.conversationId}/messages/${message.id}`,
  });

const failureOf = (message: TextMessage): Wire | undefined => {
  const reason = message.steps.findLast(({ status }) => status === message.status)?.reason;
  return reason && { code: reason.code, message: reason.message };
};

/** A message as its leg mentions it. */
export const messageDetails = (message: TextMessage): Wire =>
  present({
    messageId: message.id,
    messageURI: `/api/v2/conversations/messages/${message.conversationId}/messages/${message.id}`,
    messageStatus: message.status,
    messageSegmentCount: Math.max(1, Math.ceil((message.text?.length ?? 0) / 153)),
    messageTime: time(message.at),
    media: [],
    stickers: [],
    errorInfo: failureOf(message),
  });

export const mediaToWire = (media: StoredMedia, baseUrl: string): Wire =>
  present({
    id: media.id,
    name: media.fileName,
    url: media.status === "valid" ? `${baseUrl}/media/${media.id}` : undefined,
    mediaType: media.contentType,
    contentLengthBytes: media.contentLength,
    status: media.status,
    conversationId: media.conversationId,
    communicationId: media.communicationId,
    selfUri: `/api/v2/conversations/messages/${media.conversationId}/communications/${media.communicationId}/messages/media/${media.id}`,
  });
