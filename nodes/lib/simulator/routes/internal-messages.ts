import { refusal } from "../http/errors";
import { internalMessageToWire } from "../formatters/internal-message";
import { pageOf } from "../formatters/page";
import { accepted, ok, type Context, type Handlers } from "../http/handler";
import { isInternal, writeInternally, type InternalPlace } from "../machines/internal-messages";
import { isLive, legsOf } from "../machines/legs";
import { internalMessagesOfLeg } from "../store/messages";
import { conversationOf } from "./lookup";

/** What users write to each other in a conversation: written, read one by one, listed. */

const placeNamed = (context: Context): InternalPlace => {
  const conversation = conversationOf(context, "conversation.not.found");
  const place = legsOf(conversation).find(({ leg }) => leg.id === context.params["communicationId"]);
  if (!place || !isInternal(place)) throw refusal("not.found");
  return place;
};

export const internalMessageHandlers: Handlers = {
  postConversationCommunicationInternalmessages: (context) => {
    const place = placeNamed(context);
    const { userId } = place.participant;
    if (userId === undefined) throw refusal("not.authorized");
    if (!isLive(place.leg) || place.leg.state === "alerting")
      throw refusal("conversation.error.participant.no.active.conversations");
    const { text } = context.body as { text: string };
    return accepted(internalMessageToWire(writeInternally(context.store, place, userId, text)));
  },

  getConversationCommunicationInternalmessages: (context) =>
    ok(pageOf(context, internalMessagesOfLeg(context.store, placeNamed(context).leg), internalMessageToWire)),

  getConversationCommunicationInternalmessage: (context) => {
    const found = internalMessagesOfLeg(context.store, placeNamed(context).leg).find(
      ({ id }) => id === context.params["messageId"],
    );
    if (!found) throw refusal("not.found");
    return ok(internalMessageToWire(found));
  },
};
