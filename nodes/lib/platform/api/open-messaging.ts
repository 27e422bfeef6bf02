import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** What another system sends into an open-messaging integration for its users. */

export const RECEIVE_MESSAGE = "postConversationsMessageInboundOpenMessage";
export const RECEIVE_EVENT = "postConversationsMessageInboundOpenEvent";
export const RECEIVE_RECEIPT = "postConversationsMessageInboundOpenReceipt";
export const RECEIVE_STRUCTURED = "postConversationsMessageInboundOpenStructuredResponse";
export const LIST_OPEN_INTEGRATIONS = "getConversationsMessagingIntegrationsOpen";

/** Why an account in which a user has signed in cannot do this. */
export const NEEDS_CLIENT =
  "Open messaging accepts messages only from an OAuth client with the grant client credentials. Choose such an account.";

/** What the platform returns: the message in the shape of all channels. */
export interface ReceivedMessage {
  id?: string;
  conversationId?: string;
  [more: string]: unknown;
}

/** A body that its caller has made and checked. */
export type InboundBody = Readonly<Record<string, unknown>>;

type Receive = (
  client: Client,
  integrationId: string,
  order: { body: InboundBody; sameAs?: InboundBody | undefined },
  options?: CallOptions,
) => Promise<ReceivedMessage | undefined>;

/**
 * A customer's message. Retried: its id and time make it one message, however often it is sent. Returns the conversation.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageInboundOpenMessage
 */
export const receiveMessage: Receive = (client, integrationId, { body, sameAs }, options) =>
  client.request(
    {
      operation: RECEIVE_MESSAGE,
      method: "POST",
      path: path`/api/v2/conversations/messages/${integrationId}/inbound/open/message`,
      query: { prefetchConversationId: true },
      body,
      ...(sameAs === undefined ? {} : { sameAs }),
      repeatable: true,
    },
    options,
  );

/**
 * A customer is typing. Retried: a second one changes nothing.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageInboundOpenEvent
 */
export const receiveEvent: Receive = (client, integrationId, { body }, options) =>
  client.request(
    {
      operation: RECEIVE_EVENT,
      method: "POST",
      path: path`/api/v2/conversations/messages/${integrationId}/inbound/open/event`,
      body,
      repeatable: true,
    },
    options,
  );

/**
 * What has become of a message to the customer. Retried: a second one says the same.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageInboundOpenReceipt
 */
export const receiveReceipt: Receive = (client, integrationId, { body }, options) =>
  client.request(
    {
      operation: RECEIVE_RECEIPT,
      method: "POST",
      path: path`/api/v2/conversations/messages/${integrationId}/inbound/open/receipt`,
      body,
      repeatable: true,
    },
    options,
  );

/**
 * A customer has chosen a button. Retried: as a message.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageInboundOpenStructuredResponse
 */
export const receiveStructuredResponse: Receive = (client, integrationId, { body, sameAs }, options) =>
  client.request(
    {
      operation: RECEIVE_STRUCTURED,
      method: "POST",
      path: path`/api/v2/conversations/messages/${integrationId}/inbound/open/structured/response`,
      body,
      ...(sameAs === undefined ? {} : { sameAs }),
      repeatable: true,
    },
    options,
  );
