/** The conversation that `GET /api/v2/conversations/{id}` returns, with the properties that this package reads. */

export const MEDIA_TYPES = [
  "call",
  "callback",
  "chat",
  "cobrowsesession",
  "email",
  "message",
  "internalMessage",
  "screenshare",
  "socialExpression",
  "video",
] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

/** The participant's array that holds the communications of a medium. */
export const mediaArray = (mediaType: MediaType) => ARRAYS[mediaType];

/** Made once: a name that is built each time is slow to look up, and this is done for every leg of every event. */
const ARRAYS = Object.fromEntries(MEDIA_TYPES.map((mediaType) => [mediaType, `${mediaType}s`])) as {
  [mediaType in MediaType]: `${mediaType}s`;
};

export interface WrapUp {
  code?: string;
  name?: string;
  notes?: string;
  tags?: string[];
  durationSeconds?: number;
  endTime?: string;
  provisional?: boolean;
}

export interface ErrorInfo {
  code?: string;
  message?: string;
  status?: number;
}

export interface Communication {
  id: string;
  state?: string;
  initialState?: string;
  direction?: string;
  held?: boolean;
  muted?: boolean;
  confined?: boolean;
  recording?: boolean;
  recordingState?: string;
  disconnectType?: string;
  disconnectReasons?: { type?: string; code?: string; phrase?: string }[];
  startAlertingTime?: string;
  startHoldTime?: string;
  connectedTime?: string;
  disconnectedTime?: string;
  peerId?: string;
  errorInfo?: ErrorInfo;
  wrapup?: WrapUp;
  afterCallWork?: { state?: string; startTime?: string; endTime?: string };
  afterCallWorkRequired?: boolean;
  [more: string]: unknown;
}

export type MediaArrays = { [array in ReturnType<typeof mediaArray>]?: Communication[] };

export interface Participant extends MediaArrays {
  id: string;
  purpose?: string;
  name?: string;
  startTime?: string;
  connectedTime?: string;
  endTime?: string;
  userId?: string;
  queueId?: string;
  address?: string;
  attributes?: Record<string, string>;
  wrapupRequired?: boolean;
  wrapupPrompt?: string;
  wrapupTimeoutMs?: number;
  wrapupSkipped?: boolean;
  wrapup?: WrapUp;
  startAcwTime?: string;
  endAcwTime?: string;
  errorInfo?: ErrorInfo;
  [more: string]: unknown;
}

export interface Conversation {
  id: string;
  startTime?: string;
  endTime?: string;
  participants: Participant[];
  [more: string]: unknown;
}

/** One communication with its participant: what a flow means by "the agent's call" or "the customer's message". */
export interface Leg {
  participant: Participant;
  communication: Communication;
  mediaType: MediaType;
}

/** All legs of a conversation, in the order of its participants. */
export const legsOf = (conversation: Conversation): Leg[] => {
  const legs: Leg[] = [];
  for (const participant of conversation.participants)
    for (const mediaType of MEDIA_TYPES)
      for (const communication of participant[mediaArray(mediaType)] ?? NONE)
        legs.push({ participant, communication, mediaType });
  return legs;
};

const NONE: readonly Communication[] = [];

/**
 * Has the leg ended? `disconnected` and `terminated` both mean so, and a `disconnectedTime` counts more than the state
 * beside it: the platform sends snapshots in which the state lags behind.
 */
export const hasEnded = ({ participant, communication }: Leg): boolean =>
  isSet(communication.disconnectedTime) ||
  isSet(participant.endTime) ||
  communication.state === "disconnected" ||
  communication.state === "terminated";

/** A participant's own times are those of its communication only where it has no other. */
export const isOnlyLeg = ({ participant, mediaType }: Leg): boolean =>
  participant[mediaArray(mediaType)]?.length === 1 &&
  MEDIA_TYPES.every((other) => other === mediaType || (participant[mediaArray(other)]?.length ?? 0) === 0);

/** Was it ever connected? An alert that was declined or not answered has no connected time. */
export const everConnected = (leg: Leg): boolean =>
  isSet(leg.communication.connectedTime) ||
  leg.communication.state === "connected" ||
  (isSet(leg.participant.connectedTime) && isOnlyLeg(leg));

/** In the platform's JSON, `null` means the same as an absent property. */
const isSet = (time: string | null | undefined): boolean => time !== undefined && time !== null;

/** The far side of the platform's users: `external` is how calls placed by a user name it. */
export const isCustomer = ({ purpose }: Participant): boolean =>
  purpose === "customer" || purpose === "external";

/** A person of the organisation, whether reached through a queue (`agent`) or directly (`user`). */
export const isAgent = ({ purpose }: Participant): boolean => purpose === "agent" || purpose === "user";

/**
 * A supervisor who monitors, coaches or barges in: an agent, but not the agent of this conversation. A link to the
 * participant's own id marks the one who is supervised.
 */
export const isSupervisor = (participant: Participant): boolean =>
  SUPERVISION_LINKS.some((link) => {
    const supervised = participant[link];
    return typeof supervised === "string" && supervised !== "" && supervised !== participant.id;
  });

export const SUPERVISION_LINKS = [
  "monitoredParticipantId",
  "coachedParticipantId",
  "bargedParticipantId",
] as const;
