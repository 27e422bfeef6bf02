import type { FailureReason, MessageStatus, TextMessage } from "../entities/message";
import type { Store } from "../store/store";
import { messagesIn } from "../store/messages";

/** The way of an outbound message: queued, sent, then delivered (and perhaps read) or failed, each after a while. */

const FINAL: ReadonlySet<MessageStatus> = new Set(["failed", "delivery-failed", "removed"]);
const ORDER: readonly MessageStatus[] = ["queued", "sent", "delivery-success", "read"];

const isBehind = (next: MessageStatus, now: MessageStatus): boolean =>
  ORDER.includes(next) && ORDER.indexOf(next) <= ORDER.indexOf(now);

/** The next step of a message. What is final stays; a step that comes late changes nothing. */
export const settle = (
  store: Store,
  message: TextMessage,
  status: MessageStatus,
  reason?: FailureReason,
): void => {
  if (FINAL.has(message.status) || isBehind(status, message.status)) return;
  message.status = status;
  message.steps.push({ status, at: store.clock.now(), ...(reason === undefined ? {} : { reason }) });
  const conversation = store.conversations.get(message.conversationId);
  const participant = conversation?.participants.find(({ communications }) =>
    communications.some(({ id }) => id === message.communicationId),
  );
  const leg = participant?.communications.find(({ id }) => id === message.communicationId);
  if (conversation && participant && leg)
    store.changed({ what: "messageChanged", conversation, participant, communication: leg });
};

const UNREACHABLE: FailureReason = { code: "InvalidDestination", message: "The receiver cannot be reached." };

/** Sends a message that is queued. The address of its recipient decides what becomes of it. */
export const sendOut = (store: Store, message: TextMessage): void => {
  const { messageSentMs, messageDeliveredMs, messageReadMs, receivers } = store.settings;
  const ending = Object.keys(receivers).find((each) => message.to.endsWith(each));
  const outcome = ending === undefined ? "delivered" : receivers[ending];
  const later = (ms: number, then: () => void): void => void store.clock.after(ms, then);
  later(messageSentMs, () => {
    if (outcome === "notSent") return settle(store, message, "failed", UNREACHABLE);
    settle(store, message, "sent");
    if (outcome === "silent") return;
    later(messageDeliveredMs, () => {
      if (outcome === "failed") return settle(store, message, "delivery-failed", UNREACHABLE);
      settle(store, message, "delivery-success");
      if (messageReadMs > 0) later(messageReadMs, () => settle(store, message, "read"));
    });
  });
};

/** The message of this id, or the newest that the org sent in this conversation. */
export const outboundMessage = (
  store: Store,
  by: { messageId?: string | undefined; conversationId?: string | undefined },
): TextMessage | undefined =>
  by.messageId === undefined
    ? [...messagesIn(store).values()].findLast(
        ({ conversationId, direction }) => conversationId === by.conversationId && direction === "outbound",
      )
    : messagesIn(store).get(by.messageId);
