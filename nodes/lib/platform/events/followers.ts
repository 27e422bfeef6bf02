export interface Followers {
  /** `notify` is called after everything that is received of the conversation; what is returned ends that. */
  add(conversationId: string, notify: () => void): () => void;
  notify(conversationId: string): void;
}

/** Callers that wait for a change of a conversation, and only need to be notified when to read it. */
export const createFollowers = (): Followers => {
  const byConversation = new Map<string, Set<() => void>>();
  return {
    add: (conversationId, notify) => {
      const followers = byConversation.get(conversationId) ?? new Set();
      byConversation.set(conversationId, followers);
      const own = (): void => notify(); // the same function may follow twice
      followers.add(own);
      return () => {
        followers.delete(own);
        if (followers.size === 0) byConversation.delete(conversationId);
      };
    },
    notify: (conversationId) => {
      for (const notify of [...(byConversation.get(conversationId) ?? [])]) notify();
    },
  };
};
