import type { Channel, Content, MessageData } from "../conversation/message";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** The operations, also for the plans of the nodes. */
export const SEND_AGENTLESS = "postConversationsMessagesAgentless";
export const OPEN_CONVERSATION = "postConversationsMessages";
export const SEND_INTO = "postConversationsMessageCommunicationMessages";
export const SEND_TYPING = "postConversationsMessageCommunicationTyping";
export const READ_MESSAGE = "getConversationsMessageMessage";

/** The agent's end of a message conversation. */
export interface MessageLeg {
  conversationId: string;
  communicationId: string;
}

export interface Agentless {
  fromAddress: string;
  toAddress: string;
  channel: Channel;
  content: Content;
  externalContactId?: string | undefined;
  useExisting: boolean;
}

/**
 * Sends a message without an agent. Never retried: the message may have been sent although the response was lost.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessagesAgentless
 */
export const sendAgentless = (
  client: Client,
  { channel, content, externalContactId, useExisting, ...addresses }: Agentless,
  options?: CallOptions,
): Promise<MessageData | undefined> =>
  client.request(
    {
      operation: SEND_AGENTLESS,
      method: "POST",
      path: "/api/v2/conversations/messages/agentless",
      body: {
        ...addresses,
        toAddressMessengerType: channel,
        ...content,
        externalContactId,
        useExistingActiveConversation: useExisting,
      },
      repeatable: false,
    },
    options,
  );

export interface Attended {
  queueId: string;
  toAddress: string;
  channel: Channel;
  externalContactId?: string | undefined;
  useExisting: boolean;
}

/**
 * Opens a conversation with a customer on behalf of a queue, without a message. Never retried.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessages
 */
export const openConversation = (
  client: Client,
  { queueId, toAddress, channel, externalContactId, useExisting }: Attended,
  options?: CallOptions,
): Promise<{ id?: string } | undefined> =>
  client.request(
    {
      operation: OPEN_CONVERSATION,
      method: "POST",
      path: "/api/v2/conversations/messages",
      body: {
        queueId,
        toAddress,
        toAddressMessengerType: channel,
        useExistingConversation: useExisting,
        externalContactId,
      },
      repeatable: false,
    },
    options,
  );

/**
 * Sends a message in a live conversation, as the agent who has the leg. Never retried. `sameAs`: the content without an id
 * that was made up for it.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageCommunicationMessages
 */
export const sendInto = (
  client: Client,
  { conversationId, communicationId }: MessageLeg,
  content: Content,
  options?: CallOptions,
  sameAs: unknown = content,
): Promise<MessageData | undefined> =>
  client.request(
    {
      operation: SEND_INTO,
      method: "POST",
      path: path`/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/messages`,
      ...{ body: content, sameAs },
      repeatable: false,
    },
    options,
  );

/**
 * Shows the customer for a moment that the agent is typing.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageCommunicationTyping
 */
export const sendTyping = (
  client: Client,
  { conversationId, communicationId }: MessageLeg,
  options?: CallOptions,
): Promise<void> =>
  client.request(
    {
      operation: SEND_TYPING,
      method: "POST",
      path: path`/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/typing`,
      body: { typing: { type: "On" } },
      repeatable: false,
    },
    options,
  );

/**
 * Reads a message with its present status.
 * @see https://developer.genesys.cloud/devapps/api-explorer getConversationsMessageMessage
 */
export const getMessage = (
  client: Client,
  { conversationId, messageId }: { conversationId: string; messageId: string },
  options?: CallOptions,
): Promise<MessageData | undefined> =>
  client.request(
    {
      operation: READ_MESSAGE,
      method: "GET",
      path: path`/api/v2/conversations/messages/${conversationId}/messages/${messageId}`,
      repeatable: true,
    },
    options,
  );
