import { topicsOf } from "../platform/events/topics";
import type { Frame } from "../platform/events/types";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const idsIn = (value: unknown, name: string): string[] => {
  if (!isObject(value)) return [];
  const id = value[name];
  const within = Array.isArray(value["participants"]) ? value["participants"] : [];
  return [...(typeof id === "string" ? [id] : []), ...within.flatMap((each) => idsIn(each, name))];
};

/** The topics of the users and queues that a conversation, or what is reported of it, names. */
export const topicsOfParties = (body: unknown): string[] => [
  ...new Set([
    ...idsIn(body, "userId").flatMap((id) => topicsOf("user", id)),
    ...idsIn(body, "queueId").flatMap((id) => topicsOf("queue", id)),
  ]),
];

/** The topics of a user and a queue report their other conversations as well. */
export const isFrameOf = (conversationId: string, { topicName, eventBody }: Frame): boolean => {
  const id = conversationId.toLowerCase();
  if (topicName.toLowerCase().split(".").includes(id)) return true;
  if (!isObject(eventBody)) return false;
  return [eventBody["id"], eventBody["conversationId"]].some(
    (each) => typeof each === "string" && each.toLowerCase() === id,
  );
};
