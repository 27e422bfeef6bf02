/** Where the model of a request body says something else than the operation takes. */
export interface Quirk {
  /** Fields that the model calls required although the operation does not. */
  notRequired?: readonly string[];
  /** The only fields that the operation takes; the rest belongs to reading. */
  only?: readonly string[];
}

const WHOLE_CONVERSATION: Quirk = {
  notRequired: ["startTime", "participants"],
  only: ["state", "recordingState"],
};

/** By operation. A conversation is changed with the model that it is read with. */
const BY_OPERATION: Readonly<Record<string, Quirk>> = {
  patchConversationsCall: { ...WHOLE_CONVERSATION, only: ["state", "recordingState", "conversationIds"] },
  patchConversationsCallback: WHOLE_CONVERSATION,
  patchConversationsCobrowsesession: WHOLE_CONVERSATION,
  patchConversationsEmail: WHOLE_CONVERSATION,
  patchConversationsMessage: WHOLE_CONVERSATION,
  postConversationsCallParticipants: { notRequired: ["startTime"], only: ["participants"] },
  postConversationsMessageCommunicationMessages: { notRequired: ["textBody"] },
};

export const quirkOf = (operation: string): Quirk => BY_OPERATION[operation] ?? {};
