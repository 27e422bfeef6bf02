import type { Conversation } from "../platform/conversation/conversation";
import type { Clock } from "../platform/types";
import type { AccountNode } from "./account";
import type { Journal } from "./journal";
import { talkIn, talkText, type Talk } from "./people";

/** The time is shown so often, while a browser looks. */
const TICK_MS = 1_000;
/** Of more conversations the oldest are forgotten. */
const MOST = 500;

export interface PeopleParts {
  account: Pick<AccountNode, "window">;
  clock: Clock;
  journal: Journal;
  /** What the status shows beside its colour; `undefined` while no call runs. */
  show: (text: string | undefined) => void;
}

type Talks = ReturnType<typeof createTalks>;

/** Conversations of a node, with who talks in each: `undefined` where no call runs. */
export const createTalks = (onChange: () => void) => {
  const talks = new Map<string, Talk | undefined>();
  const changed = (before: Talk | undefined, now: Talk | undefined): void => {
    if (JSON.stringify(before) !== JSON.stringify(now)) onChange();
  };
  return {
    has: (conversationId: string): boolean => talks.has(conversationId),
    of: (conversationId: string): Talk | undefined => talks.get(conversationId),
    all: (): Talk[] => [...talks.values()].filter((one) => one !== undefined),
    set: (conversationId: string, talk: Talk | undefined): void => {
      const before = talks.get(conversationId);
      talks.delete(conversationId);
      talks.set(conversationId, talk);
      if (talks.size > MOST) talks.delete(talks.keys().next().value ?? "");
      changed(before, talk);
    },
    delete: (conversationId: string): void => {
      const before = talks.get(conversationId);
      talks.delete(conversationId);
      changed(before, undefined);
    },
    keep: (isKept: (conversationId: string) => boolean): void => {
      for (const id of talks.keys()) if (!isKept(id)) talks.delete(id);
      onChange();
    },
  };
};

/** Shows who talks. The time moves on while a sidebar is open in a browser, once a second; otherwise no timer runs. */
export const createPeopleText = ({ account, clock, journal, show }: PeopleParts, all: () => Talk[]) => {
  const window = account.window?.();
  let cancel: (() => void) | undefined;
  let isStopped = false;
  const update = (): void => {
    if (isStopped) return;
    cancel?.();
    cancel = undefined;
    const present = all();
    const isWatched = journal.begin !== undefined;
    show(talkText(present, isWatched ? (window?.state().now ?? clock.now()) : undefined));
    if (isWatched && present.length > 0) cancel = clock.after(TICK_MS, update);
  };
  journal.onBegin.add(update);
  return {
    update,
    stop: (): void => {
      isStopped = true;
      cancel?.();
      journal.onBegin.delete(update);
    },
  };
};

/**
 * Sees who talks in what the account's channel reports, without a request.
 *
 * @param isKnown is it a conversation that the node had events of before?
 */
export const watchTalks = (
  { account }: Pick<PeopleParts, "account">,
  talks: Pick<Talks, "has" | "set" | "delete">,
  isKnown: (conversationId: string) => boolean = () => false,
) => {
  const window = account.window?.();
  let latest: Conversation | undefined;
  const see = (conversation: Conversation): void => {
    if (conversation.endTime !== undefined) talks.delete(conversation.id);
    else talks.set(conversation.id, talkIn(conversation, window?.isSimulated === true));
  };
  const leave = window?.conversations((conversation) => {
    latest = conversation;
    if (talks.has(conversation.id) || isKnown(conversation.id)) see(conversation);
  });
  return {
    /** The node has an event of this conversation: its snapshot came just before. */
    note: (conversationId: string): void => {
      if (latest?.id === conversationId && !talks.has(conversationId)) see(latest);
    },
    stop: (): void => leave?.(),
  };
};

/** Who talks in the conversations that a node has events of, from the channel of its own account. */
export const createPeopleStatus = (parts: PeopleParts) => {
  const talks = createTalks(() => text.update());
  const text = createPeopleText(parts, talks.all);
  const watch = watchTalks(parts, talks);
  return {
    note: watch.note,
    stop: (): void => {
      text.stop();
      watch.stop();
    },
  };
};
