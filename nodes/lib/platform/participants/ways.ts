import type { MediaType } from "../conversation/conversation";

/** What can be done to a participant. Public: the option `action` of a node. */
export const PARTICIPANT_ACTIONS = [
  "disconnect",
  "hold",
  "resume",
  "mute",
  "unmute",
  "confine",
  "release",
  "record",
  "stopRecording",
  "setAttributes",
  "transfer",
  "monitor",
  "coach",
  "barge",
  "consult",
  "changeConsult",
  "completeConsult",
  "cancelConsult",
  "securePause",
  "secureResume",
] as const;

export type ParticipantAction = (typeof PARTICIPANT_ACTIONS)[number];

/** The one property that each of these changes. */
export const CHANGES = {
  disconnect: { state: "disconnected" },
  hold: { held: true },
  resume: { held: false },
  mute: { muted: true },
  unmute: { muted: false },
  confine: { confined: true },
  release: { confined: false },
  record: { recording: true },
  stopRecording: { recording: false },
} as const satisfies Partial<Record<ParticipantAction, object>>;

export type ChangeAction = keyof typeof CHANGES;

export const isChange = (action: ParticipantAction): action is ChangeAction => action in CHANGES;

const CONSULTING = ["consult", "changeConsult", "completeConsult", "cancelConsult"] as const;
export type ConsultAction = (typeof CONSULTING)[number];

export const isConsulting = (action: ParticipantAction): action is ConsultAction =>
  CONSULTING.some((each) => each === action);

const RECORDING = ["securePause", "secureResume"] as const;
export type RecordingAction = (typeof RECORDING)[number];

/** These are about the recording of the whole conversation. */
export const isAboutRecording = (action: ParticipantAction): action is RecordingAction =>
  RECORDING.some((each) => each === action);

/** Only `disconnect`, attributes, transfers, `monitor` and the secure pause mean anything beyond calls. */
export const isForCallsOnly = (action: ParticipantAction): boolean =>
  !isAboutRecording(action) && !["disconnect", "setAttributes", "transfer", "monitor"].includes(action);

/** One way of an action: its operation, and the grants that can use it. */
export interface Way {
  does:
    | "change"
    | "setAttributes"
    | "toUser"
    | "toQueue"
    | "toAddress"
    | "toContact"
    | "consultUser"
    | "consultQueue"
    | "consultAddress"
    | "consultContact"
    | "changeConsult"
    | "cancelConsult"
    | "recording"
    | "monitor"
    | "coach"
    | "barge"
    | "placeCall";
  /** `user`: only with a signed-in user. `client`: for accounts without one. */
  grant: "any" | "user" | "client";
  of: MediaType | "any";
  /** Only for the leg of a user, on whose behalf it is done. */
  onBehalf?: true;
  /** Only in a call that the signed-in user takes part in. */
  own?: true;
  operation: string;
}

/**
 * All ways, the first that fits is taken. The page docs/endpoints.md is this table with each operation's path and
 * permissions.
 */
export const WAYS: readonly Way[] = [
  { does: "change", grant: "user", of: "call", operation: "patchConversationsCallParticipant" },
  { does: "change", grant: "user", of: "message", operation: "patchConversationsMessageParticipant" },
  { does: "change", grant: "user", of: "email", operation: "patchConversationsEmailParticipant" },
  { does: "change", grant: "user", of: "callback", operation: "patchConversationsCallbackParticipant" },
  {
    does: "change",
    grant: "client",
    of: "call",
    onBehalf: true,
    operation: "patchConversationsCallParticipantUserUserId",
  },
  { does: "change", grant: "any", of: "any", operation: "patchConversationParticipant" },
  { does: "setAttributes", grant: "any", of: "any", operation: "patchConversationParticipantAttributes" },
  { does: "toUser", grant: "any", of: "any", operation: "postConversationParticipantReplaceAgent" },
  { does: "toQueue", grant: "any", of: "any", operation: "postConversationParticipantReplaceQueue" },
  { does: "toAddress", grant: "any", of: "any", operation: "postConversationParticipantTransfer" },
  {
    does: "toContact",
    grant: "any",
    of: "any",
    operation: "postConversationParticipantReplaceContactExternal",
  },
  { does: "monitor", grant: "user", of: "call", operation: "postConversationsCallParticipantMonitor" },
  { does: "monitor", grant: "user", of: "message", operation: "postConversationsMessageParticipantMonitor" },
  { does: "coach", grant: "any", of: "call", operation: "postConversationsCallParticipantCoach" },
  { does: "barge", grant: "any", of: "call", operation: "postConversationsCallParticipantBarge" },
  {
    does: "consultUser",
    grant: "user",
    of: "call",
    operation: "postConversationsCallParticipantConsultAgent",
  },
  {
    does: "consultQueue",
    grant: "user",
    of: "call",
    operation: "postConversationsCallParticipantConsultQueue",
  },
  {
    does: "consultAddress",
    grant: "user",
    of: "call",
    operation: "postConversationsCallParticipantVoiceConsult",
  },
  {
    does: "consultContact",
    grant: "user",
    of: "call",
    operation: "postConversationsCallParticipantConsultContactExternal",
  },
  { does: "changeConsult", grant: "user", of: "call", operation: "patchConversationsCallParticipantConsult" },
  {
    does: "cancelConsult",
    grant: "user",
    of: "call",
    operation: "deleteConversationsCallParticipantConsult",
  },
  { does: "recording", grant: "user", of: "call", own: true, operation: "patchConversationsCall" },
  { does: "recording", grant: "any", of: "call", operation: "putConversationsCallRecordingstate" },
  { does: "recording", grant: "any", of: "message", operation: "putConversationsMessageRecordingstate" },
  { does: "recording", grant: "any", of: "email", operation: "putConversationsEmailRecordingstate" },
  { does: "recording", grant: "any", of: "callback", operation: "putConversationsCallbackRecordingstate" },
  { does: "recording", grant: "any", of: "any", operation: "patchConversationRecordingstate" },
  { does: "placeCall", grant: "user", of: "call", operation: "postConversationsCalls" },
  {
    does: "placeCall",
    grant: "any",
    of: "call",
    onBehalf: true,
    operation: "postConversationsCallsUserUserId",
  },
];

export interface Wanted {
  does: Way["does"];
  /** Undefined where the conversation was not read. */
  mediaType: MediaType | undefined;
  actsAsUser: boolean;
  /** The leg belongs to a user whose id is known. */
  isUsersLeg: boolean;
  /** The signed-in user takes part in the call. */
  isOwn?: boolean;
}

/** The way to take, or else the one that another grant would open. */
export const wayOf = (wanted: Wanted): { way?: Way; elsewhere?: Way } => {
  const fitting = WAYS.filter(
    ({ does, of, onBehalf, own }) =>
      does === wanted.does &&
      (of === "any" || of === wanted.mediaType) &&
      (!onBehalf || wanted.isUsersLeg) &&
      (!own || wanted.isOwn === true),
  );
  const way = fitting.find(({ grant }) => grant === "any" || (grant === "user") === wanted.actsAsUser);
  const [elsewhere] = fitting;
  return way ? { way } : elsewhere ? { elsewhere } : {};
};
