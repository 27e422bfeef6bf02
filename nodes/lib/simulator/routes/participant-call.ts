import type { Media } from "../entities/communication";
import { refusal } from "../http/errors";
import type { Context } from "../http/handler";
import { answerCall, isRinging } from "../machines/callee";
import { leaveCallOrComplete } from "../machines/consult";
import { failInactive, setFlag, type Flag } from "../machines/flags";
import { leaveInteraction } from "../machines/interaction";
import { connectLeg, isLive, type Place } from "../machines/legs";
import { resume } from "../machines/parking";
import { liveCallsOf } from "../machines/voice";
import { notPlayed } from "../http/not-played";
import type { PropertyAction, PropertyActions, Who } from "./participant-property";

/** What becomes of a participant's live leg: answered, left, held, muted, confined, recorded. */

/** The newest live leg, of the operation's medium where it has one. */
const liveLegOf = ({ conversation, participant, media }: Who): Place => {
  const legs = participant.communications.filter((leg) => media === undefined || leg.media === media);
  const leg = legs.findLast(isLive);
  if (leg) return { conversation, participant, leg };
  throw refusal(
    media === "calls"
      ? "conversation.error.call.disconnected"
      : "conversation.error.participant.no.active.conversations",
  );
};

const setState: PropertyAction = ({ store }, who, value) => {
  const place = liveLegOf(who);
  const { conversation, participant, leg } = place;
  const wanted = String(value).toLowerCase();
  if (wanted === "connected") {
    if (leg.media === "emails" && !isRinging(place) && leg.state !== "parked")
      throw refusal("postino.error.answer.not.alerting");
    return () => {
      if (leg.media === "calls") answerCall(store, place);
      else if (isRinging(place)) connectLeg(store, place);
      else resume(store, place);
    };
  }
  if (wanted !== "disconnected") throw refusal("bad.request", {}, { details: [{ fieldName: "state" }] });
  return () => {
    if (!isLive(leg)) return failInactive(store, place, "disconnect");
    if (leg.media === "calls") leaveCallOrComplete(store, conversation, participant, "client");
    else leaveInteraction(store, place, "client");
  };
};

/** What the model of a medium's leg does not have cannot be seen, and so is not played. */
const refuseOf = ({ operation }: Context, { leg }: Place, flag: Flag): void => {
  const has = flag === "held" ? !HOLDS_NOT.has(leg.media) : leg.media === "calls";
  if (!has) throw notPlayed(operation.id, `${flag} of ${leg.media}`);
};

const HOLDS_NOT: ReadonlySet<Media> = new Set([
  "cobrowsesessions",
  "screenshares",
  "videos",
  "internalMessages",
]);

const setHeld: PropertyAction = (context, who, value) => {
  const { store } = context;
  const place = liveLegOf(who);
  refuseOf(context, place, "held");
  if (isRinging(place)) throw refusal("conversation.error.hold.alerting");
  return () => change(store, place, "held", value);
};

const setMuted: PropertyAction = (context, who, value) => {
  const { store } = context;
  const place = liveLegOf(who);
  refuseOf(context, place, "muted");
  return () => change(store, place, "muted", value);
};

const setConfined: PropertyAction = (context, who, value) => {
  const { store } = context;
  const place = liveLegOf(who);
  refuseOf(context, place, "confined");
  const parties = liveCallsOf(who.conversation).filter(({ leg }) => leg.state === "connected");
  if (value === true && parties.length < store.settings.conferenceParties)
    throw refusal("conversation.error.cannot.confine.party");
  return () => change(store, place, "confined", value);
};

const setRecording: PropertyAction = (context, who, value) => {
  const { store, user } = context;
  const place = liveLegOf(who);
  refuseOf(context, place, "recording");
  const takesPart = ({ participant }: Place): boolean => participant.userId === user?.id;
  if (user && !liveCallsOf(who.conversation).some(takesPart))
    throw refusal("conversation.error.forbidden.not.active.participant");
  return () => change(store, place, "recording", value);
};

/** By the time it takes effect, the leg may have ended. */
const change = (store: Parameters<typeof setFlag>[0], place: Place, flag: Flag, value: unknown): void => {
  if (isLive(place.leg)) setFlag(store, place, flag, value === true);
  else failInactive(store, place, flag);
};

export const callProperties: PropertyActions = {
  state: setState,
  held: setHeld,
  muted: setMuted,
  confined: setConfined,
  recording: setRecording,
};
