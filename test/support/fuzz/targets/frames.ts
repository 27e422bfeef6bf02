import { asFrame } from "../../../../nodes/lib/platform/events/connection";
import { isInScope } from "../../../../nodes/lib/platform/events/discovery";
import { hasEnded, legsOf } from "../../../../nodes/lib/platform/conversation/conversation";
import { framesOf } from "../../../../nodes/lib/platform/events/delivered";
import { createTracker, understand } from "../../../../nodes/lib/platform/events/tracker";
import type { Frame } from "../../../../nodes/lib/platform/events/types";
import { follow } from "../../../../nodes/lib/sidebar/timeline";
import { asConversation } from "../../../../nodes/lib/platform/events/snapshot";
import { storyCapture } from "../../story-capture";
import { isRecord, jsonOf, type Target } from "../target";

const START = Date.parse("2026-01-10T10:00:00.000Z");
const SCOPES = [
  { kind: "userId", id: "user-1" },
  { kind: "queueId", id: "queue-1" },
] as const;
const story = storyCapture();

const frames: Frame[] = story.records.flatMap((record) =>
  record.kind === "frame" ? [{ topicName: record.topicName, eventBody: record.eventBody }] : [],
);
const id = story.conversationId;
const details: Frame[] = ["customer.start", "user.end", "acd.end", "attributes", "transcription", "acw"].map(
  (kind) => ({
    topicName: `v2.detail.events.conversation.${id}.${kind}`,
    eventBody: {
      conversationId: id,
      eventTime: START,
      participantId: "agent-1",
      mediaType: "VOICE",
      disconnectType: "PEER",
    },
  }),
);
const transcript = {
  topicName: `v2.conversations.${id}.transcription`,
  eventBody: {
    conversationId: id,
    transcripts: [
      { utteranceId: "u", isFinal: true, channel: "EXTERNAL", alternatives: [{ transcript: "hello" }] },
    ],
  },
};
const figures = {
  topicName: "v2.analytics.queues.q.observations",
  eventBody: { group: { queueId: "q", mediaType: "voice" }, data: [{ interval: "a/b", metrics: [] }] },
};
const envelope = { "detail-type": "v2.users.{id}.conversations", detail: frames[0] };

/** One tracker for many frames, as an account has it. */
const createListener = () => {
  const tracker = createTracker(START);
  let at = START;
  let timeline: ReturnType<typeof follow> | undefined;
  return (frame: Frame): void => {
    at += 1_000;
    const { conversation } = understand(frame);
    tracker.frame(frame, at, []);
    if (conversation !== undefined) timeline = follow(timeline, conversation, at);
  };
};

export const frameTargets: Target[] = [
  {
    name: "frames",
    weight: 4,
    rooms: /nodes\/lib\/(platform\/(events|conversation)|sidebar)\//,
    seeds: [...frames, ...details, transcript, figures].map((frame) => JSON.stringify(frame)),
    open: () => {
      const listen = createListener();
      return (input) => {
        const frame = asFrame(input.toString("utf8"));
        if (frame !== undefined) listen(frame);
      };
    },
  },
  {
    name: "delivered",
    weight: 3,
    rooms: /nodes\/lib\/platform\/(events|conversation)\//,
    seeds: [
      JSON.stringify({ payload: frames.slice(0, 2), topic: "v2.users.u.conversations" }),
      ...[envelope, [envelope, details[0]], details[0]?.eventBody, transcript].map((one) =>
        JSON.stringify(one),
      ),
    ],
    open: () => {
      const listen = createListener();
      return (input) => {
        const value = jsonOf(input);
        const { payload = value, topic } = isRecord(value) ? value : {};
        for (const frame of framesOf(payload ?? input, topic).frames) listen(frame);
      };
    },
  },
  {
    name: "conversations",
    weight: 3,
    rooms: /nodes\/lib\/(platform\/(events|conversation)|sidebar)\//,
    seeds: frames.map(({ eventBody }) => JSON.stringify(eventBody)),
    open: () => {
      const tracker = createTracker(START);
      let at = START;
      return (input) => {
        const conversation = asConversation(jsonOf(input));
        if (conversation === undefined) return;
        tracker.read(conversation, (at += 1_000), [], false);
        isInScope(conversation, SCOPES);
        legsOf(conversation).map(hasEnded);
      };
    },
  },
];
