import type { Communication } from "../entities/communication";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { maySkip, skipWrapup } from "../machines/acw";
import { isLive, type Place } from "../machines/legs";
import { conversationOf, participantOf } from "./lookup";
import type { PropertyAction, Who } from "./participant-property";
import { prepareWrapup, type WrapupInput } from "./wrapup";

/** Wrap-up as a property of a participant, and after-call work that an agent requests. */

/** The leg that a wrap-up of the participant is about: the newest that ever connected. */
const legOf = ({ conversation, participant, media }: Who): Place => {
  const legs = participant.communications.filter((leg) => media === undefined || leg.media === media);
  const leg = legs.findLast(({ connectedAt }) => connectedAt !== undefined) ?? legs.at(-1);
  if (!leg) throw refusal("conversation.error.participant.no.active.conversations");
  return { conversation, participant, leg };
};

const giveWrapup: PropertyAction = (context, who, value) =>
  prepareWrapup(context, legOf(who), value as WrapupInput);

const setSkipped: PropertyAction = ({ store }, who, value) => {
  if (value !== true) return () => undefined;
  const place = legOf(who);
  const state = place.leg.afterCallWork?.state;
  if (place.leg.connectedAt === undefined || (!isLive(place.leg) && state === undefined))
    throw refusal("conversation.error.participant.no.active.conversations");
  if (!maySkip(place) || state === "complete") throw refusal("conversation.error.wrapup.cannot.skip");
  return () => skipWrapup(store, place);
};

export const wrapupProperties: Readonly<Record<string, PropertyAction>> = {
  wrapup: giveWrapup,
  wrapupSkipped: setSkipped,
};

const communicationOf = (context: Context): Communication => {
  const participant = participantOf(context, conversationOf(context));
  const leg = participant.communications.find(({ id }) => id === context.params["communicationId"]);
  if (!leg) throw refusal("not.found");
  return leg;
};

/** The agent requests after-call work, in a queue that leaves it to them. They can do so only while they talk. */
const requestAfterCallWork = (context: Context) => {
  const leg = communicationOf(context);
  if (!isLive(leg)) throw refusal("conversation.error.participant.no.active.conversations");
  const { afterCallWorkRequired } = context.body as { afterCallWorkRequired: boolean };
  leg.afterCallWorkRequired = afterCallWorkRequired;
  return ok({ afterCallWorkRequired });
};

export const afterCallWorkHandlers: Handlers = {
  patchConversationsAftercallworkConversationIdParticipantCommunication: requestAfterCallWork,
};
