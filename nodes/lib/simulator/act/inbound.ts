import type { Media } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import type { User } from "../entities/org";
import { MEDIA } from "../formatters/conversation";
import { ringNext } from "../machines/acd";
import { isFree } from "../machines/availability";
import { answerCall } from "../machines/callee";
import { contactArrives, enterQueueNow, type Contact } from "../machines/inbound";
import { connectLeg, endLeg, liveLegsOf, type Place } from "../machines/legs";
import { leaveCall } from "../machines/voice";
import type { Store } from "../store/store";
import { ActError, namedIn, notNow, textIn, userIn, wordsIn, type Details } from "./details";
import { conversationNamed } from "./voice";

/** Customers who come in through a flow and a queue, and the agents who are alerted. */

const idsOf = ({ conversation, participant, leg }: Place) => ({
  conversationId: conversation.id,
  participantId: participant.id,
  communicationId: leg.id,
  ...(participant.userId === undefined ? {} : { userId: participant.userId }),
});

const contactOf = (store: Store, media: Media, details: Details): Contact => {
  const { queues, flows } = store.org;
  const number = textIn(details, "number");
  const [anyQueue] = queues.values();
  const queue = namedIn(details, "queue", queues.values()) ?? (number === undefined ? anyQueue : undefined);
  const address = (value: string): string => (/^\+?\d+$/.test(value) ? `tel:${value}` : value);
  return {
    media,
    queue,
    flow: [...flows.values()].find(({ type }) => type === "INBOUNDCALL"),
    name: textIn(details, "name") ?? "Casey Customer",
    ani: address(textIn(details, "from") ?? "+15555550123"),
    dnis: address(number ?? "+15555550199"),
    attributes: wordsIn(details, "attributes"),
  };
};

const mediaIn = (details: Details): Media => {
  const word = textIn(details, "mediaType") ?? "call";
  const found = MEDIA.find((media) => media === word || media === `${word}s`);
  if (found) return found;
  throw new ActError("mediaType", `There is no mediaType ${word}. There are: ${MEDIA.join(", ")}.`);
};

const isRingingAt = ({ participant, leg }: Place, user: User | undefined): boolean =>
  leg.state === "alerting" &&
  participant.userId !== undefined &&
  (user === undefined || participant.userId === user.id);

/** The alert that is meant; where the flow or the queue only dawdles, they are not waited for. */
const alertOf = (store: Store, conversation: Conversation, user: User | undefined): Place => {
  const ringing = (): Place | undefined =>
    liveLegsOf(conversation).findLast((place) => isRingingAt(place, user));
  const found = ringing();
  if (found) return found;
  enterQueueNow(store, conversation);
  if (user && !isFree(store, user)) throw notNow(conversation, `${user.name} is not free to answer.`);
  const elsewhere = user && liveLegsOf(conversation).find((place) => isRingingAt(place, undefined));
  if (elsewhere) endLeg(store, elsewhere, "system");
  const rung = ringNext(store, conversation, user);
  if (rung) return rung;
  throw notNow(
    conversation,
    "no agent can be alerted: no queue has the conversation, or no agent of the queue is free.",
  );
};

/** A customer who writes again writes to the agent who has the conversation already: no agent is alerted. */
const heldBy = (conversation: Conversation, user: User | undefined): Place | undefined =>
  liveLegsOf(conversation).findLast(
    ({ participant: { userId }, leg }) =>
      leg.media === "messages" &&
      leg.state === "connected" &&
      userId !== undefined &&
      (user === undefined || userId === user.id),
  );

export const inboundActs = (store: Store) => ({
  /** A customer calls a queue (by name or id) or a number; a number leads into the menu. Returns the ids. */
  customerCalls: (details: Details = {}) => idsOf(contactArrives(store, contactOf(store, "calls", details))),

  /** An interaction of any medium comes in for a queue, with no more to it than its legs. Returns the ids. */
  interactionArrives: (details: Details = {}) =>
    idsOf(contactArrives(store, contactOf(store, mediaIn(details), details))),

  /** The alerted agent, or the user who is named, answers. An agent who has the messages has answered. Returns the ids. */
  agentAnswers: (conversationId: string, details: Details = {}) => {
    const conversation = conversationNamed(store, conversationId);
    const user = userIn(store, details);
    const held = heldBy(conversation, user);
    if (held) return idsOf(held);
    const place = alertOf(store, conversation, user);
    if (place.leg.media === "calls") answerCall(store, place);
    else connectLeg(store, place);
    return idsOf(place);
  },

  /** The alerted agent declines; after a while it rings again, as a new participant. */
  agentDeclines: (conversationId: string, details: Details = {}) => {
    const place = alertOf(store, conversationNamed(store, conversationId), userIn(store, details));
    if (place.leg.media === "calls") leaveCall(store, place.conversation, place.participant, "client");
    else endLeg(store, place, "client");
    return idsOf(place);
  },
});

export const inboundActParameters = {
  customerCalls: ["*"],
  interactionArrives: ["*"],
  agentAnswers: ["conversationId", "*"],
  agentDeclines: ["conversationId", "*"],
} as const satisfies Record<keyof ReturnType<typeof inboundActs>, readonly string[]>;
