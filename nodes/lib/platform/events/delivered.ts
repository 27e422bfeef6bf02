import { asText, isObject } from "./spelling";
import type { Frame } from "./types";

/** What a flow delivers to a node, as frames, and what is wrong with the rest. */
export interface Delivered {
  frames: Frame[];
  /** One sentence for each thing that is no event. It contains nothing of what was delivered. */
  problems: string[];
}

type Body = Record<string, unknown>;

/** An array may be an entry of an array, as where batches are joined. Deeper ones are no events. */
const DEEPEST = 3;

const EXPECTED = "a notification, an EventBridge envelope or the body of a trigger";

/**
 * The frames in what a flow delivers: notifications, EventBridge envelopes and bodies of triggers, one or a list of them,
 * also as JSON text. A trigger's body does not name its topic: it is `topic`, where that is one of the platform's.
 */
export const framesOf = (delivered: unknown, topic?: unknown): Delivered => {
  const found: Delivered = { frames: [], problems: [] };
  collect(delivered, { topic: platformTopic(topic), place: "", depth: 0 }, found);
  return found;
};

interface Place {
  topic: string | undefined;
  place: string;
  depth: number;
}

const collect = (delivered: unknown, at: Place, found: Delivered): void => {
  const value = asValue(delivered);
  if (Array.isArray(value) && at.depth < DEEPEST) {
    for (const [index, one] of value.entries())
      collect(one, { ...at, place: `${at.place}[${index}]`, depth: at.depth + 1 }, found);
    return;
  }
  const frame = isObject(value) && isJson(value, MOST_LEVELS) ? frameOf(value, at.topic) : undefined;
  if (frame === undefined) found.problems.push(problemOf(value, at));
  else if (!isControl(frame)) found.frames.push(frame);
};

const problemOf = (value: unknown, { place, topic }: Place): string => {
  const what = place === "" ? "The input" : `The entry ${place} of the input`;
  if (value === NO_JSON) return `${what} is text, but no JSON. Expected ${EXPECTED}.`;
  const advice = isObject(value) && topic === undefined ? " Set the topic of a trigger in msg.topic." : "";
  return `${what} is no event. Expected ${EXPECTED}.${advice}`;
};

/** A whole conversation has eight levels. A value that contains itself has no end. */
const MOST_LEVELS = 40;

/** A flow may deliver what no queue can: functions, large integers, values that contain themselves. */
const isJson = (value: unknown, levels: number): boolean => {
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isJson(one, levels - 1));
};

const NO_JSON = Symbol("no JSON");

/** Text and buffers, as queues deliver them, as their JSON value. */
const asValue = (delivered: unknown): unknown => {
  const text = delivered instanceof Uint8Array ? Buffer.from(delivered).toString("utf8") : delivered;
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return NO_JSON;
  }
};

const frameOf = (value: Body, topic: string | undefined): Frame | undefined => {
  if (isObject(value["detail"]) && asText(value["detail-type"]) !== undefined) return frameOfEnvelope(value);
  if (asText(value["topicName"]) !== undefined) return frameOfNotification(value, value["topicName"]);
  return frameOfTrigger(value, topic);
};

/** The partner event of EventBridge: its detail is the notification, its type the topic with `{id}` in place of the id. */
const frameOfEnvelope = ({ detail, "detail-type": type }: Body): Frame | undefined => {
  const notification = detail as Body;
  if ("eventBody" in notification)
    return frameOfNotification(notification, asText(notification["topicName"]) ?? type);
  return frameOfTrigger(notification, platformTopic(type));
};

/** As the platform sends it, or as a node with the option `raw` has it. */
const frameOfNotification = ({ eventBody, metadata, correlationId: own }: Body, topic: unknown): Frame => {
  const correlationId = (isObject(metadata) ? asText(metadata["CorrelationId"]) : undefined) ?? asText(own);
  return {
    topicName: withId(String(topic), eventBody),
    eventBody,
    ...(correlationId === undefined ? {} : { correlationId }),
  };
};

/** Without its topic, the body of a trigger says only that something has happened in a conversation: it is read. */
const frameOfTrigger = (body: Body, topic: string | undefined): Frame | undefined => {
  const conversationId = asText(body["conversationId"]);
  if (topic === undefined && conversationId === undefined) return undefined;
  const topicName = withId(topic ?? SOMETHING, body);
  return { topicName, eventBody: { ...body, ...timeOf(body) } };
};

const SOMETHING = "v2.detail.events.conversation.{id}.something";

/** A data action writes numbers as text. */
const timeOf = ({ eventTime }: Body): { eventTime?: number } =>
  typeof eventTime === "string" && /^\d+$/.test(eventTime) ? { eventTime: Number(eventTime) } : {};

/** The topic of a class of events, with the conversation's id in it. */
const withId = (topic: string, body: unknown): string => {
  const id = isObject(body) ? asText(body["conversationId"]) : undefined;
  return id === undefined ? topic : topic.replace(ABOUT_CONVERSATIONS, (_all, start: string) => start + id);
};

const ABOUT_CONVERSATIONS = /^(v2\.(?:detail\.events\.|analytics\.)?conversations?\.)\{id\}/i;

/** The topic of an MQTT broker or of a flow says nothing about the event. */
const platformTopic = (topic: unknown): string | undefined => {
  const text = asText(topic)?.trim();
  return text !== undefined && /^v2\.[\w{}.-]+$/i.test(text) ? text : undefined;
};

/** Heartbeats, and what the platform says about a connection. */
const isControl = ({ topicName }: Frame): boolean => /^(channel\.metadata$|v2\.system\.)/i.test(topicName);
