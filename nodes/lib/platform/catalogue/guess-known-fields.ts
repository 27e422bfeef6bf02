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
    hint: 'The wrap-up code\'s id is given flat, as text: { code: "..." }.',
  },
  {
    pattern: /^(wrap_?up_?code(_?id)?|code|notes)$/i,
    models: /^(MediaParticipantRequest|Participant)$/,
    instead: ["wrapup"],
    hint: 'A wrap-up is nested here: { wrapup: { code: "..." } }.',
  },
  {
    pattern: /^(wrap_?up(_?code)?(_?id)?|notes)$/i,
    models: /^CreateCallRequest$/,
    instead: [],
    hint: "A call is wrapped up by a request of its own, postConversationsCallParticipantCommunicationWrapup.",
  },
];

const ofCalls: readonly WrongField[] = [
  {
    pattern: /^from$/i,
    models: /^CreateCallRequest$/,
    instead: ["callFromQueueId", "callerId"],
    hint: "The caller is the signed-in user; postConversationsCallsUserUserId calls on behalf of another.",
  },
  {
    pattern: /^(agent|agent_?id|on_?behalf_?of(_?user)?(_?id)?)$/i,
    models: /^CreateCallRequest$/,
    instead: [],
    hint: "The caller is the signed-in user; postConversationsCallsUserUserId calls on behalf of another.",
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
    hint: "The first is who is called, the second on behalf of which queue.",
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
    hint: 'A party leaves by { state: "disconnected" }.',
  },
  {
    pattern: /^(attributes?|data)$/i,
    models: /^MediaParticipantRequest$/,
    instead: [],
    hint: "Attributes are set by a request of their own, patchConversationParticipantAttributes.",
  },
  {
    pattern: /^(phone_?number|user_?id|queue_?id|to|number)$/i,
    models: /^Conversation$/,
    instead: ["participants"],
    hint: 'Who is to join stands in a list: { participants: [{ address: "..." }] }, or with userId or queueId.',
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
    hint: "The id of a user, whom postUsersSearch finds by an e-mail address.",
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
    hint: "Without an agent no files are sent; postConversationsMessageCommunicationMessages sends them into a running conversation.",
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
    hint: "The platform has dropped this parameter; the answer always has normalizedMessage.",
  },
  {
    pattern: /^(e?mail|name|username)$/i,
    models: /^UserSearchRequest$/,
    instead: ["query"],
    hint: 'Users are found by { query: [{ type: "EXACT", fields: ["email"], value: "..." }] }.',
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
    hint: "Beginning and end are one text with a slash between them.",
  },
];

export const wrongFields: readonly WrongField[] = [...ofWrapups, ...ofCalls, ...ofMessages, ...ofOthers];
