/** Fields of bodies that are often written although they do not exist. A leaf, and the first that fits counts. */

export interface WrongField {
  pattern: RegExp;
  /** Only in bodies of these models. */
  models?: RegExp;
  instead: string[];
  hint: string;
}

const ofWrapups: readonly WrongField[] = [
  {
    pattern: /^(wrap_?up(_?code)?(_?id)?|id)$/i,
    models: /^WrapupInput$/,
    instead: ["code"],
    hint: 'Send the id of the wrap-up code at the top level, as text: { code: "..." }.',
  },
  {
    pattern: /^(wrap_?up_?code(_?id)?|code|notes)$/i,
    models: /^(MediaParticipantRequest|Participant)$/,
    instead: ["wrapup"],
    hint: 'Nest the wrap-up here: { wrapup: { code: "..." } }.',
  },
  {
    pattern: /^(wrap_?up(_?code)?(_?id)?|notes)$/i,
    models: /^CreateCallRequest$/,
    instead: [],
    hint: "To wrap up a call, use the separate operation postConversationsCallParticipantCommunicationWrapup.",
  },
];

const ofCalls: readonly WrongField[] = [
  {
    pattern: /^from$/i,
    models: /^CreateCallRequest$/,
    instead: ["callFromQueueId", "callerId"],
    hint: "The caller is the signed-in user. To call on behalf of another user, use postConversationsCallsUserUserId.",
  },
  {
    pattern: /^(agent|agent_?id|on_?behalf_?of(_?user)?(_?id)?)$/i,
    models: /^CreateCallRequest$/,
    instead: [],
    hint: "The caller is the signed-in user. To call on behalf of another user, use postConversationsCallsUserUserId.",
  },
  {
    pattern: /^(from_?(number|address|phone)|caller(_?number)?|ani)$/i,
    models: /^CreateCallRequest$/,
    instead: ["callerId"],
    hint: "",
  },
  {
    pattern: /^(to(_?number|_?address)?|destination|recipient|number|address)$/i,
    models: /^CreateCallRequest$/,
    instead: ["phoneNumber", "callUserId", "callQueueId"],
    hint: "",
  },
  {
    pattern: /^queue(_?id)?$/i,
    models: /^CreateCallRequest$/,
    instead: ["callQueueId", "callFromQueueId"],
    hint: "The first is the queue that is called, the second the queue on whose behalf you call.",
  },
  {
    pattern: /^actions?$/i,
    models: /^(Conversation|MediaParticipantRequest|UpdateConferenceRequest)$/,
    instead: [],
    hint: 'There are no participant actions; patchConversationsCallParticipant with { state: "disconnected" } removes one party.',
  },
  {
    pattern: /^(disconnect(ed)?|hang_?up|remove|end(ed)?)$/i,
    models: /^MediaParticipantRequest$/,
    instead: ["state"],
    hint: 'To remove a party, send { state: "disconnected" }.',
  },
  {
    pattern: /^(attributes?|data)$/i,
    models: /^MediaParticipantRequest$/,
    instead: [],
    hint: "To set attributes, use the separate operation patchConversationParticipantAttributes.",
  },
  {
    pattern: /^(phone_?number|user_?id|queue_?id|to|number)$/i,
    models: /^Conversation$/,
    instead: ["participants"],
    hint: 'List the participants to add: { participants: [{ address: "..." }] }, or with userId or queueId.',
  },
  {
    pattern: /^(participants?|calls?|conversations?)$/i,
    models: /^UpdateConferenceRequest$/,
    instead: ["conversationIds"],
    hint: "Calls are merged by the ids of their conversations.",
  },
  {
    pattern: /^(e?mail|user|agent|agent_?id)$/i,
    models: /^TransferToAgentRequest$/,
    instead: ["userId"],
    hint: "The id of a user. To find a user by e-mail address, use postUsersSearch.",
  },
  {
    pattern: /^(agent|agent_?id|user)$/i,
    models: /^TransferRequest$/,
    instead: ["userId"],
    hint: "",
  },
  {
    pattern: /^(to|to_?address|destination|phone_?number|phone|number)$/i,
    models: /^Transfer(ToAddress)?Request$/,
    instead: ["address"],
    hint: "",
  },
  {
    pattern: /^(phone_?number|phone|to|(callback_?)?number)$/i,
    models: /^CreateCallbackCommand$/,
    instead: ["callbackNumbers"],
    hint: "It is a list.",
  },
];

const ofMessages: readonly WrongField[] = [
  {
    pattern: /^(to|to_?address|recipients?)$/i,
    models: /^AgentlessEmail/,
    instead: ["toAddresses"],
    hint: 'It is a list: [{ email: "..." }].',
  },
  {
    pattern: /^(channel|type|messenger_?type|media_?type)$/i,
    models: /Outbound/,
    instead: ["toAddressMessengerType"],
    hint: "",
  },
  {
    pattern: /^(media|media_?ids?|attachments?)$/i,
    models: /^SendAgentless/,
    instead: [],
    hint: "Files cannot be sent without an agent. To send one into a running conversation, use postConversationsMessageCommunicationMessages.",
  },
  { pattern: /^(text|message|body|content)$/i, models: /Message|Outbound/, instead: ["textBody"], hint: "" },
  { pattern: /^(html)$/i, models: /Email/, instead: ["htmlBody"], hint: "" },
  {
    pattern: /^(to|phone_?number|recipient)$/i,
    models: /Outbound|CreateEmailRequest/,
    instead: ["toAddress"],
    hint: "",
  },
  { pattern: /^from$/i, models: /Outbound|Email/, instead: ["fromAddress"], hint: "" },
  {
    pattern: /^type$/i,
    models: /^MessageTypingEventRequest$/,
    instead: ["typing"],
    hint: 'It is nested: { typing: { type: "On" } }.',
  },
];

const ofOthers: readonly WrongField[] = [
  {
    pattern: /^useNormalizedMessage$/i,
    instead: [],
    hint: "The platform no longer has this parameter. The response always contains normalizedMessage.",
  },
  {
    pattern: /^(e?mail|name|username)$/i,
    models: /^UserSearchRequest$/,
    instead: ["query"],
    hint: 'To find users, send { query: [{ type: "EXACT", fields: ["email"], value: "..." }] }.',
  },
  {
    pattern: /^(attributes?|data|payload)$/i,
    models: /^MandatoryPostCallActionInput$/,
    instead: ["invocationData"],
    hint: "",
  },
  {
    pattern: /^(flow_?id|flow|phone_?number|target)$/i,
    models: /^MandatoryPostCallActionInput$/,
    instead: ["destination"],
    hint: "",
  },
  {
    pattern: /./,
    models: /^ParticipantAttributes$/,
    instead: ["attributes"],
    hint: "They are nested: { attributes: { name: value } }.",
  },
  {
    pattern: /^(custom_?attributes?|custom_?data|participant_?data|metadata)$/i,
    instead: ["attributes"],
    hint: "",
  },
  { pattern: /^(topics?|name|topic_?name)$/i, models: /^ChannelTopic$/, instead: ["id"], hint: "" },
  {
    pattern: /^(start|end|from|to)(_?(date|time))?$/i,
    models: /Query$/,
    instead: ["interval"],
    hint: "Send the start and the end as one text, with a slash between them.",
  },
];

export const wrongFields: readonly WrongField[] = [...ofWrapups, ...ofCalls, ...ofMessages, ...ofOthers];
