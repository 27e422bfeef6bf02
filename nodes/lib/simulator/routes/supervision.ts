import { refusal } from "../http/errors";
import { empty, type Context, type Handler, type Handlers } from "../http/handler";
import { isLive, type Place } from "../machines/legs";
import { supervise, type Supervision } from "../machines/supervision";
import { liveCallsOf } from "../machines/voice";
import { conversationOf, mediaOf, participantOf } from "./lookup";

/** Monitor, coach and barge, always by the user of the token. */

const participantMeant = (context: Context): Place => {
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  const leg = participant.communications.findLast((each) => isLive(each) && each.media === mediaOf(context));
  if (leg?.state !== "connected") throw refusal("conversation.error.call.disconnected");
  return { conversation, participant, leg };
};

/** For the barge that names no participant: the agent's leg. */
const agentOf = (context: Context): Place => {
  const found = liveCallsOf(conversationOf(context)).findLast(
    ({ participant, leg }) => participant.userId !== undefined && leg.state === "connected",
  );
  if (!found) throw refusal("conversation.error.call.disconnected");
  return found;
};

const supervised =
  (how: Supervision, find: (context: Context) => Place): Handler =>
  (context) => {
    const { store, user } = context;
    if (!user) {
      if (store.settings.supervisionNeedsUser) throw refusal("not.a.user");
      return empty(201);
    }
    const place = find(context);
    if (!user.station && place.leg.media === "calls") throw refusal("conversation.error.no.user.station");
    context.later(() => {
      if (isLive(place.leg)) supervise(store, place, user, how);
    });
    return empty(201);
  };

export const supervisionHandlers: Handlers = {
  postConversationsCallParticipantMonitor: supervised("monitor", participantMeant),
  postConversationsMessageParticipantMonitor: supervised("monitor", participantMeant),
  postConversationsCallParticipantCoach: supervised("coach", participantMeant),
  postConversationsCallParticipantBarge: supervised("barge", participantMeant),
  postConversationBarge: supervised("barge", agentOf),
};
