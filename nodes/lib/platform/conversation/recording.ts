import { hasEnded, legsOf, type Conversation, type Leg } from "./conversation";

/**
 * Is the recording in secure pause? `undefined`: it does not show. A recording also pauses while a call is on hold, so
 * `recordingState` counts only where the conversation does not say more.
 */
export const isPaused = (
  conversation: Conversation,
  legs: readonly Leg[] = legsOf(conversation),
): boolean | undefined => {
  const present = legs.filter((leg) => !hasEnded(leg));
  const flags = [
    conversation["securePause"],
    ...present.map(({ communication }) => communication["securePause"]),
  ];
  if (flags.includes(true)) return true;
  if (flags.includes(false)) return false;
  const state = conversation["recordingState"];
  return typeof state === "string" ? state.toLowerCase() === "paused" : undefined;
};
