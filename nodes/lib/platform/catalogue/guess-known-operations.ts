/** Operations that are often called by a name or a path that they do not have. The first that fits counts. */

interface WrongOperation {
  /** Of the name or path, as written. */
  pattern: RegExp;
  instead: string[];
  hint: string;
}

const wrapupOfCall = "postConversationsCallParticipantCommunicationWrapup";
const party = ["patchConversationsCallParticipant", "patchConversationParticipant"];

const wrapUps: readonly WrongOperation[] = [
  {
    pattern: /^GET .*conversations\/(voice|calls?|phone)\/[^/]+\/wrap-?up$/i,
    instead: ["getConversationsCallParticipantCommunicationWrapup", "getConversationsCallParticipantWrapup"],
    hint: "A wrap-up belongs to one participant of the call, or to one of its communications.",
  },
  {
    pattern:
      /^(?!GET).*conversations\/(voice|calls?|phone)\/[^/]+(\/participants\/[^/]+)?(\/communications\/[^/]+)?\/wrap-?up$|^post_?conversations?_?(voice|calls?)_?wrap_?up$/i,
    instead: [wrapupOfCall, "patchConversationsCallParticipant"],
    hint: "A wrap-up code belongs to one communication of one participant, with the body { code }.",
  },
  {
    pattern:
      /^(?!GET).*conversations\/[^/]+(\/participants\/[^/]+)?(\/communications\/[^/]+)?\/wrap-?up(-?codes?)?$|^((set|add|apply|assign|post)[\s_-]?)?(an?[\s_-]?)?wrap[\s_-]?up([\s_-]?(a|the|code))?([\s_-]?(call|conversation))?$/i,
    instead: [
      "patchConversationParticipant",
      wrapupOfCall,
      "postConversationsMessageParticipantCommunicationWrapup",
    ],
    hint: "The first requires { wrapup: { code } } and works for any medium. The others, one for each medium, require { code }.",
  },
];

const conferences: readonly WrongOperation[] = [
  {
    pattern:
      /^DELETE .*conferences?\/[^/]+\/participants|(delete|remove)_?(conversations?_?)?conferences?_?participants?/i,
    instead: party,
    hint: 'A conference is a call conversation. To remove one party, send { state: "disconnected" }.',
  },
  {
    pattern: /conversations\/conferences?.*participants/i,
    instead: ["postConversationsCallParticipants", "patchConversationsCallParticipant"],
    hint: 'A conference is a call conversation: add parties with participants, remove one with { state: "disconnected" }.',
  },
  {
    pattern: /^GET .*conversations\/conferences?/i,
    instead: ["getConversationsCall", "getConversation"],
    hint: "A conference has no separate id. It is a call conversation.",
  },
  {
    pattern: /conversations\/conferences?/i,
    instead: ["patchConversationsCallConference", "postConversationsCalls"],
    hint: "A conference has no separate id. It is a call conversation.",
  },
];

const parties: readonly WrongOperation[] = [
  {
    pattern:
      /^POST .*conversations\/(\{?\w+\}?\/calls|call|phone|outbound(calls?)?)$|^(create|make|place|start|new)[\s_-]?(an?[\s_-]?)?(conversation|outbound|phone)?[\s_-]?calls?$/i,
    instead: ["postConversationsCalls", "postConversationsCallsUserUserId"],
    hint: "The first calls as the signed-in user, the second on behalf of one.",
  },
  {
    pattern: /conversations\/voice/i,
    instead: ["getConversationsCall", "patchConversationsCallParticipant"],
    hint: "Voice conversations are called calls: /api/v2/conversations/calls.",
  },
  {
    pattern:
      /participants\/[^/]+\/(un-?)?(hold|held|resume|retrieve|mute|confine|record|disconnect|hang-?up|remove)$|^(un)?(hold|mute|confine)[\s_-]?(the|a)?[\s_-]?(call|participant|agent|customer)?$/i,
    instead: party,
    hint: 'Set one property in the body: { held: true }, { muted: true }, { recording: true }, { state: "disconnected" }.',
  },
  {
    pattern: /^DELETE .*participants\/[^/]+$/i,
    instead: party,
    hint: 'To disconnect a participant, send the body { state: "disconnected" }.',
  },
  {
    pattern:
      /^DELETE .*conversations\/(calls?|emails?|messages?|callbacks?)\/[^/]+$|^POST .*conversations\/(\w+\/)?[^/]+\/(disconnect|end|hang-?up|terminate|close)$|^(hang[\s_-]?up|end|disconnect|terminate)[\s_-]?(the|a)?[\s_-]?(call|conversation)?$/i,
    instead: ["postConversationDisconnect", "deleteConversation", "patchConversationParticipant"],
    hint: "The first two end it for all participants, the third disconnects one party.",
  },
  {
    pattern:
      /conversations\/(\w+\/)?[^/]+\/(participants\/[^/]+\/)?(blind-?)?transfer$|^(blind[\s_-]?)?transfer([\s_-]?(a|the))?([\s_-]?(call|participant|conversation|agent|queue))?$/i,
    instead: [
      "postConversationParticipantReplaceQueue",
      "postConversationParticipantReplaceAgent",
      "postConversationParticipantTransfer",
    ],
    hint: "To a queue, to an agent and to an address, in this order.",
  },
  {
    pattern:
      /^(PUT|PATCH|POST) .*conversations\/[^/]+\/(attributes|participant-?data)$|^(set|update|put|add)[\s_-]?(participant|conversation|call)?[\s_-]?(attributes?|data)$/i,
    instead: ["patchConversationParticipantAttributes"],
    hint: "Attributes belong to one participant of a conversation.",
  },
  {
    pattern: /^(PUT|PATCH|POST) .*conversations\/(\w+\/)?[^/]+\/(pause-?|resume-?|stop-?)?record(ing)?$/i,
    instead: ["putConversationsCallRecordingstate", "patchConversationsCallParticipant"],
    hint: "The first pauses and resumes the recording of a call, the second begins and ends it with { recording }.",
  },
];

const messages: readonly WrongOperation[] = [
  {
    pattern:
      /(conversations|^POST .*(messages?|messaging))\/(sms|whats-?app|send|text)$|^(send[\s_-]?)?(an?[\s_-]?)?(sms|text|whats-?app)([\s_-]?message)?$|send[\s_-]?message$/i,
    instead: [
      "postConversationsMessagesAgentless",
      "postConversationsMessages",
      "postConversationsMessageCommunicationMessages",
    ],
    hint: "Without an agent, through a queue and into a running conversation, in this order.",
  },
  {
    pattern:
      /emails\/[^/]+\/(messages\/)?(reply|send)$|^(send|reply)[\s_-]?(to[\s_-]?)?(an?[\s_-]?)?e-?mail$/i,
    instead: [
      "postConversationsEmailMessages",
      "postConversationsEmailsAgentless",
      "postConversationsEmails",
    ],
    hint: "Into a running conversation, without an agent and through a queue, in this order.",
  },
  {
    pattern: /conversations[/_]?chats?|webchat|^(genesys_conversations_digital_)?[a-z]+_chats?(_|$)/i,
    instead: ["getConversationsMessage", "postConversationsMessageCommunicationMessages"],
    hint: "The platform no longer has chat operations. Web messaging is a message conversation.",
  },
];

const others: readonly WrongOperation[] = [
  {
    pattern: /users\/query|post_?users_?query|users(\/|\?).*e?mail|users?_?by_?e?mail|^find[\s_-]?users?$/i,
    instead: ["postUsersSearch"],
    hint: "To find users, send { query: [{ type, fields, value }] }. The response contains them in results.",
  },
  {
    pattern: /users\/(me|\{?\w+\}?)\/conversations$|conversations\/(active|current|me|mine)$/i,
    instead: ["getConversations"],
    hint: "It lists the active conversations of the signed-in user.",
  },
  {
    pattern: /oauth\/token/i,
    instead: ["getTokensMe"],
    hint: "The account fetches its tokens itself, from the login host.",
  },
  {
    pattern:
      /conversations\/[^/]+\/recordings?(\/|$)|recording-?metadata|^get[\s_-]?(the[\s_-]?)?recordings?$/i,
    instead: ["getConversationRecordings", "getConversationRecordingmetadata", "getConversationRecording"],
    hint: "All recordings of a conversation, what is known of them, and one of them, in this order.",
  },
];

export const wrongOperations: readonly WrongOperation[] = [
  ...wrapUps,
  ...conferences,
  ...parties,
  ...messages,
  ...others,
];
