/** Who has seen what the simulator plays, beside the vendor's SDK. Operations by id, or by a pattern of ids. */

/** Payloads of live organisations, published by others. Their fields are in test/facts/captured-fields.json, under these names. */
export const CAPTURES: Readonly<Record<string, readonly string[]>> = {
  getConversation: ["voice", "callback", "chat"],
  getConversationsCall: ["callsOfOne"],
  getConversationsCalls: ["callsListed"],
  getConversationRecordings: ["recordings"],
  getConversationRecording: ["recordings"],
  getUser: ["user"],
  getConversationsMessagingIntegrationsOpenIntegrationId: ["openIntegration"],
};

/** What the vendor, or its staff, has written about how an operation behaves: guides, help, announcements, error lists. */
export const DOCUMENTED: readonly (readonly [operations: RegExp, about: string])[] = [
  [/^((get|head|delete)TokensMe|deleteToken)$/, "tokens"],
  [/^(deleteConversation|postConversationDisconnect)$/, "how a conversation ends for all"],
  [/^patchConversations(Call|Email|Message|Callback)$/, "how a conversation ends for all"],
  [
    /^patchConversation(s(Call|Callback|Email|Message))?Participant(UserUserId)?$/,
    "changes of a participant",
  ],
  [/^patchConversations\w+ParticipantCommunication$/, "changes of a communication"],
  [/Participant(Communication)?Wrapup(codes)?$/, "wrap-up"],
  [/^patchConversationsAftercallwork/, "wrap-up"],
  [/^(postConversationsCalls(UserUserId)?|postConversationsCall)$/, "calls that are placed"],
  [/^patchConversationsCallConference$/, "conferences"],
  [/^postConversationsCallParticipants(UserUserId)?$/, "conferences"],
  [/^getConversationsCallsMaximumconferenceparties$/, "conferences"],
  [
    /^postConversation(s\w+)?Participant(Replace|Transfer|Consult|VoiceConsult|Digits)/,
    "transfers and consultations",
  ],
  [/^(delete|patch)ConversationsCallParticipantConsult$/, "transfers and consultations"],
  [/^postConversations\w+Participant(Monitor|Coach|Barge)$/, "supervision"],
  [/Postflowaction$/, "post-flow actions"],
  [/^(put|patch)ConversationSecureattributes$|^putConversationTags$/, "responses"],
  [/^patchConversationUtilizationlabel$|^postConversationAssign$|Uuidata$/, "responses"],
  [/^postConversationsMessageCommunication(Messages(MediaUploads|Media)?|Typing)$/, "messages of agents"],
  [/^getConversationsMessage(Message|CommunicationMessagesMediaMediaId)$/, "messages of agents"],
  [/^postConversationsMessages(Agentless)?$/, "messages of the organisation"],
  [/^postConversationsMessageInboundOpen/, "open messaging"],
  [/^postConversationsEmails(Agentless)?$/, "e-mail"],
  [/^(get|patch|put|post)ConversationsEmail(Messages|MessagesDraft|Reconnect)$/, "e-mail"],
  [/^patchConversations(Email|Message)ParticipantParkingstate$/, "parking"],
  [/Callbacks(Bulk\w+)?$/, "callbacks"],
  [/NotificationsChannel/, "notifications"],
  [/^getNotificationsAvailabletopics$/, "notifications"],
];
