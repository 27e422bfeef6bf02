import type { OpenMessage } from "./message";

type Properties = Record<string, unknown>;

const known = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

/**
 * The properties of the message that a flow receives: the whole as `payload`, and beside it what other nodes read.
 * `messageId` is the one that a receipt has to name. `fromId` is the customer, under the name that *open message out* reads,
 * so that a receipt needs no node between the two.
 */
export const messageOfOpen = (message: OpenMessage, body?: Properties): Properties =>
  known({
    payload: known({ ...message, from: known({ ...message.from }), to: known({ ...message.to }) }),
    conversationId: message.conversationId,
    mediaType: "message",
    messageId: message.id,
    integrationId: message.integrationId,
    text: message.text,
    fromId: customerOf(message),
    fromAddress: message.from.id,
    toAddress: message.to.id,
    raw: body,
  });

/** The integration is on the other side. */
const customerOf = ({ from, to, integrationId }: OpenMessage): string | undefined =>
  to.id === integrationId ? from.id : to.id;
