import { GenesysError, isGenesysError } from "../errors/errors";

/** A message is refused because its recipient has a live conversation. The code for it is not published. */

const WORDS =
  /conversation.*(exist|active|open|already|connected)|(exist|active|open|already)\w*.*conversation/i;

/** Other codes mean something else. */
const isRefusal = (error: unknown): error is GenesysError =>
  (isGenesysError(error, "conflict") && error.cause.outcome !== "notSent") ||
  (isGenesysError(error, "rejected") && (error.cause.platformCode ?? "bad.request") === "bad.request");

const CURE = {
  agentless:
    'Set "Use an existing conversation" to send into it (a bot in it would treat the text as the customer\'s). ' +
    "If an agent has it, you can also use the node reply to message.",
  attended:
    'Set "Use an existing conversation" to continue one that has ended. For an active conversation, ' +
    "use the node reply to message.",
} as const;

/** The same error, saying what to do where an open conversation is, or may be, the reason. */
export const explainClash = (error: unknown, mode: keyof typeof CURE, useExisting: boolean): unknown => {
  if (!isRefusal(error)) return error;
  const { platformMessage = "" } = error.cause;
  const isClear = error.code === "conflict" || WORDS.test(platformMessage);
  if (useExisting && (mode === "agentless" || !isClear)) return error;
  if (!isClear) {
    const maybe = `${error.message} An open conversation with this address may be the reason. ${CURE[mode]}`;
    return new GenesysError(error.code, maybe, error.cause);
  }
  const reported = platformMessage === "" ? "" : ` The platform reports: ${platformMessage}`;
  return new GenesysError(
    "conflict",
    `There is already a conversation with this address, so nothing was sent. ${CURE[mode]}${reported}`,
    { ...error.cause, existingConversation: true },
  );
};
