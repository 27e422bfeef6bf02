import type { Conversation } from "../entities/conversation";
import { present, ref, time, type Wire } from "./wire";

/** Summaries, as they are read and as a topic of the user reports them. */

interface Shown {
  id: string;
  communicationId: string;
  at: number;
  language: string;
  media: "Call" | "Message";
  userId: string | undefined;
  status: string;
  text?: string;
  feedback?: { summary?: string | null };
  editedAt?: number;
}

/** How sure the model is of a summary that is always the same. */
const CONFIDENCE = 0.9;

export const summaryToWire = (summary: Shown): Wire =>
  present({
    id: summary.id,
    text: summary.text,
    confidence: summary.text === undefined ? undefined : CONFIDENCE,
    status: summary.status,
    mediaType: summary.media,
    language: summary.language,
    editedSummary:
      summary.feedback?.summary == null
        ? undefined
        : { text: summary.feedback.summary, dateModified: time(summary.editedAt) },
    dateCreated: time(summary.at),
    participants: summary.userId === undefined ? [] : [ref("users", summary.userId)],
  });

export const sessionSummaryToWire = (summary: Shown): Wire => ({
  ...summaryToWire(summary),
  communication: { id: summary.communicationId },
});

export const summaryEvent = (conversation: Conversation, summary: Shown): Wire =>
  present({
    conversationId: conversation.id,
    participants: summary.userId === undefined ? [] : [{ userId: summary.userId, purpose: "AGENT" }],
    communicationIds: [summary.communicationId],
    latestCommunicationId: summary.communicationId,
    createdDate: time(summary.at),
    mediaType: summary.media.toUpperCase(),
    summaryId: summary.id,
    language: summary.language,
    summary: { text: summary.text, score: CONFIDENCE },
  });
