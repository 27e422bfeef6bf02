import { refusal } from "../errors";
import { answerCall, isRinging } from "../machines/callee";
import { failInactive, setFlag, type Flag } from "../machines/flags";
import { leaveInteraction } from "../machines/interaction";
import { connectLeg, isLive, type Place } from "../machines/legs";
import { leaveCall, liveCallsOf } from "../machines/voice";
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
  if (wanted === "connected")
    return () => {
      if (leg.media === "calls") answerCall(store, place);
      else if (isRinging(place)) connectLeg(store, place);
    };
  if (wanted !== "disconnected") throw refusal("bad.request", {}, { details: [{ fieldName: "state" }] });
  return () => {
    if (!isLive(leg)) return failInactive(store, place, "disconnect");
    if (leg.media === "calls") leaveCall(store, conversation, participant, "client");
    else leaveInteraction(store, place, "client");
  };
};

const setHeld: PropertyAction = ({ store }, who, value) => {
  const place = liveLegOf(who);
  if (isRinging(place)) throw refusal("conversation.error.hold.alerting");
  return () => change(store, place, "held", value);
};

const setMuted: PropertyAction = ({ store }, who, value) => {
  const place = liveLegOf(who);
  return () => change(store, place, "muted", value);
};

const setConfined: PropertyAction = ({ store }, who, value) => {
  const place = liveLegOf(who);
  const parties = liveCallsOf(who.conversation).filter(({ leg }) => leg.state === "connected");
  if (value === true && parties.length < store.settings.conferenceParties)
    throw refusal("conversation.error.cannot.confine.party");
  return () => change(store, place, "confined", value);
};

const setRecording: PropertyAction = ({ store, user }, who, value) => {
  const place = liveLegOf(who);
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
