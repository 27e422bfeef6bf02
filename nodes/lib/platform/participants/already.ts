import { hasEnded, legsOf, type Conversation, type Leg } from "../conversation/conversation";
import type { ChangeAction } from "./ways";

/** What need not be sent, because the conversation already shows that state. Without such facts, it is sent. */

/** Is there nothing to change? Judged by the conversation as it was read a moment ago. */
export const isAlready = (action: ChangeAction, leg: Leg): boolean => {
  const { muted, confined } = leg.communication;
  switch (action) {
    case "disconnect":
      return hasEnded(leg);
    case "hold":
    case "resume":
      return isSwitched(leg, heldOf(leg), action === "hold");
    case "mute":
    case "unmute":
      return isSwitched(leg, muted, action === "mute");
    case "confine":
    case "release":
      return isSwitched(leg, confined, action === "confine");
    case "record":
    case "stopRecording":
      return isSwitched(leg, recordedOf(leg), action === "record");
  }
};

/** Nothing can be switched on before the leg is answered. A state that shows it earlier is ignored. */
const isSwitched = ({ communication }: Leg, now: boolean | null | undefined, wanted: boolean): boolean =>
  now === wanted && (!wanted || communication.state === "connected");

/** A confined party is on hold by the confinement; whether it was also put on hold is not known. */
const heldOf = ({ communication: { held, confined } }: Leg): boolean | undefined =>
  confined === true ? undefined : held;

/**
 * A paused recording is neither on nor off. The flag `recording` counts more than the state beside it, with one
 * exception: a leg whose state is `active` does not count as off.
 */
const recordedOf = ({ communication }: Leg): boolean | undefined => {
  const { recording, recordingState } = communication;
  const state = typeof recordingState === "string" ? recordingState.toLowerCase() : undefined;
  if (communication["securePause"] === true || state === "paused") return undefined;
  if (recording === true) return true;
  if (recording === false) return state === "active" ? undefined : false;
  return state === "active" ? true : state === "none" ? false : undefined;
};

const LINK = {
  monitor: "monitoredParticipantId",
  coach: "coachedParticipantId",
  barge: "bargedParticipantId",
} as const;

/** Does this user supervise the participant in this way, or are they being called for it? */
export const isSupervisedBy = (
  conversation: Conversation,
  how: keyof typeof LINK,
  participantId: string,
  userId: string | undefined,
): boolean =>
  userId !== undefined &&
  conversation.participants.some((each) => {
    if (each.userId !== userId || each[LINK[how]] !== participantId) return false;
    const legs = legsOf({ id: conversation.id, participants: [each] });
    return legs.length === 0 ? (each.endTime ?? undefined) === undefined : legs.some((leg) => !hasEnded(leg));
  });
