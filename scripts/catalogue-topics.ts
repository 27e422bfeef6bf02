import type { Topic } from "../nodes/lib/facts/topics";

const VIEW = "conversation:communication:view";

/** What is known of who may subscribe; the platform only returns it to clients that request it. */
const PERMISSIONS: readonly [pattern: RegExp, facts: Omit<Topic, "topic" | "payload">][] = [
  [/^v2\.users\.\{id\}\.conversation/, { permission: VIEW, orCurrentUser: true }],
  [/^v2\.routing\.queues\.\{id\}\.conversations/, { permission: VIEW }],
  [/^v2\.detail\.events\.conversation\./, { permission: VIEW }],
];

/** The topics of notifications, sorted, with the type of what they report, and the permission that each needs where that is known. */
export const buildTopics = (topics: readonly { topic: string; payloadClass: string }[]): Topic[] =>
  topics
    .map(({ topic, payloadClass }) => ({
      topic,
      payload: payloadClass,
      ...PERMISSIONS.find(([pattern]) => pattern.test(topic))?.[1],
    }))
    .sort((one, other) => (one.topic < other.topic ? -1 : 1));
