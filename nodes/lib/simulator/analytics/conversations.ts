import type { Conversation } from "../entities/conversation";
import type { Vocabulary } from "./filters";

/** The dimensions and metrics of a conversation as a whole. */

const moment = (at: number | undefined): readonly string[] =>
  at === undefined ? [] : [new Date(at).toISOString()];

export const CONVERSATION_WORDS: Vocabulary<Conversation> = {
  operation: "postAnalyticsConversationsDetailsQuery",
  dimensions: {
    conversationEnd: ({ endAt }) => moment(endAt),
    conversationId: ({ id }) => [id],
    conversationStart: ({ startAt }) => moment(startAt),
    divisionId: ({ divisionId }) => [divisionId],
    externalTag: ({ externalTag }) => (externalTag === undefined ? [] : [externalTag]),
    originatingDirection: ({ participants }) => {
      const direction = participants[0]?.communications[0]?.direction;
      return direction === undefined ? [] : [direction];
    },
  },
  metrics: {
    tConversationDuration: ({ startAt, endAt }) => (endAt === undefined ? undefined : endAt - startAt),
  },
};
