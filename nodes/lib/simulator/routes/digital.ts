import type { Media } from "../entities/communication";
import { refusal } from "../http/errors";
import { mediaConversationToWire } from "../formatters/media-conversation";
import { pageOf } from "../formatters/page";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { leaveInteraction } from "../machines/interaction";
import { isLive, liveLegsOf, type Place } from "../machines/legs";
import { park as parkLeg, resume } from "../machines/parking";
import { notPlayed } from "../http/not-played";
import { patchAttributes } from "./attributes";
import { conversationOf, participantOf, placeOf } from "./lookup";

/** What all media but calls have in common: lists, attributes, the end of a leg, parking. */

/** How the operations of a medium are called: one, and all. */
const WORDS: readonly (readonly [one: string, all: string, media: Media])[] = [
  ["Callback", "Callbacks", "callbacks"],
  ["Cobrowsesession", "Cobrowsesessions", "cobrowsesessions"],
  ["Email", "Emails", "emails"],
  ["Internalmessage", "Internalmessages", "internalMessages"],
  ["Message", "Messages", "messages"],
];

/** The conversations in which the user has a live leg of the medium. */
const listOwn =
  (media: Media): Handler =>
  (context) => {
    const { store, user } = context;
    if (!user) throw refusal("not.a.user");
    const isOwn = ({ participant, leg }: Place): boolean =>
      participant.userId === user.id && leg.media === media;
    const own = [...store.conversations.values()].filter((each) => liveLegsOf(each).some(isOwn));
    return ok(pageOf(context, own, (each) => mediaConversationToWire(store, each, media) ?? {}));
  };

const endLegOf =
  (media: Media): Handler =>
  (context) => {
    const place = placeOf(context, media);
    if (!isLive(place.leg)) throw refusal("conversation.error.participant.no.active.conversations");
    context.later(() => leaveInteraction(context.store, place, "client"));
    return ok({});
  };

const liveAgentOf = (context: Context, media: Media): Place => {
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  const leg = participant.communications.findLast((each) => each.media === media && isLive(each));
  if (!leg || leg.state === "alerting")
    throw refusal("conversation.error.participant.no.active.conversations");
  return { conversation, participant, leg };
};

const park =
  (media: Media): Handler =>
  (context) => {
    const { store, operation } = context;
    const { state, resumeTime } = context.body as { state: string; resumeTime?: string | null };
    const wanted = state.toLowerCase();
    if (wanted !== "parked" && wanted !== "connected")
      throw refusal("bad.request", {}, { details: [{ fieldName: "state" }] });
    if (resumeTime && wanted !== "parked") throw notPlayed(operation.id, `resumeTime with state ${state}`);
    const place = liveAgentOf(context, media);
    context.later(() => {
      if (wanted === "connected") resume(store, place);
      else parkLeg(store, place, resumeTime ? Date.parse(resumeTime) : undefined);
    });
    return empty(204);
  };

/** What the handlers of internal messages lack, the platform lacks, too. */
export const digitalHandlers: Handlers = Object.fromEntries(
  WORDS.flatMap(([one, all, media]): [string, Handler][] => [
    [`getConversations${all}`, listOwn(media)],
    ...(one === "Internalmessage"
      ? []
      : ([
          [`patchConversations${one}ParticipantAttributes`, patchAttributes(true)],
          [`patchConversations${one}ParticipantCommunication`, endLegOf(media)],
        ] satisfies [string, Handler][])),
    ...(one === "Email" || one === "Message"
      ? ([[`patchConversations${one}ParticipantParkingstate`, park(media)]] satisfies [string, Handler][])
      : []),
  ]),
);
