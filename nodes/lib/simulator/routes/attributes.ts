import { accepted, type Handler, type Handlers } from "../http/handler";
import { conversationOf, participantOf } from "./lookup";

/** A participant's attributes: what is sent is added to what is there. */

export const patchAttributes =
  (answersBody: boolean): Handler =>
  (context) => {
    const { store } = context;
    const conversation = conversationOf(context);
    const participant = participantOf(context, conversation);
    const { attributes } = (context.body ?? {}) as { attributes?: Record<string, string> | null };
    if (attributes == null)
      return accepted(answersBody ? { attributes: { ...participant.attributes } } : undefined);
    context.later(() => {
      Object.assign(participant.attributes, attributes);
      store.changed({ what: "attributesChanged", conversation, participant });
    });
    return accepted(answersBody ? { attributes: { ...participant.attributes, ...attributes } } : undefined);
  };

export const attributeHandlers: Handlers = {
  patchConversationParticipantAttributes: patchAttributes(false),
  patchConversationsCallParticipantAttributes: patchAttributes(true),
};
