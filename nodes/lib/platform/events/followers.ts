import type { Clock } from "../types";

/** A follower is notified after this long without an event: one may have been lost. */
const QUIET_MS = 30_000;
/** All of them together are notified so this often: each reads its conversation then, at the cost of the account's requests. */
const SPACING_MS = 1_000;

export interface Followers {
  /**
   * `notify` is called after everything that is received of the conversation, and now and then for what was not; what is
   * returned ends that.
   */
  add(conversationId: string, notify: () => void): () => void;
  notify(conversationId: string): void;
  close(): void;
}

/** Callers that wait for a change of a conversation, and only need to be notified when to read it. */
export const createFollowers = (clock: Clock): Followers => {
  const byConversation = new Map<string, Set<() => void>>();
  /** Until when each is left alone, if nothing is received; the first one first. */
  const quietUntil = new Map<() => void, number>();
  let spacedUntil = -Infinity;
  let cancel: (() => void) | undefined;

  const postpone = (follower: () => void): void => {
    quietUntil.delete(follower);
    quietUntil.set(follower, clock.now() + QUIET_MS);
  };
  const arm = (): void => {
    const [dueAt] = quietUntil.values();
    if (dueAt !== undefined) cancel ??= clock.after(Math.max(dueAt, spacedUntil) - clock.now(), look);
  };
  const look = (): void => {
    cancel = undefined;
    const now = clock.now();
    const [first] = quietUntil;
    if (first !== undefined && first[1] <= now) {
      const [follower] = first;
      spacedUntil = now + SPACING_MS;
      postpone(follower);
      follower();
    }
    arm();
  };
  const rest = (): void => {
    cancel?.();
    cancel = undefined;
  };

  return {
    add: (conversationId, notify) => {
      const followers = byConversation.get(conversationId) ?? new Set();
      byConversation.set(conversationId, followers);
      const own = (): void => notify(); // the same function may follow twice
      followers.add(own);
      postpone(own);
      arm();
      return () => {
        followers.delete(own);
        if (followers.size === 0) byConversation.delete(conversationId);
        quietUntil.delete(own);
        if (quietUntil.size === 0) rest();
      };
    },
    notify: (conversationId) => {
      for (const follower of [...(byConversation.get(conversationId) ?? [])]) {
        if (quietUntil.has(follower)) postpone(follower);
        follower();
      }
    },
    close: () => {
      byConversation.clear();
      quietUntil.clear();
      rest();
    },
  };
};
