import type { Conversation } from "../entities/conversation";
import { conversationToWire } from "../formatters/conversation";
import type { Wire } from "../formatters/wire";
import type { Store } from "../store/store";

/** No list is longer: the newest are shown. */
const MOST = 600;

/** What has changed since a revision. A reset makes other conversations, which are all newer than any revision before it. */
interface Changes {
  revision: number;
  now: number;
  /** All that there are. */
  ids: string[];
  /** Those that have changed, as the platform returns them. */
  conversations: Wire[];
}

/** Follows the conversations of the org for who shows them: only what has changed is written. */
export const createChanges = (store: Store) => {
  const revisions = new WeakMap<Conversation, number>();
  let newest = 0;
  const note = (conversation: Conversation): number => {
    newest += 1;
    revisions.set(conversation, newest);
    return newest;
  };
  store.onChange(({ conversation }) => void note(conversation));

  return (since: number): Changes => {
    const shown = [...store.conversations.values()].slice(-MOST);
    const changed = shown.filter((one) => (revisions.get(one) ?? note(one)) > since);
    return {
      revision: newest,
      now: store.clock.now(),
      ids: shown.map(({ id }) => id),
      conversations: changed.map((one) => conversationToWire(store, one)),
    };
  };
};
