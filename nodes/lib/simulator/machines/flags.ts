import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { holdLeg, legChanged, type Place } from "./legs";

/** What can be switched on and off on a leg. */

export type Flag = "held" | "muted" | "confined" | "recording";

/** A pause lasts until it is resumed. A recording that begins in the meantime is paused as well. */
const recordingState = (
  { pausedMedia = [] }: Conversation,
  isRecorded: boolean,
): "active" | "paused" | "none" =>
  !isRecorded ? "none" : pausedMedia.includes("calls") ? "paused" : "active";

export const setFlag = (store: Store, place: Place, flag: Flag, value: boolean): void => {
  const { conversation, leg } = place;
  if (flag === "held") return holdLeg(store, place, value);
  if (leg.media === "calls") {
    leg[flag] = value;
    if (flag === "recording")
      leg.recordingState = conversation.recordingState = recordingState(conversation, value);
  }
  legChanged(store, place);
};

/** The failure of what had been accepted: by the time it was carried out, the leg had ended. */
export const failInactive = (store: Store, place: Place, command: string): void => {
  const params = { sessionId: place.leg.id, type: `cloud.command.${command}` };
  place.leg.errorInfo = {
    code: "error.ininedgecontrol.session.inactive",
    message: `session ${params.sessionId} is inactive for command ${params.type}`,
    messageWithParams: "session {sessionId} is inactive for command {type}",
    messageParams: params,
  };
  legChanged(store, place);
};
