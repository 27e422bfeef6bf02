import { blankInput, inputError } from "../../errors/errors";
import type { InboundBody } from "../../api/open-messaging";
import { attachmentsOf } from "./attachments";
import { isMomentGiven, momentOf } from "../../time/moment";

/** What a node is to send, checked before anything is sent. Pure. */

export interface InboundInputs {
  fromId: string;
  fromName?: string | undefined;
  text?: string | undefined;
  media?: unknown;
  messageId?: string | undefined;
  time?: unknown;
  metadata?: unknown;
  attributes?: unknown;
  originatingMessageId?: string | undefined;
  buttonPayload?: string | undefined;
  reason?: unknown;
}

export interface InboundOptions {
  send: "message" | "typing" | "receipt" | "structured";
  receiptStatus: "delivered" | "read" | "failed";
  buttonType: "quickReply" | "button" | "datePicker";
}

/** What makes a message this one, for the platform and for a flow that repeats it. */
export interface Given {
  now: number;
  /** Used where the flow has none. */
  newId: () => string;
}

export interface InboundOrder {
  body: InboundBody;
  /** The body without what was made up for it; `undefined` where another one would do no harm. */
  sameAs?: InboundBody | undefined;
  /** Of a message, or of the one that a receipt is about. */
  messageId?: string | undefined;
  time: string;
}

/** @throws GenesysError `input` where an input cannot be sent. */
export const inboundOrder = (inputs: InboundInputs, options: InboundOptions, given: Given): InboundOrder => {
  const time = momentOf(inputs.time, given.now);
  switch (options.send) {
    case "message":
      return messageOrder(inputs, time, given);
    case "structured":
      return structuredOrder(inputs, options, time, given);
    case "typing":
      return { body: { channel: { from: fromOf(inputs), time }, events: [{ eventType: "Typing" }] }, time };
    case "receipt":
      return receiptOrder(inputs, options, time);
  }
};

const messageOrder = (inputs: InboundInputs, time: string, { newId }: Given): InboundOrder => {
  const { text, metadata } = inputs;
  const content = attachmentsOf(inputs.media);
  if (text === undefined && content.length === 0)
    throw blankInput("text", 'A message requires "text", "media" or both.');
  const messageId = inputs.messageId ?? newId();
  const channel = channelOf(inputs, messageId, time);
  const body = {
    channel,
    ...(text === undefined ? {} : { text }),
    ...(content.length === 0 ? {} : { content }),
    ...withTexts("metadata", metadata),
  };
  return { body, sameAs: withoutMadeUp(inputs, { ...body, channel }), messageId, time };
};

/** The platform knows a message by its id and time. Another instance makes up others for it. */
const withoutMadeUp = (
  inputs: InboundInputs,
  { channel: { messageId, time, ...channel }, ...body }: { channel: ReturnType<typeof channelOf> },
): InboundBody | undefined => {
  const [isOwnId, isOwnTime] = [inputs.messageId !== undefined, isMomentGiven(inputs.time)];
  if (isOwnId && isOwnTime) return undefined;
  const given = { ...(isOwnId ? { messageId } : {}), ...(isOwnTime ? { time } : {}) };
  return { ...body, channel: { ...channel, ...given } };
};

const BUTTONS = { quickReply: "QuickReply", button: "Button", datePicker: "DatePicker" } as const;

const structuredOrder = (
  inputs: InboundInputs,
  { buttonType }: InboundOptions,
  time: string,
  { newId }: Given,
): InboundOrder => {
  const { text, originatingMessageId } = inputs;
  if (text === undefined) throw blankInput("text", "Set the text of the button that the customer chose.");
  if (originatingMessageId === undefined)
    throw blankInput("originatingMessageId", "Set the id of the message that had the button.");
  const messageId = inputs.messageId ?? newId();
  const buttonResponse = { type: BUTTONS[buttonType], text, payload: inputs.buttonPayload ?? text };
  const channel = channelOf(inputs, messageId, time);
  const body = { channel, buttonResponse, originatingMessageId };
  return { body, sameAs: withoutMadeUp(inputs, body), messageId, time };
};

/** The platform has no status for a message that was read: that is a delivery after which nothing follows. */
const RECEIPTS = {
  delivered: { status: "Delivered", isFinalReceipt: false },
  read: { status: "Delivered", isFinalReceipt: true },
  failed: { status: "Failed", isFinalReceipt: true },
} as const;

const receiptOrder = (
  { fromId, messageId, reason }: InboundInputs,
  { receiptStatus }: InboundOptions,
  time: string,
): InboundOrder => {
  if (messageId === undefined)
    throw blankInput("messageId", "Set the id of the message that the receipt is about.");
  const reasons = receiptStatus === "failed" ? { reasons: [reasonOf(reason)] } : {};
  const channel = { to: { id: fromId }, time };
  return { body: { id: messageId, channel, ...RECEIPTS[receiptStatus], ...reasons }, messageId, time };
};

const CODE = /^[A-Z][A-Za-z]+$/;

/** A text, or `{ code, message }` with one of the platform's codes. */
const reasonOf = (given: unknown): { code: string; message: string } => {
  const { code, message } =
    typeof given === "object" && given !== null
      ? (given as Record<string, unknown>)
      : { code: undefined, message: given };
  const isText = typeof message === "string" && message !== "";
  if (given !== undefined && given !== "" && !isText)
    throw inputError("reason", 'The input "reason" must be text, or an object { code, message }.');
  const words = isText ? message : "The message could not be delivered.";
  return { code: typeof code === "string" && CODE.test(code) ? code : "GeneralError", message: words };
};

const fromOf = ({ fromId, fromName }: InboundInputs) => ({
  id: fromId,
  idType: "Opaque",
  ...(fromName === undefined ? {} : { nickname: fromName }),
});

const channelOf = (inputs: InboundInputs, messageId: string, time: string) => {
  const { customAttributes } = withTexts("attributes", inputs.attributes, "customAttributes");
  return {
    messageId,
    from: fromOf(inputs),
    time,
    ...(customAttributes === undefined ? {} : { metadata: { customAttributes } }),
  };
};

/** An object of texts, as the platform stores it. Numbers and booleans are written as text. */
const withTexts = (field: string, given: unknown, name = field): Record<string, Record<string, string>> => {
  if (given === undefined || given === null || given === "") return {};
  const isPlain = typeof given === "object" && !Array.isArray(given) && !(given instanceof Uint8Array);
  if (!isPlain) throw inputError(field, `The input "${field}" must be an object of texts.`);
  const entries = Object.entries(given as Record<string, unknown>).map(([key, value]) => {
    if (!["string", "number", "boolean"].includes(typeof value))
      throw inputError(field, `The input "${field}" must be an object of texts. One value is no text.`);
    return [key, String(value)] as const;
  });
  return { [name]: Object.fromEntries(entries) };
};
