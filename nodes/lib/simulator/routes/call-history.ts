import type { Call } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import { pageOf } from "../formatters/page";
import { present, ref, time, type Wire } from "../formatters/wire";
import { endIn } from "../formatters/words";
import { refusal } from "../http/errors";
import { empty, ok, type Handler, type Handlers } from "../http/handler";
import { setFlag } from "../machines/flags";
import { isLive, legsOf } from "../machines/legs";
import { conversationOf, participantOf } from "./lookup";

/** The calls that the signed-in user has had, newest first, and the recording of a part of one. */

const callOf = ({ communications }: Participant): Call | undefined =>
  communications.findLast((leg): leg is Call => leg.media === "calls");

const partyToWire = (participant: Participant): Wire => {
  const leg = callOf(participant);
  return present({
    id: participant.id,
    name: participant.name,
    address: participant.address,
    startTime: time(participant.startAt),
    endTime: time(participant.endAt),
    purpose: participant.purpose,
    direction: leg?.direction,
    ani: participant.ani,
    dnis: participant.dnis,
    user: participant.userId && { ...ref("users", participant.userId), version: 1 },
    queue: ref("routing/queues", participant.queueId),
    disconnectType: endIn("flat", leg?.disconnectType),
    didInteract: participant.connectedAt !== undefined,
    flaggedReason: participant.flaggedReason,
  });
};

const MOST_OF_A_CALL = 2;

const historyToWire =
  (userId: string) =>
  (conversation: Conversation): Wire => {
    const own = conversation.participants.filter((each) => each.userId === userId);
    const has = (media: string): boolean => legsOf(conversation).some(({ leg }) => leg.media === media);
    const talked = conversation.participants.filter(
      ({ purpose, connectedAt }) => connectedAt !== undefined && !/acd|ivr|workflow/.test(purpose),
    );
    return present({
      id: conversation.id,
      participants: conversation.participants.filter(callOf).map(partyToWire),
      direction: own.map(callOf).find((leg) => leg)?.direction,
      wentToVoicemail: conversation.participants.some(({ purpose }) => purpose === "voicemail"),
      missedCall: own.every(({ connectedAt }) => connectedAt === undefined),
      startTime: time(conversation.startAt),
      wasConference: talked.length > MOST_OF_A_CALL,
      wasCallback: has("callbacks"),
      hadScreenShare: has("screenshares"),
      hadCobrowse: has("cobrowsesessions"),
      wasOutboundCampaign: false,
      selfUri: `/api/v2/conversations/calls/${conversation.id}`,
    });
  };

/** From one moment to another, or everything. */
const isWithin = (interval: string | null): ((conversation: Conversation) => boolean) => {
  if (interval === null) return () => true;
  const [from = NaN, to = NaN] = interval.split("/").map((moment) => Date.parse(moment));
  if (!(from <= to)) throw refusal("bad.request", {}, { details: [{ fieldName: "interval" }] });
  return ({ startAt }) => from <= startAt && startAt <= to;
};

const history: Handler = (context) => {
  const { store, user, query } = context;
  if (!user) throw refusal("not.a.user");
  const wanted = isWithin(query.get("interval"));
  const isPast = (conversation: Conversation): boolean => {
    const own = legsOf(conversation).filter(
      ({ participant, leg }) => participant.userId === user.id && leg.media === "calls",
    );
    return own.length > 0 && !own.some(({ leg }) => isLive(leg));
  };
  const past = [...store.conversations.values()].filter((each) => isPast(each) && wanted(each));
  past.sort((a, b) => b.startAt - a.startAt);
  return ok(pageOf(context, past, historyToWire(user.id)));
};

/** A part of a call is recorded from now on, or no longer. */
const recordSnippet: Handler = (context) => {
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  const leg = callOf(participant);
  if (!leg || !isLive(leg)) throw refusal("conversation.error.call.disconnected");
  const { record } = context.body as { record?: boolean | null };
  setFlag(context.store, { conversation, participant, leg }, "recording", record !== false);
  return empty(200);
};

export const callHistoryHandlers: Handlers = {
  getConversationsCallsHistory: history,
  postConversationsCallParticipantSnippetRecord: recordSnippet,
};
