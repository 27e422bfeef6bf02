import { refusal } from "../http/errors";
import { accepted, ok, type Context, type Handlers } from "../http/handler";
import { leaveCallOrComplete } from "../machines/consult";
import { isLive, legChanged } from "../machines/legs";
import { conversationOf, participantOf, placeOf } from "./lookup";

/** What is done to one communication of a call, or sent to its far side. */

const livePlace = (context: Context) => {
  const place = placeOf(context, "calls");
  if (!isLive(place.leg)) throw refusal("conversation.error.call.disconnected");
  return place;
};

export const callLegHandlers: Handlers = {
  /** Only `disconnected` has an effect. Other fields of the body (a wrap-up) are ignored. */
  patchConversationsCallParticipantCommunication: (context) => {
    const { conversation, participant, leg } = livePlace(context);
    context.later(() => {
      if (isLive(leg)) leaveCallOrComplete(context.store, conversation, participant, "client");
    });
    return ok({});
  },

  putConversationsCallParticipantCommunicationUuidata: (context) => {
    const place = livePlace(context);
    const { uuiData } = (context.body ?? {}) as { uuiData?: string | null };
    if (uuiData) place.leg.uuiData = uuiData;
    else delete place.leg.uuiData;
    legChanged(context.store, place);
    return ok({});
  },

  postConversationParticipantDigits: (context) => {
    const conversation = conversationOf(context);
    const participant = participantOf(context, conversation);
    const { digits } = (context.body ?? {}) as { digits?: string | null };
    if (!digits || !/^[0-9A-D*#]+$/i.test(digits)) throw refusal("bad.request");
    if (!participant.communications.some((leg) => leg.media === "calls" && leg.state === "connected"))
      throw refusal("conversation.error.call.disconnected");
    const before = conversation.extras["digits"];
    conversation.extras["digits"] = `${typeof before === "string" ? before : ""}${digits}`;
    return accepted();
  },
};
