import type { Communication } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { time, type Wire } from "./wire";

/** What was said, as the notification of a conversation's transcription has it. */

export interface Utterance {
  id: string;
  text: string;
  /** `EXTERNAL` is the customer, `INTERNAL` the agent. */
  channel: "EXTERNAL" | "INTERNAL";
  dialect: string;
}

export const transcriptToWire = (
  store: Store,
  { conversation, leg }: { conversation: Conversation; leg: Communication },
  { id, text, channel, dialect }: Utterance,
): Wire => {
  const now = store.clock.now();
  const startAt = leg.connectedAt ?? conversation.startAt;
  const offsetMs = now - startAt;
  const confidence = 0.9;
  const said = text.split(/\s+/).filter((word) => word !== "");
  const words = said.map((word) => ({ confidence, offsetMs, durationMs: 40, word }));
  return {
    eventTime: time(now),
    organizationId: store.org.organization.id,
    conversationId: conversation.id,
    communicationId: leg.id,
    sessionStartTimeMs: startAt,
    transcriptionStartTimeMs: startAt,
    transcripts: [
      {
        utteranceId: id,
        isFinal: true,
        channel,
        alternatives: [
          {
            confidence,
            offsetMs,
            durationMs: 40 * said.length,
            transcript: text,
            words,
            decoratedTranscript: text,
          },
        ],
        engineProvider: "GENESYS",
        engineId: "r2d2",
        dialect,
        agentAssistEnabled: false,
        voiceTranscriptionEnabled: true,
      },
    ],
    status: { offsetMs, status: "SESSION_ONGOING" },
  };
};
