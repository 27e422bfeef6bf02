import { asMs, asText, isObject } from "./spelling";
import type { Fact, Snapshot } from "./types";

/** What is said in a call, from the frames of `v2.conversations.{id}.transcription`. */

const TOPIC = /^v2\.conversations\.([^.]+)\.transcription$/i;

export const transcriptTopic = (conversationId: string): string =>
  `v2.conversations.${conversationId}.transcription`;

export const isTranscript = (topicName: string): boolean => TOPIC.test(topicName);

const SPEAKERS: Readonly<Record<string, string>> = { EXTERNAL: "customer", INTERNAL: "agent" };

/** Each utterance once, when it is final. Nothing more has to be read for it. */
export const snapshotOfTranscript = (topicName: string, body: unknown): Snapshot | undefined => {
  const [, topicId] = TOPIC.exec(topicName) ?? [];
  if (topicId === undefined || !isObject(body)) return undefined;
  const transcripts: unknown[] = Array.isArray(body["transcripts"]) ? body["transcripts"] : [];
  const facts = transcripts.flatMap((one) => factOf(one, body) ?? []);
  return {
    conversationId: asText(body["conversationId"]) ?? topicId,
    whole: false,
    isComplete: true,
    facts,
    marks: new Set(),
    toggles: [],
    attributes: [],
    schedules: [],
    deliveries: [],
    consulted: [],
    parties: [],
    newest: asMs(body["eventTime"]),
    ended: false,
    acwPending: false,
  };
};

const factOf = (one: unknown, body: Record<string, unknown>): Fact | undefined => {
  if (!isObject(one) || one["isFinal"] !== true) return undefined;
  const id = asText(one["utteranceId"]);
  const alternatives: unknown = one["alternatives"];
  const best: unknown = Array.isArray(alternatives) ? alternatives[0] : undefined;
  const text = isObject(best) ? asText(best["transcript"]) : undefined;
  if (id === undefined || text === undefined) return undefined;
  const startedAt = asMs(body["transcriptionStartTimeMs"]);
  const offset = isObject(best) ? asMs(best["offsetMs"]) : undefined;
  return {
    key: `transcript/${id}`,
    event: "transcript",
    communicationId: asText(body["communicationId"]),
    mediaType: "call",
    to: SPEAKERS[String(one["channel"])],
    text,
    occurredAt:
      startedAt === undefined || offset === undefined ? asMs(body["eventTime"]) : startedAt + offset,
    payload: one,
  };
};
