import type { AcwMode } from "./org";
import type { Communication, Media, WrapUp } from "./communication";

/** Conversations and their participants. Times are ms. */

export type Purpose =
  "customer" | "external" | "agent" | "user" | "acd" | "ivr" | "workflow" | "outbound" | "voicemail" | "api";

/** One participant of a conversation. Each alert of an agent is a new one. */
export interface Participant {
  id: string;
  purpose: Purpose;
  name?: string;
  startAt: number;
  connectedAt?: number;
  endAt?: number;
  userId?: string;
  queueId?: string;
  flowId?: string;
  externalContactId?: string;
  address?: string;
  ani?: string;
  aniName?: string;
  dnis?: string;
  attributes: Record<string, string>;
  /** True once an agent has connected on a queue's interaction. */
  wrapupRequired: boolean;
  wrapupPrompt?: AcwMode;
  wrapupTimeoutMs?: number;
  alertingTimeoutMs?: number;
  wrapup?: WrapUp;
  wrapupSkipped?: boolean;
  startAcwAt?: number;
  endAcwAt?: number;
  priority?: number;
  languageId?: string;
  skillIds?: readonly string[];
  /** The agent that the queue alerts first. */
  preferredAgentId?: string;
  consultParticipantId?: string;
  monitoredParticipantId?: string;
  coachedParticipantId?: string;
  bargedParticipantId?: string;
  flaggedReason?: "general";
  communications: Communication[];
}

/** A transfer to another party was requested. Its result shows in that party. */
export interface Transfer {
  id: string;
  at: number;
  transferType: "Attended" | "Unattended";
  /** The participant who is to take over. */
  successorId: string;
  /** The user who requested it; undefined if a queue did. */
  initiatorUserId?: string;
}

export interface Conversation {
  id: string;
  startAt: number;
  endAt?: number;
  address?: string;
  /** In chronological order, never removed. */
  participants: Participant[];
  /** Oldest first. */
  transfers?: Transfer[];
  recordingState: "none" | "active" | "paused";
  divisionId: string;
  maxParticipants?: number;
  conversationIds?: string[];
  utilizationLabelId?: string;
  externalTag?: string;
  securePause?: boolean;
  /** The media whose recording is paused. */
  pausedMedia?: Media[];
  /** What operations have stored beside the model, by their own name. */
  extras: Record<string, unknown>;
}
