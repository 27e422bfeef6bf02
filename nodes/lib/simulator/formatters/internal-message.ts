import type { InternalMessage } from "../entities/message";
import { present, ref, time, type Wire } from "./wire";

/** Messages between users on the wire. */

const pathOf = ({ conversationId, communicationId, id }: InternalMessage): string =>
  `/api/v2/conversations/${conversationId}/communications/${communicationId}/internalmessages/${id}`;

export const internalMessageToWire = (message: InternalMessage): Wire =>
  present({
    id: message.id,
    conversation: ref("conversations", message.conversationId),
    communicationId: message.communicationId,
    timestamp: time(message.at),
    sender: ref("users", message.senderId),
    recipient: ref("users", message.recipientId),
    normalizedMessage: { id: message.id, type: "Text", text: message.text, direction: "Outbound" },
    selfUri: pathOf(message),
  });

/** A message as its leg mentions it. */
export const internalMessageDetails = ({ id, at }: InternalMessage): Wire => ({
  messageId: id,
  messageTime: time(at),
});
