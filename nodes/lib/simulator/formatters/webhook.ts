import type { Integration, TextMessage } from "../entities/message";
import type { Store } from "../store/store";
import { normalizedMessage } from "./message";
import { present, time, type Wire } from "./wire";

/** What the platform posts to the webhook of an open-messaging integration. */

interface About {
  id: string;
  conversationId: string;
  /** The address of the customer. */
  to: string;
  at: number;
  nickName?: string | undefined;
}

const common = (integration: Integration, { id, conversationId, to, at, nickName }: About): Wire => ({
  id,
  channel: {
    id: integration.id,
    messageId: id,
    platform: "Open",
    type: "Private",
    to: { id: to, idType: "Opaque" },
    // Spelt otherwise in what other systems send.
    from: present({ nickName, id: integration.id, idType: "Opaque" }),
    time: time(at),
  },
  conversationId,
  direction: "Outbound",
});

/** A message of an agent. */
export const webhookOfMessage = (store: Store, integration: Integration, message: TextMessage): Wire => {
  const { conversationId, to, at, userId } = message;
  const nickName = userId === undefined ? undefined : store.org.users.get(userId)?.name;
  const { type, text, content, metadata } = normalizedMessage(store, message);
  return present({
    ...common(integration, { id: message.id, conversationId, to, at, nickName }),
    originatingEntity: userId === undefined ? "Bot" : "Human",
    ...{ type, text, content, metadata },
  });
};

/** An event, such as typing: `{ eventType: "Typing", typing: { type: "On" } }`. */
export const webhookOfEvent = (integration: Integration, about: About, event: Wire): Wire => ({
  ...common(integration, about),
  type: "Event",
  events: [event],
});

/** Anything else, such as a receipt or a card: the given fields beside the common ones. */
export const webhookOf = (integration: Integration, about: About, fields: Wire): Wire => ({
  ...common(integration, about),
  originatingEntity: "Bot",
  ...fields,
});
