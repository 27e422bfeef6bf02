import type { Conversation } from "../platform/conversation/conversation";
import type { Clock } from "../platform/types";
import type { AccountNode } from "./account";
import type { Journal } from "./journal";
import { talkIn, talkText, type Talk } from "./people";

/** The time is shown so often, while a browser looks. */
const TICK_MS = 1_000;
/** Of more conversations the oldest are forgotten. */
const MOST = 500;

interface Parts {
  account: Pick<AccountNode, "window">;
  clock: Clock;
  journal: Journal;
  /** What the status shows beside its colour; `undefined` while no call runs. */
  show: (text: string | undefined) => void;
}

/**
 * Who talks in the conversations that a node has events of. It sends no request: it sees what the account's channel reports. The time
 * moves on while a sidebar is open in a browser, once a second; otherwise the names alone are shown, and no timer runs.
 */
export const createPeopleStatus = ({ account, clock, journal, show }: Parts) => {
  const window = account.window?.();
  const talks = new Map<string, Talk | undefined>();
  let latest: Conversation | undefined;
  let cancel: (() => void) | undefined;

  const update = (): void => {
    cancel?.();
    cancel = undefined;
    const present = [...talks.values()].filter((one) => one !== undefined);
    const isWatched = journal.begin !== undefined;
    show(talkText(present, isWatched ? (window?.state().now ?? clock.now()) : undefined));
    if (isWatched && present.length > 0) cancel = clock.after(TICK_MS, update);
  };
  const see = (conversation: Conversation): void => {
    const talk = talkIn(conversation, window?.isSimulated === true);
    const before = talks.get(conversation.id);
    talks.delete(conversation.id);
    if (conversation.endTime === undefined) talks.set(conversation.id, talk);
    if (talks.size > MOST) talks.delete(talks.keys().next().value ?? "");
    if (JSON.stringify(before) !== JSON.stringify(talk)) update();
  };
  const leave = window?.conversations((conversation) => {
    latest = conversation;
    if (talks.has(conversation.id)) see(conversation);
  });
  journal.onBegin.add(update);

  return {
    /** The node has an event of this conversation: its snapshot came just before. */
    note: (conversationId: string): void => {
      if (latest?.id === conversationId && !talks.has(conversationId)) see(latest);
    },
    stop: (): void => {
      cancel?.();
      leave?.();
      journal.onBegin.delete(update);
    },
  };
};
