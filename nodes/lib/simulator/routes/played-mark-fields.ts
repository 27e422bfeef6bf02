/** The models of requests that mark a conversation or say something about it. Written as in `played-fields`. */
type Played = readonly string[];

const SECURE: Played = ["attributes", "version"];

export const MARK_FIELDS: Readonly<Record<string, Played>> = {
  ConversationAccessAttributesUpdate: ["accessAttributes"],
  ConversationSecureAttributes: SECURE,
  ConversationTagsUpdate: ["externalTag"],
  ConversationUser: ["id"],
  ConversationUtilizationLabelUpdate: ["utilizationLabelId"],
  CreateSecureSession: ["sourceParticipantId", "flowId", "userData", "disconnect"],
  EngagementRequest: ["visibility", "status"],
  FeedbackAddRequest: ["rating", "summary"],
  FeedbackUpdateRequest: ["rating", "summary"],
  OnDemandConversationSummaryRequest: ["locale"],
  SnippetRecordingRequest: ["type", "record"],
};
