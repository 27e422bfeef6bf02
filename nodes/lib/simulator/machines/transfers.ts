import type { Conversation, Participant, Transfer } from "../entities/conversation";
import type { Store } from "../store/store";

/** Keeps that somebody is to take over. What becomes of it is seen in the taker. */
export const recordTransfer = (
  store: Store,
  conversation: Conversation,
  taker: Participant,
  transferType: Transfer["transferType"],
  initiatorUserId?: string,
): void => {
  conversation.transfers ??= [];
  conversation.transfers.push({
    id: store.ids.next("transfer"),
    at: store.clock.now(),
    transferType,
    takerId: taker.id,
    ...(initiatorUserId === undefined ? {} : { initiatorUserId }),
  });
};
