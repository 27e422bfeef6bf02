import { isId } from "../../facts/ids";
import { GenesysError } from "../errors/errors";
import type { Client, Clock } from "../types";
import type { Reader } from "./reader";
import type { Sight } from "./sight";
import { createSparingReads } from "./sparing-reads";
import type { Subscription } from "./subscriber";
import { createWatch, type Watch } from "./watch";
import { createWatchedReads } from "./watched-reads";

/** So many conversations are watched by their topics: four and those of the users for each, of the 20,000 that there are. */
const MOST_WITH_TOPICS = 1_000;
/** So many callers may watch at once. */
const MOST_WATCHERS = 10_000;
/** After topics were refused, none are asked for during this time: those of other conversations would be refused, too. */
const REFUSED_MS = 10 * 60_000;

/** A caller that is notified of one conversation. */
export interface Watcher {
  /** Whenever it was received whole: soon after the beginning, and after each change. */
  onSight: (sight: Sight) => void;
  /** It cannot be read, and will not be: it does not exist, or a permission is missing. */
  onFailure: (error: GenesysError) => void;
  /** Everything has ended, with the account. */
  onClosed: () => void;
  /** Do notifications report what happens, or is it read now and then? */
  onNotified?: (isNotified: boolean) => void;
  /** Is it to be notified of what only the topics of a user report, such as messages? */
  needsUsers?: boolean;
}

export interface Watches {
  /** @throws GenesysError `limited` where too many watch already. */
  watch(conversationId: string, watcher: Watcher): () => void;
  /** It is read again, such as after a time at which something is expected. */
  read(conversationId: string, settled?: () => void): void;
  close(): void;
}

export interface WatchesParts {
  client: Pick<Client, "platformTime">;
  clock: Clock;
  subscribe: (subscription: Subscription) => () => void;
  request: Reader["request"];
}

interface Watched {
  watch: Watch;
  watchers: Set<Watcher>;
  isNotified: boolean;
  /** It was read after its topics had been subscribed. */
  isRead: boolean;
  openedAt: number;
}

/**
 * The conversations that are watched one by one: each once, however many callers wait for something in it. Its topics are
 * subscribed for the first and removed with the last. Where there is no room for them, where they are refused or the
 * channel is not connected, the conversation is read now and then.
 */
export const createWatches = (parts: WatchesParts): Watches => {
  const { client, clock, subscribe } = parts;
  const all = new Map<string, Watched>();
  let watchers = 0;
  let withTopics = 0;
  let refusedUntil = -Infinity;

  const of = (conversationId: string): Watched | undefined => all.get(conversationId.toLowerCase());
  const { read, forget } = createWatchedReads({
    ...parts,
    watchedSince: (conversationId) => of(conversationId)?.openedAt,
    onFailure: (conversationId, failure) => {
      for (const watcher of [...(of(conversationId)?.watchers ?? [])]) watcher.onFailure(failure);
    },
  });
  const reads = createSparingReads(clock, read);

  const takeTopics = (one: Watched): void => {
    // The platform refuses a topic of what is no id, and with it those of all others that are subscribed in one request.
    if (!isId(one.watch.conversationId)) return;
    if (withTopics >= MOST_WITH_TOPICS || clock.now() < refusedUntil || one.watch.hasTopics()) return;
    withTopics += 1;
    one.watch.takeTopics();
  };

  const judge = (one: Watched): void => {
    const { watch } = one;
    const needsUsers = [...one.watchers].some((watcher) => watcher.needsUsers === true);
    const isNotified = watch.isNotified() && (watch.hasUsers() || !needsUsers);
    if (watch.isNotified() && !one.isRead) {
      one.isRead = true;
      read(watch.conversationId);
    }
    if (isNotified) reads.remove(watch.conversationId);
    else reads.add(watch.conversationId);
    if (one.isNotified === isNotified) return;
    one.isNotified = isNotified;
    for (const watcher of [...one.watchers]) watcher.onNotified?.(isNotified);
  };

  const open = (conversationId: string): Watched => {
    const openedAt = clock.now();
    const one: Watched = {
      watchers: new Set(),
      isNotified: false,
      isRead: false,
      openedAt,
      watch: createWatch({
        conversationId,
        since: () => client.platformTime(openedAt),
        subscribe,
        onSight: (sight) => {
          for (const watcher of [...one.watchers]) watcher.onSight(sight);
          if (of(conversationId) === one) judge(one);
        },
        onChange: () => judge(one),
        onRefused: () => (refusedUntil = clock.now() + REFUSED_MS),
      }),
    };
    return one;
  };

  const leave = (one: Watched): void => {
    if (one.watchers.size > 0) return;
    all.delete(one.watch.conversationId.toLowerCase());
    forget(one.watch.conversationId);
    reads.remove(one.watch.conversationId);
    one.watch.close();
    if (!one.watch.hasTopics()) return;
    withTopics -= 1;
    const next = [...all.values()].find(({ watch }) => !watch.hasTopics());
    if (next !== undefined) takeTopics(next);
  };

  return {
    read,
    watch: (conversationId, watcher) => {
      if (watchers >= MOST_WATCHERS) throw tooMany();
      const present = of(conversationId);
      const one = present ?? open(conversationId);
      all.set(conversationId.toLowerCase(), one);
      one.watchers.add(watcher);
      watchers += 1;
      takeTopics(one);
      if (present?.isRead === true) read(conversationId); // the newcomer has not seen it
      judge(one);
      watcher.onNotified?.(one.isNotified);
      return () => {
        if (!one.watchers.delete(watcher)) return;
        watchers -= 1;
        leave(one);
      };
    },
    close: () => {
      reads.close();
      for (const { watch, watchers: theirs } of all.values()) {
        forget(watch.conversationId);
        watch.close();
        for (const watcher of [...theirs]) watcher.onClosed();
      }
      all.clear();
    },
  };
};

const tooMany = (): GenesysError =>
  new GenesysError(
    "limited",
    `${MOST_WATCHERS} messages of this account already wait for something in their conversations. ` +
      "Send fewer messages at once, or shorten the deadline.",
    { outcome: "notSent", queueLimit: MOST_WATCHERS },
  );
