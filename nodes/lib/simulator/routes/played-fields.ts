import { MARK_FIELDS } from "./played-mark-fields";
import { SETUP_FIELDS } from "./played-setup-fields";

/**
 * Which fields of a request's body and which parameters of its query the handlers obey. The gate refuses every other one that
 * is given with 501 and its name, so that nothing is ignored in silence. A field includes all that is in it, unless fields of
 * it are listed (`routingData.queueId`); lists are looked through. `field=a|b` names the only values that are played.
 */
type Played = readonly string[];

/** The handler itself looks at each field of the body. */
export const HANDLER = "handler";

const WRAPUP: Played = [
  "code",
  "name",
  "notes",
  "tags",
  "durationSeconds",
  "endTime",
  "provisional",
  "disableEndTimeUpdates=false",
];
const inside = (field: string, fields: Played): Played => fields.map((each) => `${field}.${each}`);

const PARTICIPANT: Played = ["state", "held", "wrapupSkipped", ...inside("wrapup", WRAPUP)];
const CALL_PARTICIPANT: Played = [...PARTICIPANT, "muted", "confined", "recording"];
/** The platform documents this one: it does not update the wrap-up. */
const COMMUNICATION: Played = ["state", "wrapup"];
/** An e-mail that is routed to a queue or a flow. */
const ROUTED_EMAIL = [
  ...["queueId", "flowId", "provider", "attributes"],
  ...["toAddress", "toName", "fromAddress", "fromName", "subject"],
];

const PARTIES: Played = inside("participants", ["address", "name", "userId", "queueId"]);
const TRANSFER: Played = ["transferType", "keepInternalMessageAlive=false", "voicemail=false"];
const CONSULT: Played = ["speakTo", "consultingUserId"];
const TEMPLATE: Played = inside("messagingTemplate", [
  "responseId",
  "parameters",
  "headerParameters",
  "bodyParameters",
  "buttonUrlParameters",
]);

/** The id in the body is read only. */
const OPEN_INTEGRATION: Played = [
  "name",
  "outboundNotificationWebhookUrl",
  "outboundNotificationWebhookSignatureSecretToken",
  "webhookHeaders",
  "supportedContent.id",
  "messagingSetting.id",
];

const CALLBACK: Played = [
  "scriptId",
  "queueId",
  ...inside("routingData", ["queueId", "languageId", "priority", "skillIds", "preferredAgentIds"]),
  "callbackUserName",
  "callbackNumbers",
  "callbackScheduledTime",
  "countryCode",
  "validateCallbackNumbers",
  "data",
  "callerId",
  "callerIdName",
];

const PATCH_CALLBACK: Played = [
  "conversationId",
  "queueId",
  "agentId",
  "callbackScheduledTime",
  "countryCode",
  "callbackNumbers",
  "validateCallbackNumbers",
];

const BY_MODEL: Readonly<Record<string, Played | typeof HANDLER>> = {
  AdditionalMessage: ["textBody", "mediaIds", ...TEMPLATE],
  AdditionalSocialMediaMessage: ["textBody", "mediaIds", "inReplyToMessageId"],
  AfterCallWorkUpdate: ["afterCallWorkRequired"],
  AgentlessEmailSendRequestDto: [
    "senderType",
    "fromAddress",
    "toAddresses",
    "replyToAddress",
    "subject",
    "textBody",
    "htmlBody",
  ],
  AsyncConversationQuery: HANDLER,
  BulkCallbackDisconnectRequest: ["callbackDisconnectIdentifiers"],
  BulkCallbackPatchRequest: inside("patchCallbackRequests", PATCH_CALLBACK),
  ChannelTopic: ["id", "state=Permitted"],
  Conversation: HANDLER,
  ConversationAggregationQuery: ["interval", "groupBy", "filter", "metrics"],
  ConversationQuery: HANDLER,
  ConsultTransfer: [...CONSULT, ...inside("destination", ["address", "name", "userId", "queueId"])],
  ConsultTransferToAddress: [...CONSULT, "address"],
  ConsultTransferToAgent: [...CONSULT, "userId", "userDisplayName"],
  ConsultTransferToExternal: [...CONSULT, "address"],
  ConsultTransferToExternalContact: [...CONSULT, "contactId", "phoneType"],
  ConsultTransferToQueue: [...CONSULT, "queueId", "queueName"],
  ConsultTransferUpdate: CONSULT,
  CopyAttachmentsRequest: ["sourceMessage", "attachments"],
  CallCommand: ["callNumber"],
  CreateCallbackCommand: CALLBACK,
  CreateCallbackOnConversationCommand: CALLBACK,
  CreateCallRequest: [
    "phoneNumber",
    "callerId",
    "callerIdName",
    "callFromQueueId",
    "callQueueId",
    "callUserId",
    "priority",
    "attributes",
    "languageId",
    "routingSkillsIds",
    "conversationIds",
    ...PARTIES,
    "uuiData",
    "externalContactId",
    "label",
  ],
  CreateEmailRequest: [...ROUTED_EMAIL, "direction", "htmlBody", "textBody", "externalContactId"],
  CreateOutboundMessagingConversationRequest: [
    "queueId",
    "toAddress",
    "toAddressMessengerType",
    "useExistingConversation",
    "externalContactId",
    "useUserFromAddress=false",
  ],
  Digits: ["digits"],
  DraftManipulationRequest: ["draftType"],
  EmailMessage: HANDLER,
  FaxSendRequest: ["name", "addresses"],
  GenerateMeetingIdRequest: ["conferenceId", "ephemeral", "expireTimeDays"],
  InboundMessageRequest: [...ROUTED_EMAIL],
  InternalMessageRequest: ["text"],
  MandatoryPostCallActionInput: ["destination", "invocationData"],
  MediaParticipantRequest: PARTICIPANT,
  MessageTypingEventRequest: ["typing", "dateSent"],
  OpenInboundNormalizedEvent: ["channel", "events"],
  OpenInboundNormalizedMessage: ["channel", "text", "content", "metadata"],
  OpenInboundNormalizedReceipt: ["id", "channel", "status", "reasons", "isFinalReceipt"],
  OpenInboundStructuredResponseMessage: ["channel", "buttonResponse", "originatingMessageId"],
  OpenIntegrationRequest: OPEN_INTEGRATION,
  OpenIntegrationUpdateRequest: OPEN_INTEGRATION,
  ParkingStateRequest: ["state"],
  ParticipantAttributes: ["attributes"],
  PatchCallbackRequest: PATCH_CALLBACK,
  QueueObservationQuery: ["filter", "metrics"],
  RoutingStatus: ["status"],
  SendAgentlessOutboundMessageRequest: [
    "fromAddress",
    "toAddress",
    "externalContactId",
    "toAddressMessengerType",
    "textBody",
    ...TEMPLATE,
    "useExistingActiveConversation",
  ],
  SetRecordingState: ["recordingState"],
  SetUuiDataRequest: ["uuiData"],
  TransferRequest: [...TRANSFER, "userId", "address", "userName", "queueId"],
  TransferToAddressRequest: [...TRANSFER, "address"],
  TransferToAgentRequest: [...TRANSFER, "userId", "userName", "userDisplayName"],
  TransferToExternalContactRequest: [...TRANSFER, "contactId", "phoneType"],
  TransferToExternalRequest: [...TRANSFER, "address"],
  TransferToQueueRequest: [...TRANSFER, "queueId", "queueName"],
  UpdateConferenceRequest: ["conversationIds"],
  UploadAttachmentRequest: ["name", "contentLengthBytes", "inlineImage"],
  UploadMediaRequest: ["fileName", "contentLengthBytes"],
  UserPresence: [...inside("presenceDefinition", ["id"]), "message", "primary=true"],
  UserQueue: ["id", "joined"],
  UserSearchRequest: HANDLER,
  WrapupInput: WRAPUP,
  WritableEntity: ["id"],
};

/** Where an operation plays more or less of its model than others do. */
const BY_OPERATION: Readonly<Record<string, Played>> = {
  patchConversationParticipant: CALL_PARTICIPANT,
  patchConversationsCallParticipant: CALL_PARTICIPANT,
  patchConversationsCallParticipantUserUserId: CALL_PARTICIPANT,
  patchConversationsCobrowsesessionParticipant: PARTICIPANT.filter((field) => field !== "held"),
  patchConversationsCallParticipantCommunication: COMMUNICATION,
  patchConversationsCallbackParticipantCommunication: COMMUNICATION,
  patchConversationsCobrowsesessionParticipantCommunication: COMMUNICATION,
  patchConversationsEmailParticipantCommunication: COMMUNICATION,
  patchConversationsMessageParticipantCommunication: COMMUNICATION,
  patchConversationsMessageParticipantParkingstate: ["state", "resumeTime"],
  postConversationsCallParticipants: PARTIES,
  postConversationsCallParticipantsUserUserId: PARTIES,
};

/** Undefined where the operation's body is a bare value, or not known here: then nothing of it is played. */
export const playedFields = (operation: string, model: string): Played | typeof HANDLER | undefined =>
  BY_OPERATION[operation] ?? BY_MODEL[model] ?? SETUP_FIELDS[model] ?? MARK_FIELDS[model];
