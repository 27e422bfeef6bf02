import { attributeChanges } from "../api/changed-properties";
import type { Conversation, Leg } from "../conversation/conversation";
import { CHANGES, type ChangeAction } from "./ways";
import type { Changes, ParticipantIds } from "../types";

/** What is read of a participant, held against what the account has changed of it a moment ago. */

/** May the state that the action changes be the one before a change of this account? */
export const isStateUnsettled = (
  changes: Changes,
  ids: ParticipantIds,
  action: ChangeAction,
  { communication }: Leg,
): boolean => {
  const properties = [...Object.keys(CHANGES[action]), ...(BESIDE[action] ?? [])];
  return changes.isUnsettled(
    ids,
    Object.fromEntries(properties.map((property) => [property, communication[property]])),
  );
};

/** Other properties that decide whether there is something to do. */
const BESIDE: Partial<Record<ChangeAction, readonly string[]>> = {
  record: ["recordingState"],
  stopRecording: ["recordingState"],
};

/** The attributes whose values can be believed. */
export const settledAttributes = (
  changes: Changes,
  ids: ParticipantIds,
  present: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(present).filter(
      ([name, value]) => !changes.isUnsettled(ids, attributeChanges({ [name]: value })),
    ),
  );

/** Has the account sent this participant away, although it is still to be seen? */
export const isLeaving = (changes: Changes, ids: ParticipantIds): boolean =>
  changes.isUnsettled(ids, { state: "connected" });

/** The conversation without the participants that this account has just disconnected. */
export const withoutLeaving = (changes: Changes, conversation: Conversation): Conversation => ({
  ...conversation,
  participants: conversation.participants.filter(
    ({ id }) => !isLeaving(changes, { conversationId: conversation.id, participantId: id }),
  ),
});
