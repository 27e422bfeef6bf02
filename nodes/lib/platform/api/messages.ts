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
 * Sends a message without an agent. Never repeated: a lost answer may well have been a message sent.
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
 * Opens a conversation with somebody on behalf of a queue; nothing is said in it yet. Never repeated.
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
 * Says something in a running conversation, as the agent whose leg it is. Never repeated.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageCommunicationMessages
 */
export const sendInto = (
  client: Client,
  { conversationId, communicationId }: MessageLeg,
  content: Content,
  options?: CallOptions,
): Promise<MessageData | undefined> =>
  client.request(
    {
      operation: SEND_INTO,
      method: "POST",
      path: path`/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/messages`,
      body: content,
      repeatable: false,
    },
    options,
  );

/**
 * Shows the customer for a moment that somebody writes.
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
