import { topicsOf } from "../platform/events/topics";
import type { Conversation } from "../platform/conversation/conversation";
import type { Frame } from "../platform/events/types";

/** The topics that report a conversation: its own, and those of the users and queues in it. */

export const topicsFor = (conversationId: string, conversation: Conversation | undefined): string[] => {
  const parties = conversation?.participants ?? [];
  const users = parties.flatMap(({ userId }) => (typeof userId === "string" ? topicsOf("user", userId) : []));
  const queues = parties.flatMap(({ queueId }) =>
    typeof queueId === "string" ? topicsOf("queue", queueId) : [],
  );
  return [...new Set([...topicsOf("conversation", conversationId), ...users, ...queues])];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The topics of a user and a queue report their other conversations as well. */
export const isFrameOf = (conversationId: string, { topicName, eventBody }: Frame): boolean => {
  const id = conversationId.toLowerCase();
  if (topicName.toLowerCase().split(".").includes(id)) return true;
  if (!isObject(eventBody)) return false;
  return [eventBody["id"], eventBody["conversationId"]].some(
    (each) => typeof each === "string" && each.toLowerCase() === id,
  );
};
