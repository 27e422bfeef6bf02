import type { Media } from "../entities/communication";
import { refusal } from "../errors";
import { conversationToWire } from "../formatters/conversation";
import { mediaConversationToWire } from "../formatters/media-conversation";
import { pageOf } from "../formatters/page";
import type { Wire } from "../formatters/wire";
import { empty, ok, type Context, type Handler, type Handlers } from "../handler";
import { endInteraction, leaveInteraction } from "../machines/interaction";
import { isLive, legChanged, legsOf } from "../machines/legs";
import { patchAttributes } from "./attributes";
import { conversationOf, participantOf, placeOf } from "./lookup";

/** What conversations of every medium but calls have in common: listed, ended, parked, given attributes. */

/** Those in which the token's user takes part at present. */
const mine =
  (media: Media): Handler =>
  (context) => {
    const { store, user } = context;
    const own = [...store.conversations.values()].filter((conversation) =>
      legsOf(conversation).some(
        ({ participant, leg }) => participant.userId === user?.id && leg.media === media && isLive(leg),
      ),
    );
    return ok(pageOf(context, own, (each): Wire => mediaConversationToWire(store, each, media) ?? {}));
  };

/** The body can only say that the conversation is disconnected. */
const endAll =
  (media: Media): Handler =>
  (context) => {
    const conversation = conversationOf(context);
    if (legsOf(conversation).every(({ leg }) => leg.media !== media)) throw refusal("not.found");
    const { state } = (context.body ?? {}) as { state?: string | null };
    if (state) endInteraction(context.store, conversation, "client");
    return ok(conversationToWire(context.store, conversation));
  };

const leave =
  (media: Media): Handler =>
  (context) => {
    const place = placeOf(context, media);
    if (!isLive(place.leg)) throw refusal("conversation.error.participant.no.active.conversations");
    context.later(() => {
      if (isLive(place.leg)) leaveInteraction(context.store, place, "client");
    });
    return ok({});
  };

const park = (context: Context) => {
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  const { state } = context.body as { state: string };
  const leg = participant.communications.findLast((each) => each.media === "emails" && isLive(each));
  if (!leg || !["parked", "connected"].includes(state))
    throw refusal("bad.request", {}, { details: [{ fieldName: "state" }] });
  leg.state = state as "parked" | "connected";
  legChanged(context.store, { conversation, participant, leg });
  return empty(204);
};

export const interactionHandlers: Handlers = {
  getConversationsCobrowsesessions: mine("cobrowsesessions"),
  getConversationsEmails: mine("emails"),
  getConversationsInternalmessages: mine("internalMessages"),
  getConversationsMessages: mine("messages"),
  patchConversationsEmail: endAll("emails"),
  patchConversationsMessage: endAll("messages"),
  patchConversationsEmailParticipantCommunication: leave("emails"),
  patchConversationsMessageParticipantCommunication: leave("messages"),
  patchConversationsEmailParticipantAttributes: patchAttributes(true),
  patchConversationsMessageParticipantAttributes: patchAttributes(true),
  patchConversationsEmailParticipantParkingstate: park,
};
