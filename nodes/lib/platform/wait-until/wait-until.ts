import { closedError, type GenesysError } from "../errors/errors";
import type { Sight } from "../events/sight";
import type { ConversationEvent, EventName } from "../events/types";
import { alreadyIn, type Standing } from "./already";
import { lookFirst } from "./look-first";
import type { Waited, WaitOrder, WaitParts } from "./order";
import { isPossible } from "./possible";
import { isTheirs } from "./whose";

/** At the deadline a conversation that no notification reports is read once more. No longer than this. */
const LAST_READ_MS = 2_000;
/** Only the topics of a user report these. */
const OF_USERS: ReadonlySet<EventName> = new Set(["messageReceived", "messageStatus"]);

/** Waits until one of the events has happened in a conversation, until the deadline, or until none can happen any more. */
export const waitUntil = async (order: WaitOrder, parts: WaitParts): Promise<Waited> =>
  (order.alreadyCounts ? await lookFirst(order, parts) : undefined) ?? (await watchUntil(order, parts));

const watchUntil = (order: WaitOrder, parts: WaitParts): Promise<Waited> =>
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
