import { refusal } from "../http/errors";
import { conversationToWire } from "../formatters/conversation";
import { mediaConversationToWire } from "../formatters/media-conversation";
import type { Media } from "../entities/communication";
import { ok, type Handler, type Handlers } from "../http/handler";
import { conversationOf } from "./lookup";

/** Reading a conversation, whole or flattened to one medium. */

const readMedia =
  (media: Media): Handler =>
  (context) => {
    const conversation = conversationOf(context, "conversation.not.found");
    const wire = mediaConversationToWire(context.store, conversation, media);
    if (!wire) throw refusal("conversation.not.found");
    return ok(wire);
  };

export const conversationHandlers: Handlers = {
  getConversation: (context) =>
    ok(conversationToWire(context.store, conversationOf(context, "conversation.not.found"))),
  getConversationsCall: readMedia("calls"),
  getConversationsCallback: readMedia("callbacks"),
  getConversationsCobrowsesession: readMedia("cobrowsesessions"),
  getConversationsEmail: readMedia("emails"),
  getConversationsInternalmessage: readMedia("internalMessages"),
  getConversationsMessage: readMedia("messages"),
};
