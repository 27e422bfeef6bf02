import { GenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

export interface Channel {
  id: string;
  /** Holds the secret of the channel: never logged. */
  connectUri: string;
  expiresAt?: number | undefined;
}

/** A topic that the platform does not send to this account. */
export interface RefusedTopic {
  topic: string;
  missingPermissions: string[];
  reason?: string | undefined;
}

interface TopicEntity {
  id?: unknown;
  state?: unknown;
  rejectionReason?: unknown;
  missingPermissions?: unknown;
}

/**
 * Opens a channel. Repeatable: after a lost response, an empty channel is left. Channels without a socket are the first
 * that the platform removes when a client has more than twenty.
 * @see https://developer.genesys.cloud/devapps/api-explorer postNotificationsChannels
 */
export const createChannel = async (client: Client, options?: CallOptions): Promise<Channel> => {
  const operation = "postNotificationsChannels";
  const body = await client.request<Partial<Record<"id" | "connectUri" | "expires", unknown>> | undefined>(
    { operation, method: "POST", path: path`/api/v2/notifications/channels`, repeatable: true },
    options,
  );
  const { id, connectUri, expires } = body ?? {};
  if (typeof id !== "string" || typeof connectUri !== "string")
    throw new GenesysError("answer", "The response is not a channel: it has no id or no connectUri.", {
      outcome: "done",
      operation,
    });
  const expiresAt = typeof expires === "string" ? Date.parse(expires) : NaN;
  return { id, connectUri, ...(Number.isFinite(expiresAt) ? { expiresAt } : {}) };
};

/**
 * Makes these the channel's topics, in place of all others. Returns those that were refused. Repeatable: the same set
 * again changes nothing.
 * @see https://developer.genesys.cloud/devapps/api-explorer putNotificationsChannelSubscriptions
 */
export const replaceTopics = (
  client: Client,
  channelId: string,
  topics: readonly string[],
  options?: CallOptions,
): Promise<RefusedTopic[]> =>
  sendTopics(client, "putNotificationsChannelSubscriptions", "PUT", channelId, topics, options);

/**
 * Adds topics to the channel's. Returns those that were refused. Repeatable: a topic is in the set once.
 * @see https://developer.genesys.cloud/devapps/api-explorer postNotificationsChannelSubscriptions
 */
export const addTopics = (
  client: Client,
  channelId: string,
  topics: readonly string[],
  options?: CallOptions,
): Promise<RefusedTopic[]> =>
  sendTopics(client, "postNotificationsChannelSubscriptions", "POST", channelId, topics, options);

const sendTopics = async (
  client: Client,
  operation: string,
  method: "PUT" | "POST",
  channelId: string,
  topics: readonly string[],
  options?: CallOptions,
): Promise<RefusedTopic[]> => {
  const body = await client.request<{ entities?: unknown } | undefined>(
    {
      operation,
      method,
      path: path`/api/v2/notifications/channels/${channelId}/subscriptions`,
      query: { ignoreErrors: true }, // else one topic without permission refuses them all
      body: topics.map((id) => ({ id })),
      repeatable: true,
    },
    options,
  );
  const entities = Array.isArray(body?.entities) ? (body.entities as TopicEntity[]) : [];
  return entities.flatMap(asRefused);
};

const asRefused = ({ id, state, rejectionReason, missingPermissions }: TopicEntity): RefusedTopic[] => {
  if (typeof id !== "string" || typeof state !== "string" || state.toLowerCase() !== "rejected") return [];
  const missing: unknown[] = Array.isArray(missingPermissions) ? missingPermissions : [];
  return [
    {
      topic: id,
      missingPermissions: missing.filter((one) => typeof one === "string"),
      ...(typeof rejectionReason === "string" ? { reason: rejectionReason } : {}),
    },
  ];
};
