import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { someMessage, someNumber, someQueue, type Bodies, type Given } from "./given";

/** Bodies about messages and e-mails, by the model of the body. */

const THEIRS = { email: "casey.customer@example.com", name: "Casey" };
const OURS = { email: "support@example.com" };
const WEBHOOK = {
  outboundNotificationWebhookUrl: "https://chat.example/hook",
  outboundNotificationWebhookSignatureSecretToken: "secret",
};
const PICTURE = { mediaType: "Image", url: "https://example.com/a.png", filename: "a.png" };

const address = (given: Given): Record<string, unknown> => {
  const channel = given.pick.one(["sms", "whatsapp", "open"]);
  const number = someNumber(given);
  return {
    toAddress: channel === "open" ? "customer-7" : channel === "whatsapp" ? number.slice(1) : number,
    toAddressMessengerType: channel,
  };
};
const senderFor = (channel: unknown): string =>
  ({ sms: "+15555550199", whatsapp: "15555550198" })[String(channel)] ?? idOf("integration Web shop");

/** Written as the other system likes. */
const time = ({ simulator, pick }: Given): string => {
  const at = new Date(simulator.clock.now() - 1000 * pick.number(50)).toISOString();
  return pick.chance(3) ? at.replace(/\.\d+Z$/, "+00:00") : at;
};
const channel = (given: Given): Record<string, unknown> => ({
  from: { id: `customer-${given.pick.number(3)}`, idType: "Opaque", nickname: "Casey" },
  time: time(given),
});

export const MESSAGE_BODIES: Bodies = {
  AdditionalMessage: ({ pick }) => ({ textBody: pick.chance(9) ? "x".repeat(900) : "Hello" }),
  AdditionalSocialMediaMessage: (given) => ({ textBody: "Hello", inReplyToMessageId: someMessage(given) }),
  AgentlessEmailSendRequestDto: ({ pick }) => ({
    senderType: "Outbound",
    fromAddress: OURS,
    toAddresses: [pick.chance(3) ? { email: "bounce@example.com" } : THEIRS],
    subject: "Your order",
    textBody: "It left.",
  }),
  CopyAttachmentsRequest: (given) => ({
    sourceMessage: { id: someMessage(given) },
    attachments: [{ attachmentId: "file-1" }],
  }),
  CreateEmailRequest: (given) => ({
    provider: "PureCloud Email",
    queueId: someQueue(given),
    direction: given.pick.one(["OUTBOUND", "INBOUND"]),
    toAddress: THEIRS.email,
    fromAddress: THEIRS.email,
    subject: "Your order",
    textBody: "It left.",
    ...(given.pick.chance(3) ? { externalContactId: idOf("external contact Casey Customer") } : {}),
  }),
  CreateOutboundMessagingConversationRequest: (given) => ({
    queueId: someQueue(given),
    ...address(given),
    useExistingConversation: given.pick.chance(2),
  }),
  DraftManipulationRequest: ({ pick }) => ({ draftType: pick.one(["Reply", "ReplyAll", "Forward"]) }),
  EmailMessage: () => ({
    to: [THEIRS],
    from: OURS,
    subject: "Re: A question",
    textBody: "Soon.",
    attachments: [{ attachmentId: "file-1", name: "a.txt" }],
  }),
  InboundMessageRequest: () => ({ provider: "PureCloud Email", fromAddress: THEIRS.email }),
  InternalMessageRequest: () => ({ text: "Do you know the answer?" }),
  OpenIntegrationRequest: ({ pick }) => ({ name: `Chat ${pick.number(1_000_000)}`, ...WEBHOOK }),
  OpenIntegrationUpdateRequest: ({ pick }) => ({ name: `Chat ${pick.number(1_000_000)}` }),
  MessageTypingEventRequest: () => ({ typing: { type: "On" } }),
  OpenInboundNormalizedEvent: (given) => ({ channel: channel(given), events: [{ eventType: "Typing" }] }),
  OpenInboundNormalizedMessage: (given) => ({
    channel: { ...channel(given), messageId: `their-${given.simulator.clock.now()}` },
    text: "Hello",
    content: given.pick.chance(3) ? [{ contentType: "Attachment", attachment: PICTURE }] : [],
    metadata: { page: "shop" },
  }),
  OpenInboundNormalizedReceipt: (given) => ({
    id: someMessage(given),
    channel: { to: { id: "customer-1" }, time: time(given) },
    status: given.pick.one(["Sent", "Delivered", "Failed", "Published", "Removed"]),
    ...(given.pick.chance(2) ? { reasons: [{ code: "GeneralError", message: "It failed." }] } : {}),
    isFinalReceipt: true,
  }),
  OpenInboundStructuredResponseMessage: (given) => ({
    channel: channel(given),
    buttonResponse: { type: "Button", text: "Yes", payload: "yes" },
    originatingMessageId: someMessage(given),
  }),
  SendAgentlessOutboundMessageRequest: (given) => {
    const to = address(given);
    return {
      fromAddress: senderFor(to["toAddressMessengerType"]),
      ...to,
      textBody: "On its way",
      useExistingActiveConversation: given.pick.chance(2),
    };
  },
  string: (given) => (given.pick.chance(2) ? [someMessage(given)] : []),
  UploadAttachmentRequest: () => ({ name: "a.txt", contentLengthBytes: 3 }),
  UploadMediaRequest: ({ pick }) => ({ fileName: pick.one(["a.png", "b"]), contentLengthBytes: 3 }),
};
