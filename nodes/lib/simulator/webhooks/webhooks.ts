import type { Integration, TextMessage } from "../entities/message";
import { webhookOf, webhookOfMessage } from "../formatters/webhook";
import { integrationsIn, messagesIn } from "../store/messages";
import type { Store } from "../store/store";
import { callsOf, type WebhookCall } from "./call";
import { addWebhookFault, type WebhookFaultEntry } from "./faults";
import { sendWebhook } from "./send";

/** What a bot or the platform sends, and not an agent. */
export interface WebhookBody {
  /** By id or name; the first open one by default. */
  integration?: string;
  /** The address of the customer. */
  to?: string;
  conversationId?: string;
  /** `Text`, `Structured`, `Event` or `Receipt`, with the fields of each. */
  type: string;
  [field: string]: unknown;
}

export interface Webhooks {
  /** Posts this to the webhook of an integration, with the fields that every body has. Returns its id. */
  send(body: WebhookBody): { messageId: string };
  /** The next bodies have a fault: they come twice, late, in another order, or behind a forged one. */
  fault(entry: WebhookFaultEntry): void;
  /** All calls so far, oldest first. */
  calls(): readonly WebhookCall[];
}

const openIntegration = (store: Store, named: string | undefined): Integration => {
  const open = [...integrationsIn(store).values()].filter(({ messengerType }) => messengerType === "open");
  const wanted = named?.toLowerCase();
  const found = open.find(
    ({ id, name }) => wanted === undefined || [id, name.toLowerCase()].includes(wanted),
  );
  if (found) return found;
  throw new Error(
    `There is no open integration ${named}. There are: ${open.map(({ name }) => name).join(", ")}.`,
  );
};

export const createWebhooks = (store: Store): Webhooks => ({
  send: ({ integration: named, to = "customer-1", conversationId, type, ...fields }) => {
    const integration = openIntegration(store, named);
    const id = typeof fields["id"] === "string" ? fields["id"] : store.ids.next("message");
    const of = conversationId ?? store.ids.next("conversation");
    const about = { id, conversationId: of, to, at: store.clock.now() };
    sendWebhook(store, integration, webhookOf(integration, about, { type, ...fields }));
    return { messageId: id };
  },
  fault: (entry) => addWebhookFault(store, entry),
  calls: () => callsOf(store),
});

/** Calls the webhook for each message that an agent sends over an open integration; what is returned ends that. */
export const watchMessages = (store: Store): (() => void) =>
  store.onChange(({ what, communication }) => {
    if (what !== "messageAdded" || communication?.media !== "messages") return;
    const message = messagesIn(store).get(communication.messageIds.at(-1) ?? "");
    if (message?.direction === "outbound" && message.channel === "open") queue(store, message);
  });

const queue = (store: Store, message: TextMessage): void => {
  const integration = integrationsIn(store).get(message.from);
  if (integration === undefined) return;
  const send = (): void => sendWebhook(store, integration, webhookOfMessage(store, integration, message));
  store.clock.after(store.settings.webhookAfterMs, send);
};
