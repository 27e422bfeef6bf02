/** What has to be created before it can be read, changed or removed, by the ids of the operations. */

const INTEGRATIONS = "postConversationsMessagingIntegrations";
const GOOGLE = "OpenExtensionsGooglebusinessprofile";

const ofPlatform = (platform: string): readonly [RegExp, string] => [
  new RegExp(`Integrations${platform}IntegrationId$`),
  `${INTEGRATIONS}${platform}`,
];

const BEFORE: readonly (readonly [of: RegExp, create: string | readonly string[]])[] = [
  [new RegExp(`${GOOGLE}(IntegrationId)?$`), `${INTEGRATIONS}${GOOGLE}Tokens`],
  ...["Apple", "Facebook", "Instagram", "Twitter", "Whatsapp", "WhatsappEmbeddedsignup", GOOGLE].map(
    ofPlatform,
  ),
  [/IntegrationTwitterOauthSettings$/, `${INTEGRATIONS}Twitter`],
  [new RegExp(`^get.*${GOOGLE}Token`), `${INTEGRATIONS}${GOOGLE}Tokens`],
  [/^(get|put)ConversationsKeyconfiguration$/, "postConversationsKeyconfigurations"],
  [
    /^(get|put)ConversationsCustomattributesSchema(Version|Versions)?$/,
    "postConversationsCustomattributesSchemas",
  ],
  [/^(get|patch|delete)ConversationCustomattribute/, "putConversationCustomattributes"],
  [/^delete.*MessagingSetting$/, "postConversationsMessagingSettings"],
  [/^delete.*SupportedContentId$/, "postConversationsMessagingSupportedcontent"],
];

/** What has to be done with a conversation first. */
const SUMMARY = "postConversationsCallParticipantCommunicationSummaries";
const DONE: readonly (readonly [of: RegExp, first: readonly string[]])[] = [
  [/ParticipantSecureivrsession$/, ["postConversationParticipantSecureivrsessions"]],
  [/^postConversationAssign$/, ["postConversationParticipantReplaceQueue"]],
  [/^(postConversationSummaryFeedback|patchConversationSummaryEngagements)$/, [SUMMARY]],
  [/^patchConversationSummaryFeedback$/, [SUMMARY, "postConversationSummaryFeedback"]],
  [/ConversationsDetailsJob(Results)?$/, ["postAnalyticsConversationsDetailsJobs"]],
];

export const createdBefore = (id: string): readonly string[] =>
  [...BEFORE, ...DONE].flatMap(([of, create]) => (of.test(id) ? create : []));
