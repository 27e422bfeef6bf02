import { conversationToWire } from "../formatters/conversation";
import { pageOf } from "../formatters/page";
import { refusal } from "../http/errors";
import { accepted, empty, ok, type Handler, type Handlers } from "../http/handler";
import { waitingIn } from "../machines/waiting";
import { assign } from "../machines/assignment";
import { liveLegsOf } from "../machines/legs";
import { userNamed } from "./destinations";
import { conversationOf, MEDIA_OF_TYPE, participantOf, refuseWithoutLiveLeg } from "./lookup";

/** What is done to a conversation of any medium as a whole: listed, assigned, tagged, flagged, labelled. */

/** Those in which the signed-in user has a live leg. */
const listMine: Handler = (context) => {
  const { store, user, query } = context;
  if (!user) throw refusal("not.a.user");
  const type = query.get("communicationType")?.toLowerCase();
  const media = type === undefined ? undefined : MEDIA_OF_TYPE[type];
  if (type !== undefined && media === undefined)
    throw refusal("bad.request", {}, { details: [{ fieldName: "communicationType" }] });
  const mine = [...store.conversations.values()].filter((conversation) =>
    liveLegsOf(conversation).some(
      ({ participant, leg }) =>
        participant.userId === user.id && (media === undefined || leg.media === media),
    ),
  );
  return ok(pageOf(context, mine, (each) => conversationToWire(store, each)));
};

const assignToUser: Handler = (context) => {
  const { store, user: requester } = context;
  const conversation = conversationOf(context);
  const user = userNamed(store, (context.body as { id: string }).id);
  if (!waitingIn(conversation)) throw refusal("conversation.error.participant.no.active.conversations");
  context.later(() => assign(store, conversation, user, requester?.id));
  return accepted();
};

/** A tag can be set after the end, too: it is what another system calls the conversation. */
const tag: Handler = (context) => {
  const { store } = context;
  const conversation = conversationOf(context);
  const { externalTag } = context.body as { externalTag: string };
  context.later(() => {
    conversation.externalTag = externalTag;
    store.changed({ what: "conversationChanged", conversation });
  });
  return accepted();
};

const label: Handler = (context) => {
  const { store } = context;
  const conversation = conversationOf(context);
  refuseWithoutLiveLeg(conversation);
  const { utilizationLabelId } = context.body as { utilizationLabelId?: string | null };
  context.later(() => {
    if (utilizationLabelId == null) delete conversation.utilizationLabelId;
    else conversation.utilizationLabelId = utilizationLabelId;
    store.changed({ what: "conversationChanged", conversation });
  });
  return accepted();
};

const flag =
  (isSet: boolean): Handler =>
  (context) => {
    const { store } = context;
    const conversation = conversationOf(context);
    const participant = participantOf(context, conversation);
    refuseWithoutLiveLeg(conversation);
    if (isSet) participant.flaggedReason = "general";
    else delete participant.flaggedReason;
    store.changed({ what: "participantChanged", conversation, participant });
    return empty(204);
  };

export const conversationMarkHandlers: Handlers = {
  getConversations: listMine,
  postConversationAssign: assignToUser,
  putConversationTags: tag,
  patchConversationUtilizationlabel: label,
  putConversationParticipantFlaggedreason: flag(true),
  deleteConversationParticipantFlaggedreason: flag(false),
};
