import type { Conversation, Participant, Transfer } from "../entities/conversation";
import type { Store } from "../store/store";

/** Keeps that a party is to take over. The result shows in that party. */
export const recordTransfer = (
  store: Store,
  conversation: Conversation,
  successor: Participant,
  transferType: Transfer["transferType"],
  initiatorUserId?: string,
): void => {
  conversation.transfers ??= [];
  conversation.transfers.push({
    id: store.ids.next("transfer"),
    at: store.clock.now(),
    transferType,
    successorId: successor.id,
    ...(initiatorUserId === undefined ? {} : { initiatorUserId }),
  });
};
