import { setRecordingState } from "../api/recording";
import { signedInUserId } from "../api/users";
import { hasEnded, legsOf, type Conversation } from "../conversation/conversation";
import { isPaused } from "../conversation/recording";
import type { CallOptions, Client, ParticipantIds } from "../types";
import type { Found } from "./acts";
import { chooseWay } from "./choice";
import { notThere } from "./consulting";
import type { RecordingAction } from "./ways";

/** The secure pause of a conversation's recording. */

/**
 * Pauses or resumes. False where nothing had to be sent: the conversation shows the state, or has ended and is to be
 * resumed.
 * @throws GenesysError `noTarget` where the conversation to be paused has ended
 */
export const setSecurePause = async (
  client: Client,
  action: RecordingAction,
  { conversationId, mediaType, conversation }: Found & { conversation: Conversation },
  isUser: boolean,
  options: CallOptions,
): Promise<boolean> => {
  const wanted = action === "securePause";
  const live = legsOf(conversation).filter((leg) => !hasEnded(leg));
  if (live.length === 0) {
    if (!wanted) return false;
    throw notThere(
      conversation,
      "The conversation has ended, so nothing is recorded. Pause the recording while it lasts.",
    );
  }
  const securePause = isPaused(conversation);
  if (securePause === wanted && !client.changes.isUnsettled(wholeOf(conversationId), { securePause }))
    return false;
  const me = isUser ? await signedInUserId(client, options) : undefined;
  const isOwn = me !== undefined && live.some(({ participant }) => participant.userId === me);
  const { operation } = chooseWay("recording", mediaType, isUser, { isOwn });
  await setRecordingState(client, operation, conversationId, wanted ? "PAUSED" : "ACTIVE", options);
  return true;
};

/** The state belongs to the conversation, not to one of its participants. */
const wholeOf = (conversationId: string): ParticipantIds => ({ conversationId, participantId: "" });

/**
 * The same from the read on: what pauses and what resumes a conversation takes turns, whichever node does it. Otherwise a
 * resume that reads before the pause takes effect would see nothing to resume.
 */
export const inTurn = <T>(
  client: Client,
  action: RecordingAction,
  conversationId: string,
  readAndSet: () => Promise<T>,
  { signal }: CallOptions,
): Promise<T> =>
  client.changes.send(wholeOf(conversationId), { securePause: action === "securePause" }, readAndSet, signal);
