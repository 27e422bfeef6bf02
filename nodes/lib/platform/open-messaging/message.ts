import { attachmentsIn, cardsIn, firstIn, othersIn, quickRepliesIn, reactionsIn, textIn } from "./content";
import { records, record, text, type Wire } from "./wire";

/** The types that a node may choose from. The platform adds types without notice: those are `unknown`. */
export const MESSAGE_TYPES = ["text", "structured", "event", "receipt"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export interface Party {
  id?: string | undefined;
  name?: string | undefined;
}

export interface HappenedEvent {
  /** `typing`, `reaction`, `presence` ... */
  event: string;
  /** As the platform sends it, for example `{ type: "On", duration: 5000 }`. */
  detail: Wire;
}

export interface Receipt {
  /** `sent`, `delivered`, `read`, `failed` ... */
  status: string;
  isFinal: boolean;
  reasons: { code: string; message: string }[];
}

/** What an open-messaging integration sends, in one shape for all types. The lists are empty where there is nothing. */
export interface OpenMessage {
  type: MessageType | "unknown";
  /** The platform's id of the message. A receipt has that of the message that it is about. */
  id?: string | undefined;
  /** The id of the same message on the side of the chat, where that differs. */
  externalId?: string | undefined;
  conversationId?: string | undefined;
  integrationId?: string | undefined;
  direction?: string | undefined;
  /** `human` or `bot`. */
  writtenBy?: string | undefined;
  from: Party;
  to: Party;
  time?: string | undefined;
  text?: string | undefined;
  attachments: Wire[];
  quickReplies: Wire[];
  cards: Wire[];
  listPicker?: Wire | undefined;
  datePicker?: Wire | undefined;
  template?: Wire | undefined;
  reactions: Wire[];
  /** Content of any other type, as the platform sends it. */
  other: Wire[];
  events: HappenedEvent[];
  receipt?: Receipt | undefined;
  metadata: Wire;
  /** The custom attributes of the channel. */
  attributes: Wire;
}

/**
 * Reads the body of a webhook. It refuses nothing: the platform sends more than its models allow, and whatever is missing
 * or of another type is left out.
 */
export const readOpenMessage = (body: Wire): OpenMessage => {
  const channel = record(body.channel);
  const [from, to] = [record(channel.from), record(channel.to)];
  const id = text(body.id) ?? text(channel.messageId);
  const externalId = text(channel.messageId);
  const content = records(body.content);
  const type = typeOf(body);
  return {
    type,
    id,
    externalId: externalId === id ? undefined : externalId,
    conversationId: text(body.conversationId),
    integrationId: text(channel.id) ?? text(from.id),
    direction: text(body.direction)?.toLowerCase(),
    writtenBy: text(body.originatingEntity)?.toLowerCase(),
    from: partyOf(from),
    to: partyOf(to),
    time: text(channel.time),
    text: text(body.text) ?? textIn(content),
    attachments: attachmentsIn(content),
    quickReplies: quickRepliesIn(content),
    cards: cardsIn(content),
    listPicker: firstIn(content, "ListPicker", "listPicker"),
    datePicker: firstIn(content, "DatePicker", "datePicker"),
    template: firstIn(content, "Notification", "template"),
    reactions: reactionsIn(content),
    other: othersIn(content),
    events: records(body.events).map(eventOf),
    receipt: type === "receipt" ? receiptOf(body) : undefined,
    metadata: record(body.metadata),
    attributes: record(record(channel.metadata).customAttributes),
  };
};

const typeOf = ({ type }: Wire): OpenMessage["type"] => {
  const written = text(type)?.toLowerCase();
  return MESSAGE_TYPES.find((each) => each === written) ?? "unknown";
};

/** The platform writes `nickName` here, and `nickname` elsewhere. */
const partyOf = (party: Wire): Party => {
  const full = [text(party.firstName), text(party.lastName)].filter(Boolean).join(" ");
  const name = text(party.nickName) ?? text(party.nickname) ?? (full === "" ? undefined : full);
  return { id: text(party.id), name };
};

const eventOf = (event: Wire): HappenedEvent => {
  const type = text(event.eventType) ?? "unknown";
  const name = type.charAt(0).toLowerCase() + type.slice(1);
  return { event: name, detail: record(Object.hasOwn(event, name) ? event[name] : undefined) };
};

const receiptOf = ({ status, isFinalReceipt, reasons }: Wire): Receipt => ({
  status: (text(status) ?? "unknown").toLowerCase(),
  isFinal: isFinalReceipt === true,
  reasons: records(reasons).map(({ code, message }) => ({
    code: text(code) ?? "GeneralError",
    message: text(message) ?? "",
  })),
});
