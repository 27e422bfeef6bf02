export interface Followers {
  /** `tell` is called for everything that is heard of the conversation; what is returned ends that. */
  add(conversationId: string, tell: () => void): () => void;
  tell(conversationId: string): void;
}

/** Those who wait for something in a conversation and only want to know when to look. */
export const createFollowers = (): Followers => {
  const byConversation = new Map<string, Set<() => void>>();
  return {
    add: (conversationId, tell) => {
      const told = byConversation.get(conversationId) ?? new Set();
      byConversation.set(conversationId, told);
      const own = (): void => tell(); // the same function may follow twice
      told.add(own);
      return () => {
        told.delete(own);
        if (told.size === 0) byConversation.delete(conversationId);
      };
    },
    tell: (conversationId) => {
      for (const tell of [...(byConversation.get(conversationId) ?? [])]) tell();
    },
  };
};
