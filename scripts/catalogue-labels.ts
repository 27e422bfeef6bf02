import type { OperationGroup } from "../nodes/lib/facts/operations";

/** First match wins. */
const groups: readonly [RegExp, OperationGroup][] = [
  [/^\/analytics\//, "analytics"],
  [/^\/conversations\/messages\/(\{integrationId\}\/)?inbound\/open/, "openMessaging"],
  [/internalmessages/, "internalMessages"],
  [/^\/conversations\/messaging\//, "messagingIntegrations"],
  [/customattributes/, "customAttributes"],
  [/^\/conversations\/(settings|keyconfigurations)/, "settings"],
  [/^\/conversations\/cobrowsesessions|\/cobrowse$/, "cobrowse"],
  [/^\/conversations\/calls/, "calls"],
  [/^\/conversations\/callbacks/, "callbacks"],
  [/^\/conversations\/emails/, "emails"],
  [/^\/conversations\/messages/, "messages"],
  [/^\/conversations\/socials/, "socials"],
  [/^\/conversations\/videos/, "videos"],
  [/^\/conversations\/screenshares/, "screenshares"],
  [/^\/conversations\/faxes/, "faxes"],
  [/^\/conversations/, "conversations"],
  [/^\/notifications/, "notifications"],
  [/^\/users/, "users"],
  [/^\/routing/, "routing"],
  [/^\/(flows|architect)/, "flows"],
  [/^\/externalcontacts/, "externalContacts"],
  [/^\/scripts/, "scripts"],
  [/^\/organizations|^\/tokens/, "organization"],
  [/./, "utilities"],
];

export const groupOf = (path: string): OperationGroup => {
  const short = path.replace("/api/v2", "");
  const found = groups.find(([pattern]) => pattern.test(short));
  if (!found) throw new Error(`no group for ${path}`);
  return found[1];
};

/** Path segments whose words are not those of a reader. */
const words: Readonly<Record<string, string>> = {
  accessattributes: "access attributes",
  agentaction: "agent action",
  agentchecklists: "agent checklists",
  agentconference: "agent conference",
  availabletopics: "available topics",
  cachedmedia: "cached media",
  cobrowsesessions: "co-browse",
  contact: "contact",
  copilotcontext: "copilot context",
  coretypes: "core types",
  customattributes: "custom attributes",
  emails: "email",
  embeddedsignup: "embedded sign-up",
  externalcontacts: "external",
  flaggedreason: "flagged reason",
  googlebusinessprofile: "Google Business Profile",
  identityresolution: "identity resolution",
  internalmessages: "internal messages",
  ipranges: "IP ranges",
  ivrs: "IVRs",
  keyconfigurations: "key configurations",
  maximumconferenceparties: "maximum conference size",
  parkingstate: "parking state",
  phonenumbers: "phone numbers",
  postflowaction: "post-flow action",
  recordingstate: "recording state",
  secureattributes: "secure attributes",
  secureivrsessions: "secure IVR sessions",
  sms: "SMS",
  supportedcontent: "supported content",
  threadingtimeline: "threading timeline",
  timezones: "time zones",
  utilizationlabel: "utilization label",
  uuidata: "UUI data",
  wrapup: "wrap-up",
  wrapupcodes: "wrap-up codes",
  apple: "Apple",
  facebook: "Facebook",
  instagram: "Instagram",
  twitter: "X (Twitter)",
  whatsapp: "WhatsApp",
  oauth: "OAuth",
};

/** Where one path says it better than its segments do. */
const overrides: Readonly<Record<string, string>> = {
  deleteConversation: "End conversation for everybody",
  deleteConversationParticipantCode: "Delete code to add a communication",
  deleteConversationsCallParticipantConsult: "Cancel consult transfer",
  deleteNotificationsChannelSubscriptions: "Remove all subscriptions of a channel",
  getConversations: "List my active conversations",
  getConversationsCall: "Get call conversation",
  getConversationsCallbacks: "List my active callbacks",
  getConversationsCalls: "List my active calls",
  getConversationsCallsHistory: "List my call history",
  getConversationsCobrowsesessions: "List my active co-browse sessions",
  getConversationsEmails: "List my active emails",
  getConversationsInternalmessages: "List my active internal messages",
  getConversationsInternalmessage: "Get internal message conversation",
  getConversationsMessages: "List my active messages",
  getConversationsMessageDetails: "Get message by id alone",
  getConversationsMessageMessage: "Get message",
  getConversationsEmailMessage: "Get email message",
  getConversationsMessageCommunicationMessagesMedia: "List message media",
  getConversationsMessageCommunicationMessagesMediaMediaId: "Get message media",
  getConversationsMessagingOauthAppleCallback: "Redeem Apple sign-in code",
  getConversationsVideosMeeting: "Get video meeting",
  getDate: "Get time of the platform",
  getExternalcontactsReversewhitepageslookup: "Look up external contacts by value",
  getNotificationsChannels: "List notification channels",
  getOrganizationsMe: "Get my organization",
  getTokensMe: "Get my token",
  getUsersMe: "Get me",
  headNotificationsChannel: "Check notification channel",
  headTokensMe: "Check my token",
  patchConversationsAftercallworkConversationIdParticipantCommunication: "Request after-call work",
  patchConversationsCall: "Update call conversation (end, record, merge)",
  patchConversationsCallConference: "Merge calls into a conference",
  patchConversationsCallback: "End callback conversation",
  patchConversationsCallbacks: "Update scheduled callback",
  patchConversationsCallParticipantConsult: "Change who speaks in a consult",
  patchConversationsCallParticipantUserUserId: "Update call participant on behalf of a user",
  patchConversationsCobrowsesession: "End co-browse conversation",
  patchConversationsEmail: "End email conversation",
  patchConversationsEmailMessagesDraft: "Reset or fill email draft",
  patchConversationsMessage: "End message conversation",
  postAnalyticsConversationDetailsProperties: "Index conversation properties",
  postCertificateDetails: "Read certificate",
  postConversationAssign: "Assign conversation to a user",
  postConversationBarge: "Barge into conversation",
  postConversationCobrowse: "Start co-browse session",
  postConversationCommunicationAgentchecklist: "Activate agent checklist",
  postConversationCommunicationAgentchecklistAgentaction: "Record agent action on a checklist",
  postConversationCommunicationAgentchecklistJobs: "Start agent checklist job",
  postConversationCommunicationAgentchecklistsFinalize: "Finalize agent checklists",
  postConversationCommunicationInternalmessages: "Send internal message",
  postConversationDisconnect: "Disconnect whole conversation",
  postConversationParticipantCallbacks: "Create callback for a participant",
  postConversationParticipantDigits: "Send digits to a participant",
  postConversationParticipantInternalmessagesUsersCommunications: "Consult a user by internal message",
  postConversationParticipantReplace: "Transfer participant (old form)",
  postConversationParticipantReplaceAgent: "Transfer to an agent",
  postConversationParticipantReplaceContactExternal: "Transfer to an external contact",
  postConversationParticipantReplaceExternal: "Transfer to an external contact (old form)",
  postConversationParticipantReplaceQueue: "Transfer to a queue",
  postConversationParticipantSecureivrsessions: "Start secure IVR session",
  postConversationParticipantTransfer: "Transfer to an address",
  postConversationSuggestionEngagement: "Record engagement with a suggestion",
  postConversationSuggestionsFeedback: "Give feedback on suggestions",
  postConversationSummaryFeedback: "Give feedback on a summary",
  postConversationsCall: "Place call of a callback",
  postConversationsCallParticipantBarge: "Barge into call",
  postConversationsCallParticipantCoach: "Coach call",
  postConversationsCallParticipantCommunicationSummaries: "Request summary of a call",
  postConversationsCallParticipantConsult: "Start consult transfer (old form)",
  postConversationsCallParticipantConsultAgent: "Consult an agent",
  postConversationsCallParticipantConsultContactExternal: "Consult an external contact",
  postConversationsCallParticipantConsultExternal: "Consult an external contact (old form)",
  postConversationsCallParticipantConsultQueue: "Consult a queue",
  postConversationsCallParticipantMonitor: "Monitor call",
  postConversationsCallParticipantSnippetRecord: "Start or stop snippet recording",
  postConversationsCallParticipantVoiceConsult: "Consult an address",
  postConversationsCallParticipants: "Add participants to a call",
  postConversationsCallParticipantsUserUserId: "Add participants to a call on behalf of a user",
  postConversationsCallbacks: "Create callback",
  postConversationsCallbacksBulkDisconnect: "Disconnect scheduled callbacks",
  postConversationsCallbacksBulkUpdate: "Update scheduled callbacks",
  postConversationsCalls: "Place call",
  postConversationsCallsUserUserId: "Place call on behalf of a user",
  postConversationsEmailInboundmessages: "Add inbound email from another provider",
  postConversationsEmailMessages: "Send email reply",
  postConversationsEmailMessagesDraftAttachmentsCopy: "Copy attachments into the email draft",
  postConversationsEmailMessagesDraftAttachmentsUploads: "Get upload URL for an email attachment",
  postConversationsEmailReconnect: "Reconnect email conversation",
  postConversationsEmails: "Create email conversation",
  postConversationsEmailsAgentless: "Send agentless email",
  postConversationsFaxes: "Send fax",
  postConversationsKeyconfigurationsValidate: "Validate key configuration",
  postConversationsMessageCommunicationMessages: "Send message",
  postConversationsMessageCommunicationMessagesMedia: "Create message media (old form)",
  postConversationsMessageCommunicationMessagesMediaUploads: "Get upload URL for message media",
  postConversationsMessageCommunicationSocialmediaMessages: "Send social media message",
  postConversationsMessageCommunicationTyping: "Send typing indicator",
  postConversationsMessageInboundOpenEvent: "Receive open messaging event",
  postConversationsMessageInboundOpenMessage: "Receive open message",
  postConversationsMessageInboundOpenReceipt: "Receive open messaging receipt",
  postConversationsMessageInboundOpenStructuredResponse: "Receive open structured response",
  postConversationsMessageMessagesBulk: "Get several messages",
  postConversationsMessageParticipantCommunicationSummaries: "Request summary of a message conversation",
  postConversationsMessageParticipantMonitor: "Monitor message conversation",
  postConversationsMessages: "Start outbound message conversation",
  postConversationsMessagesAgentless: "Send agentless message",
  postConversationsMessagesInboundOpen: "Receive open message (old form)",
  postConversationsMessagingIntegrationsOpenExtensionsGooglebusinessprofileTokens:
    "Redeem Google Business Profile code",
  postConversationsMessagingIntegrationsWhatsapp: "Create WhatsApp integration (old form)",
  postConversationsMessagingIntegrationsWhatsappEmbeddedsignup: "Create WhatsApp integration",
  patchConversationsMessagingIntegrationsWhatsappEmbeddedsignupIntegrationId: "Activate WhatsApp integration",
  postConversationsParticipantsAttributesSearch: "Search conversations by participant attributes",
  postConversationsVideoAgentconferenceCommunication: "Start agent video conference",
  postConversationsVideosMeetings: "Create video meeting",
  postNotificationsChannelSubscriptions: "Add subscriptions to a channel",
  postNotificationsChannels: "Create notification channel",
  putConversationTags: "Set conversation tags",
  putNotificationsChannelSubscriptions: "Replace subscriptions of a channel",
};

const one = (word: string): string =>
  word
    .replace(/ies$/, "y")
    .replace(/(ss|us|media|settings)$|s$/, (_, kept: string | undefined) => kept ?? "");

const verbs = {
  GET: "Get",
  HEAD: "Check",
  POST: "Create",
  PUT: "Set",
  PATCH: "Update",
  DELETE: "Delete",
} as const;
type Verb = keyof typeof verbs;

/** Our short name of an operation, made from its path: "Get email wrap-up of a participant". */
export const labelOf = (id: string, method: Verb, path: string, listing: boolean): string => {
  const written = overrides[id];
  if (written) return written;
  const segments = path.split("/").slice(3);
  const scope = segments.includes("communications") ? "communication" : "participant";
  const scoped = segments.includes("participants") || segments.includes("communications");
  const nouns = segments.flatMap((segment, at) => {
    if (
      segment.startsWith("{") ||
      /^(conversations|participants|communications|messaging|default)$/.test(segment)
    )
      return [];
    const word = words[segment] ?? segment;
    const last = !segments.slice(at + 1).some((next) => !/^(default|\{.*)$/.test(next));
    return [last && !segments[at + 1]?.startsWith("{") ? word : one(word)];
  });
  const integration = /\/integrations\/(open\/extensions\/)?([a-z]+)/.exec(path)?.[2];
  if (integration) {
    const at = nouns.findIndex((noun) => /^integrations?$/.test(noun));
    const [moved] = nouns.splice(at, 1);
    nouns.push(
      moved === "integrations" || (listing && path.endsWith(integration)) ? "integrations" : "integration",
    );
  }
  const search = segments.at(-1) === "search" || segments.at(-1) === "query";
  if (search) nouns.pop();
  const verb = search
    ? "Search"
    : method === "POST" && nouns.at(-1) === "wrap-up"
      ? "Apply"
      : listing
        ? "List"
        : verbs[method];
  if (method === "POST" && segments.at(-1) === "replace") return `Transfer ${nouns[0] ?? ""} participant`;
  const whole = scoped && nouns.length <= 1 && /participants\/\{\w+\}$|communications\/\{\w+\}$/.test(path);
  const object = whole ? [...nouns, scope].join(" ") : nouns.join(" ") || "conversation";
  const fallback = segments.at(-1) === "default" ? `default ${object}` : object;
  return `${verb} ${fallback}${scoped && !whole ? ` of a ${scope}` : ""}`;
};
