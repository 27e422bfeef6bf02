import { closedError, type GenesysError } from "../errors/errors";
import type { Events } from "../events/events";
import type { Sight } from "../events/sight";
import type { ConversationEvent, EventName } from "../events/types";
import type { Client } from "../types";
import { alreadyIn, type Standing } from "./already";
import { isPossible } from "./possible";
import { isTheirs, type Whose } from "./whose";

export interface WaitOrder {
  conversationId: string;
  /** Any of them. */
  events: readonly EventName[];
  whose: Whose;
  /** Does a conversation count that is in the state already? */
  alreadyCounts: boolean;
  /** When the message came, and until when it waits; clock time in ms. */
  since: number;
  deadline: number;
}

/** Why the wait is over, and after what. */
export interface Waited {
  outcome: "happened" | "deadline" | "conversationEnded";
  /** What has happened. */
  reached?: Standing | undefined;
  /** It had happened before the message came. */
  already: boolean;
  waitedMs: number;
}

export interface WaitParts {
  client: Client;
  watches: Events["watches"];
  signal: AbortSignal;
  /** Do notifications report what happens, or is the conversation read now and then? */
  onNotified: (isNotified: boolean) => void;
}

/** At the deadline a conversation that no notification reports is read once more. No longer than this. */
const LAST_READ_MS = 2_000;
/** Only the topics of a user report these. */
const OF_USERS: ReadonlySet<EventName> = new Set(["messageReceived", "messageStatus"]);

/** Waits until one of the events has happened in a conversation, until the deadline, or until none can happen any more. */
export const waitUntil = (order: WaitOrder, parts: WaitParts): Promise<Waited> =>
  new Promise((resolve, reject) => {
    const { conversationId, events, deadline, since } = order;
    const { client, watches, signal } = parts;
    const { clock } = client;
    const cancels = new Set<() => void>();
    let isNotified = false;
    let stop: (() => void) | undefined;
    let over = false;

    const end = (settle: () => void): void => {
      if (over) return;
      over = true;
      stop?.();
      for (const cancel of cancels) cancel();
      signal.removeEventListener("abort", onClosed);
      settle();
    };
    const finish = (outcome: Waited["outcome"], reached?: Standing, already = false): void =>
      end(() => resolve({ outcome, reached, already, waitedMs: clock.now() - since }));
    const fail = (error: GenesysError): void => end(() => reject(error));
    const onClosed = (): void => fail(closedError());
    const after = (ms: number, fn: () => void): void => void cancels.add(clock.after(ms, fn));

    const onDeadline = (): void => {
      if (isNotified) return finish("deadline");
      after(LAST_READ_MS, () => finish("deadline"));
      watches.read(conversationId, () => finish("deadline"));
    };

    let isFirst = true;
    const onSight = (sight: Sight): void => {
      const happened = sight.events.find((event) =>
        isWanted(event, order, sight, client.platformTime(since)),
      );
      if (happened !== undefined) return finish("happened", happened);
      if (!sight.isRead) return;
      const already = isFirst && order.alreadyCounts ? alreadyIn(sight, events, order.whose) : undefined;
      isFirst = false;
      if (already !== undefined) return finish("happened", already, true);
      const now = client.platformTime(clock.now());
      const { possible, until } = isPossible(sight.snapshot, events, now);
      if (!possible) finish("conversationEnded");
      else if (until !== undefined) after(until - now, () => watches.read(conversationId));
    };

    signal.addEventListener("abort", onClosed, { once: true });
    if (signal.aborted) return onClosed();
    after(deadline - clock.now(), onDeadline);
    try {
      stop = watches.watch(conversationId, {
        onSight,
        onFailure: fail,
        onClosed,
        readsFirst: order.alreadyCounts,
        needsUsers: events.some((event) => OF_USERS.has(event)),
        onNotified: (is) => {
          isNotified = is;
          parts.onNotified(is);
        },
      });
      if (over) stop();
    } catch (error) {
      end(() => reject(error));
    }
  });

const isWanted = (
  event: ConversationEvent,
  { events, whose }: WaitOrder,
  { conversation }: Sight,
  since: number,
): boolean =>
  events.includes(event.event) && event.occurredAt >= since && isTheirs(event, whose, conversation);
