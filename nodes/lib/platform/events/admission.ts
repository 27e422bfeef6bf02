import { addTopics, replaceTopics, type RefusedTopic } from "../api/notifications";
import { isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

export interface Admission {
  /** Makes these the topics of a channel. Returns those that the platform does not send. */
  admit(channelId: string, topics: readonly string[], options: CallOptions): Promise<RefusedTopic[]>;
}

/**
 * A topic without permission is refused by itself; one that does not exist makes the platform refuse them all. That
 * one is then searched for by halves, and remembered, so that it never keeps the others from being sent.
 */
export const createAdmission = (client: Client): Admission => {
  const unknown = new Map<string, RefusedTopic>();

  const addByHalves = async (
    channelId: string,
    topics: readonly string[],
    options: CallOptions,
  ): Promise<void> => {
    try {
      await addTopics(client, channelId, topics, options);
    } catch (error) {
      if (!isUnknownTopic(error)) throw error;
      const [only] = topics;
      if (topics.length === 1 && only !== undefined)
        unknown.set(only, {
          topic: only,
          missingPermissions: [],
          reason: "The platform does not have this topic. Correct or remove it.",
        });
      else {
        const half = Math.ceil(topics.length / 2);
        await addByHalves(channelId, topics.slice(0, half), options);
        await addByHalves(channelId, topics.slice(half), options);
      }
    }
  };

  return {
    admit: async (channelId, topics, options) => {
      const known = () => topics.filter((topic) => !unknown.has(topic));
      const unknownOnes = () => topics.flatMap((topic) => unknown.get(topic) ?? []);
      try {
        return [...(await replaceTopics(client, channelId, known(), options)), ...unknownOnes()];
      } catch (error) {
        if (!isUnknownTopic(error)) throw error;
        await addByHalves(channelId, known(), options);
        return [...(await replaceTopics(client, channelId, known(), options)), ...unknownOnes()];
      }
    },
  };
};

const isUnknownTopic = (error: unknown): boolean =>
  isGenesysError(error, "rejected") &&
  error.cause.platformCode !== "notification.subscription.too.many.subscriptions";
