import type { Conversation } from "../entities/conversation";
import { divisionsOfConversation } from "../store/divisions";
import type { Store } from "../store/store";
import { present, time, type Wire } from "./wire";

/** A conversation as the analytics of details return it: who took part in it, and when. */
export const conversationDetails = (store: Store, conversation: Conversation): Wire =>
  present({
    conversationId: conversation.id,
    conversationStart: time(conversation.startAt),
    conversationEnd: time(conversation.endAt),
    originatingDirection: conversation.participants[0]?.communications[0]?.direction,
    divisionIds: divisionsOfConversation(store, conversation),
    participants: conversation.participants.map(({ id, name, purpose, userId }) =>
      present({ participantId: id, participantName: name, purpose, userId }),
    ),
  });
