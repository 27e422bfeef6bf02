import type { MessageContent } from "../conversation/message";
import { isDetail } from "./detail";
import { isWholeTopic } from "./tracker";
import type { ConversationEvent, Frame, Properties } from "./types";

/** An event as properties of a message: those that are known. `content` is that of a message that was read. */
export const messageOf = (
  event: ConversationEvent,
  frame?: Frame,
  content: MessageContent = {},
): Properties => {
  const { from, to, key: _key, ...described } = event;
  const properties: Properties = { ...described, previous: from, current: to, frame, ...content };
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
};

/** The same for a frame of a topic without conversations; `undefined` where events are made of it. */
export const messageOfFrame = (frame: Frame, occurredAt: number, raw: boolean): Properties | undefined =>
  isWholeTopic(frame.topicName) || isDetail(frame.topicName)
    ? undefined
    : {
        event: "notification",
        topic: frame.topicName,
        payload: frame.eventBody,
        occurredAt,
        recovered: false,
        ...(raw ? { frame } : {}),
      };

/**
 * What an event has of the message that named its conversation: all but what describes an event, and what is only true of
 * that message or of the node before.
 */
export const originOf = (msg: Properties): Properties =>
  Object.fromEntries(Object.entries(msg).filter(([name]) => !OF_ONE_MESSAGE.has(name)));

const OF_ONE_MESSAGE: ReadonlySet<string> = new Set([
  ...["event", "conversationId", "participantId", "communicationId", "mediaType", "userId", "queueId"],
  ...["participant", "previous", "current", "payload", "topic", "occurredAt", "recovered", "frame"],
  ...["text", "media", "fromAddress", "toAddress"],
  ...["messageId", "time", "genesys", "error", "parts", "req", "res", "_msgid"],
]);
