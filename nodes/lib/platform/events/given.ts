import { GenesysError, isGenesysError } from "../errors/errors";
import type { Client, Clock } from "../types";
import type { Events } from "./events";
import { endIn, readWhenThere } from "./first-read";
import { followUntilEnd, type OnGivenEvent } from "./given-one";
import { createStateOfAll } from "./given-state";
import { createGivenMemory, takeGiven, type GivenConversation, type Memory } from "./memory";
import { KEYS_KEPT } from "./one-conversation";
import { createRecentKeys } from "./recent";
import { snapshotOf } from "./snapshot";
import type { EventsState, Properties } from "./types";

/** At once. Each takes eleven topics, and an account has 20 channels with 1000 topics. */
export const MOST_GIVEN = 1_000;
/** After-call work that is not done within this time is not waited for. */
const WORK_WITHIN_MS = 60 * 60_000;

export interface GivenParts {
  client: Client;
  clock: Pick<Clock, "now" | "after">;
  events: Pick<Events, "subscribe">;
  signal: AbortSignal;
  /** Kept across the deploys of the node. */
  memory: Memory;
  /** Are events of after-call work wanted? It may be done after the end of the conversation. */
  waitsForWork: boolean;
  onEvent: OnGivenEvent;
  onState: (state: EventsState) => void;
  /** A conversation that was given before a deploy cannot be followed. */
  onLost: (error: unknown) => void;
}

export interface Given {
  /**
   * Emits the events of a conversation from now on, until it has ended; its end also if that was before. Resolves when it
   * is followed, or has ended. Rejects where it cannot be read.
   */
  take(conversationId: string, origin: Properties): Promise<void>;
  /** To be called after the signal has aborted. */
  close(): void;
}

interface Followed {
  given: GivenConversation;
  ready: Promise<void>;
  hasEnded?: boolean;
  stop?: () => void;
  state?: EventsState;
  cancelWork?: () => void;
}

/** Follows the conversations that a flow names, each until it has ended. */
export const createGiven = (parts: GivenParts): Given => {
  const { client, clock, events, signal, waitsForWork, onEvent } = parts;
  const { left, ended } = takeGiven(parts.memory, clock.now()) ?? createGivenMemory();
  const followed = new Map<string, Followed>();

  const notifyState = createStateOfAll(
    () => [...followed.values()].flatMap(({ state }) => state ?? []),
    (state) => {
      if (!signal.aborted) parts.onState(state);
    },
  );

  const now = (): number => client.platformTime(clock.now());

  const remove = (key: string): void => {
    const one = followed.get(key);
    one?.cancelWork?.();
    one?.stop?.();
    if (followed.delete(key)) notifyState();
  };

  /** Its after-call work may still be to be done. */
  const noteEnd = (key: string, one: Followed, isWorkPending: boolean): void => {
    if (followed.get(key) !== one) return;
    ended.set(key, now());
    one.hasEnded = true;
    if (!isWorkPending || !waitsForWork) remove(key);
    else one.cancelWork ??= clock.after(WORK_WITHIN_MS, () => remove(key));
  };

  const follow = (key: string, one: Followed): void => {
    one.stop = followUntilEnd(events, one.given, {
      onEvent,
      onState: (state) => {
        one.state = state;
        notifyState();
      },
      onEnd: (isWorkPending) => noteEnd(key, one, isWorkPending),
    });
  };

  const begin = async (key: string, one: Followed): Promise<void> => {
    const { given } = one;
    if (!given.isFound) {
      const body = await readWhenThere(client, given.conversationId, signal);
      if (signal.aborted) return;
      given.isFound = true;
      const over = endIn(body, now());
      if (over !== undefined) {
        given.emitted.add(over.key);
        if (over.occurredAt > (ended.get(key) ?? 0)) onEvent(over, undefined, given.origin);
        noteEnd(key, one, snapshotOf(body).acwPending);
      }
    }
    if (followed.get(key) === one) follow(key, one);
  };

  const start = (key: string, given: GivenConversation): Followed => {
    const one: Followed = { given, ready: Promise.resolve() };
    followed.set(key, one);
    one.ready = begin(key, one).catch((error: unknown) => {
      const isHandedOver = signal.aborted || isGenesysError(error, "closed");
      if (!isHandedOver && followed.get(key) === one) remove(key);
      throw error;
    });
    return one;
  };

  for (const [key, given] of left)
    start(key, given).ready.catch((error: unknown) => {
      if (!signal.aborted) parts.onLost(error);
    });

  return {
    take: async (conversationId, origin) => {
      const key = conversationId.toLowerCase();
      if (followed.get(key)?.hasEnded === true) remove(key); // a customer who writes again may take it up again
      const known = followed.get(key);
      if (known === undefined && followed.size >= MOST_GIVEN) throw tooMany();
      if (known !== undefined) known.given.origin = origin;
      await (known ?? start(key, newlyGiven(conversationId, origin, clock.now()))).ready;
    },
    close: () => {
      const given = new Map([...followed].map(([key, one]) => [key, one.given]));
      for (const key of given.keys()) remove(key);
      parts.memory.given = { left: given, ended, leftAt: clock.now() };
    },
  };
};

const newlyGiven = (conversationId: string, origin: Properties, since: number): GivenConversation => ({
  ...{ conversationId, origin, since, isFound: false, memory: {} },
  emitted: createRecentKeys(KEYS_KEPT),
});

const tooMany = (): GenesysError =>
  new GenesysError(
    "limited",
    `This node follows ${MOST_GIVEN} conversations already. Each is followed until it has ended. ` +
      "Send the message again later, or spread the conversations over several accounts.",
    { outcome: "notSent" },
  );
