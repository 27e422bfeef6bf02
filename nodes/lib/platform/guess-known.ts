/** Wrong shapes that tutorials and generated code are known to use, and what to use instead. */

interface KnownWrong {
  /** What is wrong, as written: an operation name or path; for fields, the name of the field. */
  pattern: RegExp;
  /** Only in bodies of these models. */
  models?: RegExp;
  instead: string[];
  hint: string;
}

const wrapupOfCall = "postConversationsCallParticipantCommunicationWrapup";

const operations: readonly KnownWrong[] = [
  {
    pattern:
      /conversations\/(voice|calls|phone)\/[^/]+\/wrap-?up|^post_?conversations?_?(voice|calls?)_?wrap_?up$/i,
    instead: [wrapupOfCall, "patchConversationsCallParticipant"],
    hint: "A wrap-up code belongs to one communication of one participant, with the body { code }.",
  },
  {
    pattern: /conversations\/voice/i,
    instead: ["getConversationsCall", "patchConversationsCallParticipant"],
    hint: "Voice conversations are called calls: /api/v2/conversations/calls.",
  },
  {
    pattern:
      /^DELETE .*conferences?\/[^/]+\/participants|delete_?conversations?_?conferences?_?participants?/i,
    instead: ["patchConversationsCallParticipant", "patchConversationParticipant"],
    hint: 'A conference is a call conversation; one party leaves by the body { state: "disconnected" }.',
  },
  {
    pattern: /conversations\/conferences?.*participants/i,
    instead: ["postConversationsCallParticipants", "patchConversationsCallParticipant"],
    hint: 'A conference is a call conversation: add parties with participants, remove one with { state: "disconnected" }.',
  },
  {
    pattern: /conversations\/conferences?/i,
    instead: ["patchConversationsCallConference", "postConversationsCalls"],
    hint: "A conference has no id of its own, it is a call conversation.",
  },
  {
    pattern: /users\/query|post_?users_?query/i,
    instead: ["postUsersSearch"],
    hint: "Users are found by { query: [{ type, fields, value }] }; they come back in results.",
  },
  {
    pattern: /conversations\/chats|conversationsChat|webchat/i,
    instead: ["getConversationsMessage", "postConversationsMessageCommunicationMessages"],
    hint: "The chat operations were removed from the platform; web messaging is a message conversation.",
  },
  {
    pattern: /oauth\/token/i,
    instead: ["getTokensMe"],
    hint: "Tokens are fetched by the account itself, from the login host.",
  },
];

const fields: readonly KnownWrong[] = [
  {
    pattern: /^wrap_?up_?code(_?id)?$/i,
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
    hint: `A call is wrapped up by a request of its own, ${wrapupOfCall}.`,
  },
  {
    pattern: /^from$/i,
    models: /^CreateCallRequest$/,
    instead: ["callFromQueueId", "callerId"],
    hint: "The caller is the signed-in user; postConversationsCallsUserUserId calls on behalf of another.",
  },
  {
    pattern: /^(to|toAddress|destination|number|address)$/i,
    models: /^CreateCallRequest$/,
    instead: ["phoneNumber", "callUserId", "callQueueId"],
    hint: "",
  },
  {
    pattern: /^useNormalizedMessage$/i,
    instead: [],
    hint: "The platform has dropped this parameter; the answer always has normalizedMessage.",
  },
  {
    pattern: /^actions?$/i,
    models: /^(Conversation|MediaParticipantRequest|UpdateConferenceRequest)$/,
    instead: [],
    hint: 'There are no participant actions; patchConversationsCallParticipant with { state: "disconnected" } removes one party.',
  },
  {
    pattern: /^(e?mail|name|username)$/i,
    models: /^UserSearchRequest$/,
    instead: ["query"],
    hint: 'Users are found by { query: [{ type: "EXACT", fields: ["email"], value: "..." }] }.',
  },
  { pattern: /^(text|message|body|content)$/i, models: /Message|Outbound/, instead: ["textBody"], hint: "" },
  { pattern: /^(html)$/i, models: /Email/, instead: ["htmlBody"], hint: "" },
  { pattern: /^to$/i, models: /Outbound|CreateEmailRequest/, instead: ["toAddress"], hint: "" },
  { pattern: /^from$/i, models: /Outbound|CreateEmailRequest/, instead: ["fromAddress"], hint: "" },
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
];

export interface Known {
  instead: string[];
  hint: string;
}

/** A name or path of an operation that does not exist, where it is a well-known mistake. */
export const knownWrongOperation = (written: string): Known | undefined =>
  operations.find(({ pattern }) => pattern.test(written));

/** A field or parameter that does not exist, where it is a well-known mistake. `has` says which fields there are. */
export const knownWrongField = (
  field: string,
  model: string,
  has: (name: string) => boolean,
): Known | undefined =>
  fields.find(
    ({ pattern, models, instead }) =>
      pattern.test(field) && (models?.test(model) ?? true) && instead.every((name) => has(name)),
  );

/** A sentence about a value that no enumeration of the platform has, where it is a well-known mistake; or nothing. */
export const knownWrongValue = (value: string): string =>
  /^(wrapped|wrap_?up|closed|acw)$/i.test(value)
    ? " After-call work is not a state of a conversation: see afterCallWork of the agent's communication."
    : "";
