/**
 * The models of requests that set something up. What is kept as it is sent is obeyed by being shown again, with all that is in
 * it. Written as in `played-fields`.
 */
type Played = readonly string[];

const INTEGRATION: Played = ["name", "supportedContent.id", "messagingSetting.id"];
const META: Played = [...INTEGRATION, "pageAccessToken", "userAccessToken"];
const META_NEW: Played = [...META, "pageId", "appId", "appSecret"];
const APPLE: Played = [
  ...INTEGRATION,
  ...["businessName", "logoUrl", "appleIMessageApp", "appleAuthentication", "applePay"],
];
const GOOGLE: Played = [...INTEGRATION, "token", "account"];
const TWITTER: Played = [...INTEGRATION, "signupCode", "codeChallenge", "redirectUri"];
const IDENTITY: Played = ["division", "resolveIdentities"];

export const SETUP_FIELDS: Readonly<Record<string, Played>> = {
  AppleIdentityResolutionConfig: IDENTITY,
  AppleIntegrationRequest: [...APPLE, "messagesForBusinessId"],
  AppleIntegrationUpdateRequest: APPLE,
  Certificate: ["certificate"],
  ContactSearchRequest: [
    ...["pageNumber", "pageSize"],
    ...["operation.simpleSearch.query", "operation.simpleSearch.ids"],
  ],
  ConversationEncryptionConfiguration: ["url", "keyConfigurationType"],
  ConversationCustomAttributesSearchRequest: ["pageSize", "pageNumber"],
  ConversationJsonSchemaRequest: ["$schema", "title", "description", "required", "properties"],
  ConversationSchemaUpdateRequest: ["version", "enabled", "jsonSchema"],
  ConversationThreadingWindow: ["settings"],
  CustomAttributesPatchRequest: ["id", "divisions", "version", "customAttributes"],
  CustomAttributesUpdateRequest: ["id", "divisions", "schemaId", "version", "customAttributes"],
  FacebookIdentityResolutionConfig: IDENTITY,
  FacebookIntegrationRequest: META_NEW,
  FacebookIntegrationUpdateRequest: META,
  GoogleAuthTokenRequest: ["code", "redirectUri"],
  GoogleBusinessProfileOpenIntegrationRequest: GOOGLE,
  GoogleBusinessProfileOpenIntegrationUpdateRequest: GOOGLE,
  InstagramIdentityResolutionConfig: IDENTITY,
  InstagramIntegrationRequest: META_NEW,
  InstagramIntegrationUpdateRequest: META,
  MessagingSettingDefaultRequest: ["settingId"],
  MessagingSettingPatchRequest: ["name", "content", "event"],
  MessagingSettingRequest: ["name", "content", "event"],
  OpenMessagingIdentityResolutionConfig: [...IDENTITY, "externalSource"],
  Settings: [
    ...["communicationBasedACW", "includeNonAgentConversationSummary", "allowCallbackQueueSelection"],
    ...["callbacksInheritRoutingFromInboundCall", "completeAcwWhenAgentTransitionsOffline"],
    "totalActiveCallback",
  ],
  SupportedContent: ["name", "mediaTypes"],
  SupportedContentReference: ["id"],
  TwitterIdentityResolutionConfig: IDENTITY,
  TwitterIntegrationRequest: [...TWITTER, "appId"],
  TwitterIntegrationUpdateRequest: TWITTER,
  WhatsAppEmbeddedSignupIntegrationActivationRequest: ["phoneNumber", "pin"],
  WhatsAppEmbeddedSignupIntegrationRequest: [...INTEGRATION, "embeddedSignupAccessToken"],
  WhatsAppIdentityResolutionConfig: IDENTITY,
  WhatsAppIntegrationRequest: [...INTEGRATION, "phoneNumber", "wabaCertificate"],
  WhatsAppIntegrationUpdateRequest: INTEGRATION,
};
