import type { Media } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { conversationToWire, MEDIA } from "./conversation";
import { CONVERSATION_FIELDS, flatFieldsOf, LEG_FIELDS, PARTICIPANT_FIELDS } from "./event-fields";
import { listOf, pick, respell, respellFlat, routingData } from "./event-spelling";
import { mediaConversationToWire } from "./media-conversation";
import { present, type Wire } from "./wire";

/** A conversation as the topics of users and queues send it: the REST shapes, in part and in another spelling. */

/** The last part of the topic of a medium, where it has one. */
export const MEDIA_TOPICS: readonly (readonly [Media, string])[] = [
  ["calls", "calls"],
  ["callbacks", "callbacks"],
  ["chats", "chats"],
  ["cobrowsesessions", "cobrowseSessions"],
  ["emails", "emails"],
  ["messages", "messages"],
  ["screenshares", "screenshares"],
  ["socialExpressions", "socialexpressions"],
  ["videos", "videos"],
];

/** Queue topics of these media send the whole, not the flattened shape. */
const WHOLE_ON_QUEUES: ReadonlySet<Media> = new Set(["videos", "socialExpressions"]);

const participantOf = (from: Wire): Wire => ({
  ...respell(pick(from, PARTICIPANT_FIELDS)),
  ...(from["purpose"] === "agent" ? { conversationRoutingData: routingData({}) } : {}),
  wrapupExpected: from["purpose"] === "agent" && from["queueId"] !== undefined,
  ...Object.fromEntries(
    MEDIA.flatMap((media) => {
      const legs = listOf(from[media]);
      if (legs.length === 0) return []; // a medium that is not used is absent, not empty
      return [
        [media, legs.map((leg) => ({ ...respell(pick(leg, LEG_FIELDS[media])), additionalProperties: {} }))],
      ];
    }),
  ),
  additionalProperties: {},
});

/** The body of `v2.users.{id}.conversations` and `v2.routing.queues.{id}.conversations`. */
export const eventOfConversation = (store: Store, conversation: Conversation): Wire => {
  const wire = conversationToWire(store, conversation);
  return {
    ...pick(wire, CONVERSATION_FIELDS),
    participants: listOf(wire["participants"]).map(participantOf),
    recordingState: conversation.recordingState,
  };
};

/** The same, in the moment in which the states of some legs lag behind the events beside them. */
export const inconsistent = (body: Wire, ended: ReadonlySet<string>): Wire => ({
  ...body,
  participants: listOf(body["participants"]).map((participant) => {
    const lags = MEDIA.some((media) => listOf(participant[media]).some(({ id }) => ended.has(String(id))));
    if (!lags) return participant;
    const late: Wire = { ...participant };
    delete late["endTime"];
    for (const media of MEDIA)
      if (media in late)
        late[media] = listOf(late[media]).map((leg) =>
          ended.has(String(leg["id"])) && leg["connectedTime"] !== undefined
            ? { ...leg, state: "connected" }
            : leg,
        );
    return late;
  }),
});

/** The body of `….conversations.{media}`; undefined where the conversation has nothing of the medium. */
export const eventOfMedia = (
  store: Store,
  conversation: Conversation,
  media: Media,
  of: "users" | "queues",
): Wire | undefined => {
  const wire = mediaConversationToWire(store, conversation, media);
  if (wire === undefined) return undefined;
  if (of === "queues" && WHOLE_ON_QUEUES.has(media)) return eventOfConversation(store, conversation);
  const fields = flatFieldsOf(media);
  return present({
    id: wire["id"],
    participants: listOf(wire["participants"]).map((each) => respellFlat(pick(each, fields))),
    otherMediaUris: wire["otherMediaUris"],
    recordingState: wire["recordingState"],
  });
};
