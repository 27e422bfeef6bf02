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

export const SETUP_BODIES: Readonly<Record<string, Body>> = {
  AppleIdentityResolutionConfig: IDENTITY,
  AppleIntegrationRequest: { name: "Apple", messagesForBusinessId: "b-1", businessName: "Shop" },
  AppleIntegrationUpdateRequest: { businessName: "Other shop" },
  ConversationThreadingWindow: { settings: [{ messengerType: "sms", timeoutInMinutes: 60 }] },
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
