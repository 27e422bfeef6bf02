import type { Operation } from "../../nodes/lib/facts/operations";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { SETUP_BODIES } from "./registers/bodies";

/** For each played operation with a body, the least that it takes. */

const BEN = idOf("user Ben Agent");
const SAM = idOf("user Sam Supervisor");
const SERVICE = idOf("queue Service");
const BOTH = { speakTo: "BOTH" };
const MAIL = { email: "support@example.com" };
const THEIRS = { email: "casey.customer@example.com" };
const CHANNEL = { from: { id: "u-1", idType: "Opaque" }, time: "2026-01-01T12:00:00.000Z" };

/** A live call that can be merged into another one. */
const otherCall = (simulator: Simulator): string =>
  simulator.act.customerCalls({ number: "+15555550150" }).conversationId;

type Body = Record<string, unknown> | unknown[] | undefined;

const BY_OPERATION: Readonly<Record<string, (simulator: Simulator) => Body>> = {
  patchConversationsCallConference: (simulator) => ({ conversationIds: [otherCall(simulator)] }),
  postConversationParticipantReplaceQueue: () => ({ queueId: SERVICE }),
  postConversationParticipantReplaceExternal: () => ({ address: "+15555550142" }),
  postConversationParticipantTransfer: () => ({ address: "+15555550142" }),
  postConversationsMessageMessagesBulk: () => [],
  patchConversationCustomattributesBulk: () => [SETUP_BODIES["CustomAttributesPatchRequest"]],
  putConversationCustomattributesBulk: () => [SETUP_BODIES["CustomAttributesUpdateRequest"]],
  patchUserQueues: () => [{ id: SERVICE, joined: true }],
};

const BY_MODEL: Readonly<Record<string, Body>> = {
  ...SETUP_BODIES,
  AdditionalMessage: { textBody: "Hello" },
  AdditionalSocialMediaMessage: { textBody: "Hello", inReplyToMessageId: "m-1" },
  AfterCallWorkUpdate: { afterCallWorkRequired: true },
  AgentlessEmailSendRequestDto: { senderType: "Outbound", fromAddress: MAIL, toAddresses: [THEIRS] },
  BulkCallbackDisconnectRequest: { callbackDisconnectIdentifiers: [] },
  BulkCallbackPatchRequest: { patchCallbackRequests: [] },
  CallCommand: { callNumber: "+15555550142" },
  ChannelTopic: [],
  Conversation: { state: "disconnected" },
  ConversationAggregationQuery: {
    interval: "2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z",
    metrics: ["nOffered"],
  },
  ConversationQuery: { interval: "2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z" },
  CopyAttachmentsRequest: { sourceMessage: { id: "none" }, attachments: [] },
  CreateCallbackCommand: { queueId: SERVICE, callbackNumbers: ["+15555550142"] },
  CreateCallbackOnConversationCommand: { queueId: SERVICE, callbackNumbers: ["+15555550142"] },
  ConsultTransfer: { ...BOTH, destination: { userId: SAM } },
  ConsultTransferToAddress: { ...BOTH, address: "+15555550142" },
  ConsultTransferToAgent: { ...BOTH, userId: SAM },
  ConsultTransferToExternal: { ...BOTH, address: "+15555550142" },
  ConsultTransferToExternalContact: {
    ...BOTH,
    contactId: idOf("external contact Casey Customer"),
    phoneType: "WorkPhone",
  },
  ConsultTransferToQueue: { ...BOTH, queueId: SERVICE },
  ConsultTransferUpdate: BOTH,
  CreateCallRequest: { phoneNumber: "+15555550142" },
  CreateEmailRequest: { provider: "PureCloud Email", queueId: SERVICE },
  CreateOutboundMessagingConversationRequest: {
    queueId: SERVICE,
    toAddress: "+15555550142",
    toAddressMessengerType: "sms",
  },
  Digits: { digits: "1" },
  DraftManipulationRequest: {},
  EmailMessage: { to: [THEIRS], from: MAIL, textBody: "Hello" },
  FaxSendRequest: { addresses: ["+15555550142"] },
  GenerateMeetingIdRequest: { ephemeral: true },
  InboundMessageRequest: { provider: "PureCloud Email" },
  InternalMessageRequest: { text: "Hello" },
  MandatoryPostCallActionInput: { destination: "+15555550142" },
  MediaParticipantRequest: { state: "disconnected" },
  MessageTypingEventRequest: { typing: { type: "On" } },
  OpenIntegrationRequest: {
    name: "Chat",
    outboundNotificationWebhookUrl: "https://flows.example.com/chat",
    outboundNotificationWebhookSignatureSecretToken: "made-up",
  },
  OpenIntegrationUpdateRequest: { name: "Chat" },
  OpenInboundNormalizedEvent: { channel: CHANNEL, events: [{ eventType: "Typing" }] },
  OpenInboundNormalizedMessage: { channel: CHANNEL, text: "Hello" },
  OpenInboundNormalizedReceipt: {
    id: "none",
    channel: { to: { id: "u-1" }, time: CHANNEL.time },
    status: "Delivered",
  },
  OpenInboundStructuredResponseMessage: {
    channel: CHANNEL,
    buttonResponse: { type: "Button", text: "Yes", payload: "yes" },
    originatingMessageId: "none",
  },
  ParkingStateRequest: { state: "parked" },
  ParticipantAttributes: { attributes: { order: "7" } },
  PatchCallbackRequest: { conversationId: "none", agentId: BEN },
  QueueObservationQuery: {
    filter: { type: "or", predicates: [{ dimension: "queueId", value: SERVICE }] },
    metrics: ["oWaiting"],
  },
  RoutingStatus: { status: "IDLE" },
  SendAgentlessOutboundMessageRequest: {
    fromAddress: "+15555550199",
    toAddress: "+15555550142",
    toAddressMessengerType: "sms",
    textBody: "Hello",
  },
  SetRecordingState: { recordingState: "PAUSED" },
  SetUuiDataRequest: { uuiData: "00" },
  TransferRequest: { userId: SAM },
  TransferToAgentRequest: { userId: SAM },
  TransferToExternalContactRequest: {
    contactId: idOf("external contact Casey Customer"),
    phoneType: "WorkPhone",
  },
  UploadAttachmentRequest: { name: "a.txt", contentLengthBytes: 3 },
  UploadMediaRequest: { fileName: "a.png", contentLengthBytes: 3 },
  UserPresence: { presenceDefinition: { id: idOf("presence Available") } },
  UserQueue: { joined: true },
  UserSearchRequest: {},
  WrapupInput: { code: idOf("wrapup code Resolved") },
  WritableEntity: [{ id: BEN }],
};

export const minimalBody = ({ id, body }: Operation, simulator: Simulator): Body => {
  if (!body) return undefined;
  if (id in BY_OPERATION) return BY_OPERATION[id]?.(simulator);
  if (/CallParticipants/.test(id)) return { participants: [{ userId: SAM }] };
  if (!(body.model in BY_MODEL)) throw new Error(`No minimal body for ${id}: ${body.model}.`);
  return structuredClone(BY_MODEL[body.model]);
};
