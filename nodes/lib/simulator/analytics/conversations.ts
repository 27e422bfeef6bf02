import type { Conversation } from "../entities/conversation";
import { divisionsOfConversation } from "../store/divisions";
import type { Store } from "../store/store";
import type { Vocabulary } from "./filters";

/** The dimensions and metrics of a conversation as a whole. */

const moment = (at: number | undefined): readonly string[] =>
  at === undefined ? [] : [new Date(at).toISOString()];

export const conversationWords = (store: Store): Vocabulary<Conversation> => ({
  operation: "postAnalyticsConversationsDetailsQuery",
  dimensions: {
    conversationEnd: ({ endAt }) => moment(endAt),
    conversationId: ({ id }) => [id],
    conversationStart: ({ startAt }) => moment(startAt),
    divisionId: (conversation) => divisionsOfConversation(store, conversation),
    externalTag: ({ externalTag }) => (externalTag === undefined ? [] : [externalTag]),
    originatingDirection: ({ participants }) => {
      const direction = participants[0]?.communications[0]?.direction;
      return direction === undefined ? [] : [direction];
    },
  },
  metrics: {
    tConversationDuration: ({ startAt, endAt }) => (endAt === undefined ? undefined : endAt - startAt),
  },
});
