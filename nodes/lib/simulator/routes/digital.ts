import type { Media } from "../entities/communication";
import { refusal } from "../errors";
import { conversationToWire } from "../formatters/conversation";
import { mediaConversationToWire } from "../formatters/media-conversation";
import { pageOf } from "../formatters/page";
import { accepted, empty, ok, type Context, type Handler, type Handlers } from "../handler";
import { handOver } from "../machines/hand-over";
import { endInteraction, leaveInteraction } from "../machines/interaction";
import { isLive, legsOf, liveLegsOf, turnLeg, type Place } from "../machines/legs";
import { patchAttributes } from "./attributes";
import { calleeAt, queueNamed, userNamed } from "./destinations";
import { conversationOf, participantOf, placeOf } from "./lookup";

/** What all media but calls have in common: lists, attributes, the end of a leg or of all, parking, handing over. */

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

/** The only change of a whole conversation that is simulated is its end. */
const endAll: Handler = (context) => {
  const conversation = conversationOf(context);
  const { state } = (context.body ?? {}) as { state?: string | null };
  if (state?.toLowerCase() === "disconnected")
    context.later(() => endInteraction(context.store, conversation, "client"));
  return ok(conversationToWire(context.store, conversation));
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
    const { state } = context.body as { state: string };
    const wanted = state.toLowerCase();
    if (wanted !== "parked" && wanted !== "connected")
      throw refusal("bad.request", {}, { details: [{ fieldName: "state" }] });
    const place = liveAgentOf(context, media);
    context.later(() => {
      if (isLive(place.leg)) turnLeg(context.store, place, wanted);
    });
    return empty(204);
  };

interface Transfer {
  userId?: string | null;
  userName?: string | null;
  queueId?: string | null;
  address?: string | null;
}

const heirIn = ({ store }: Context, { userId, userName, queueId, address }: Transfer) => {
  if (userId) return { to: "user", user: userNamed(store, userId) } as const;
  if (queueId)
    return { to: "queue", queue: queueNamed(store, queueId, "conversations.error.queue.not.found") } as const;
  const named = calleeAt(store, userName ?? address ?? "");
  if (named.to === "number") throw refusal("bad.request", {}, { details: [{ fieldName: "address" }] });
  return named;
};

const replace =
  (media: Media): Handler =>
  (context) => {
    const heir = heirIn(context, context.body as Transfer);
    const place = liveAgentOf(context, media);
    if (heir.to === "user" && heir.user.id === place.participant.userId)
      throw refusal("conversations.error.transfer.same.party");
    context.later(() => {
      if (isLive(place.leg)) handOver(context.store, place, heir);
    });
    return accepted();
  };

/** Has the medium got a leg at all? Otherwise it is none of its conversations. */
const only =
  (media: Media, handler: Handler): Handler =>
  (context) => {
    if (!legsOf(conversationOf(context)).some(({ leg }) => leg.media === media))
      throw refusal("conversation.error.conversation.not.found");
    return handler(context);
  };

/** What the handlers of internal messages lack, the platform lacks, too. */
export const digitalHandlers: Handlers = Object.fromEntries(
  WORDS.flatMap(([one, all, media]): [string, Handler][] => [
    [`getConversations${all}`, listOwn(media)],
    ...(one === "Internalmessage"
      ? []
      : ([
          [`patchConversations${one}`, only(media, endAll)],
          [`patchConversations${one}ParticipantAttributes`, only(media, patchAttributes(true))],
          [`patchConversations${one}ParticipantCommunication`, endLegOf(media)],
          [`postConversations${one}ParticipantReplace`, replace(media)],
        ] satisfies [string, Handler][])),
    ...(one === "Email" || one === "Message"
      ? ([[`patchConversations${one}ParticipantParkingstate`, park(media)]] satisfies [string, Handler][])
      : []),
  ]),
);
