import { idOf } from "../../../nodes/lib/simulator/store/ids";

/** Bodies of requests that set something up, by their model: what they must have, and one field more to look for. */

type Body = Readonly<Record<string, unknown>>;

const IDENTITY: Body = { resolveIdentities: false };
const META: Body = { name: "Page" };
const GOOGLE: Body = {
  name: "Shops",
  token: { id: idOf("google token 1") },
  account: { id: idOf("google account") },
};

/** Self-signed, and good for a hundred years. */
export const CERTIFICATE = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBvDCCAWGgAwIBAgIUBovQAO+XvMTSom/Kb5N4BCFjp94wCgYIKoZIzj0EAwIw",
  "MjEWMBQGA1UECgwNU2ltdWxhdGVkIE9yZzEYMBYGA1UEAwwPc3NvLmV4YW1wbGUu",
  "Y29tMCAXDTI2MTEyODIzMDk1NloYDzIxMjYxMTA0MjMwOTU2WjAyMRYwFAYDVQQK",
  "DA1TaW11bGF0ZWQgT3JnMRgwFgYDVQQDDA9zc28uZXhhbXBsZS5jb20wWTATBgcq",
  "hkjOPQIBBggqhkjOPQMBBwNCAARKEd1rRsohrYjTEX6++f8ivLeq191Vt3cRSqp2",
  "Ej1/JCl9HAyk+1upQuNUQ3EFeiwLOrOErMb5F7pIpx1ltd7bo1MwUTAdBgNVHQ4E",
  "FgQU3VnVO/M9ZfONnyE4Q2stw0koIdEwHwYDVR0jBBgwFoAU3VnVO/M9ZfONnyE4",
  "Q2stw0koIdEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA8MlN",
  "MTANBuQJzioUlDV9EPvnzuwPZGy7AnXGfLxZ/b8CIQDuuuEK9Rtr14cojYedCb4Y",
  "VXDk9C7DMNnOyBQ+bdW6dg==",
  "-----END CERTIFICATE-----",
].join("\n");

const SCHEMA: Body = {
  $schema: "http://json-schema.org/draft-04/schema#",
  title: "Order",
  properties: { number: { type: "integer" } },
};
const RECORD: Body = { id: "order", customAttributes: { number: 7 } };

export const SETUP_BODIES: Readonly<Record<string, Body>> = {
  AppleIdentityResolutionConfig: IDENTITY,
  AppleIntegrationRequest: { name: "Apple", messagesForBusinessId: "b-1", businessName: "Shop" },
  AppleIntegrationUpdateRequest: { businessName: "Other shop" },
  AsyncConversationQuery: { interval: "2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z" },
  Certificate: { certificate: CERTIFICATE },
  ContactSearchRequest: { operation: { simpleSearch: { query: "casey" } } },
  ConversationAccessAttributesUpdate: { accessAttributes: ["vip"] },
  ConversationCustomAttributesSearchRequest: { pageSize: 10 },
  ConversationEncryptionConfiguration: {
    url: "https://keys.example.com/key",
    keyConfigurationType: "LocalKeyManager",
  },
  ConversationJsonSchemaRequest: SCHEMA,
  ConversationSecureAttributes: { attributes: { card: "1234" } },
  ConversationTagsUpdate: { externalTag: "order-7" },
  ConversationUser: { id: idOf("user Nils Agent") },
  ConversationUtilizationLabelUpdate: { utilizationLabelId: idOf("label VIP") },
  EngagementRequest: { visibility: "Presented" },
  FeedbackAddRequest: { rating: "Positive", summary: "All well" },
  FeedbackUpdateRequest: { rating: "Negative" },
  OnDemandConversationSummaryRequest: { locale: "de" },
  SnippetRecordingRequest: { type: "snippet", record: true },
  ConversationSchemaUpdateRequest: { version: 1, enabled: true, jsonSchema: { ...SCHEMA, title: "Orders" } },
  ConversationThreadingWindow: { settings: [{ messengerType: "sms", timeoutInMinutes: 60 }] },
  CreateSecureSession: { flowId: idOf("flow Main menu"), userData: "order-7" },
  CustomAttributesPatchRequest: { id: "order", customAttributes: { number: 8 } },
  CustomAttributesUpdateRequest: RECORD,
  FacebookIdentityResolutionConfig: IDENTITY,
  FacebookIntegrationRequest: { ...META, pageId: "p-1", pageAccessToken: "made-up" },
  FacebookIntegrationUpdateRequest: { name: "Other page" },
  GoogleAuthTokenRequest: { code: "made-up", redirectUri: "https://flows.example.com/google" },
  GoogleBusinessProfileOpenIntegrationRequest: GOOGLE,
  GoogleBusinessProfileOpenIntegrationUpdateRequest: { name: "Other shops" },
  InstagramIdentityResolutionConfig: IDENTITY,
  InstagramIntegrationRequest: { ...META, pageId: "p-2" },
  InstagramIntegrationUpdateRequest: { name: "Other page" },
  MessagingSettingDefaultRequest: { settingId: idOf("messaging setting Default") },
  MessagingSettingPatchRequest: { name: "Quiet" },
  MessagingSettingRequest: { name: "Typing", event: { typing: { on: { inbound: "Disabled" } } } },
  OpenMessagingIdentityResolutionConfig: IDENTITY,
  Settings: { totalActiveCallback: true },
  SupportedContent: { name: "Pictures", mediaTypes: { allow: { inbound: [{ type: "image/*" }] } } },
  SupportedContentReference: { id: idOf("supported content Default") },
  TwitterIdentityResolutionConfig: IDENTITY,
  TwitterIntegrationRequest: {
    name: "X",
    signupCode: "made-up",
    appId: "a-1",
    codeChallenge: "made-up",
    redirectUri: "https://flows.example.com/x",
  },
  TwitterIntegrationUpdateRequest: { name: "Other X" },
  WhatsAppEmbeddedSignupIntegrationActivationRequest: { pin: "123456" },
  WhatsAppEmbeddedSignupIntegrationRequest: { name: "Signed up" },
  WhatsAppIdentityResolutionConfig: IDENTITY,
  WhatsAppIntegrationRequest: { name: "WhatsApp", phoneNumber: "+15555550196", wabaCertificate: "made-up" },
  WhatsAppIntegrationUpdateRequest: { name: "Other WhatsApp" },
};
