import { isId } from "../../facts/ids";
import { findNamedQueues, findQueues, findUsers, type Named } from "../api/scopes";
import { createClosing, sleep } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Events } from "./events";
import { oneOf } from "../catalogue/guess";
import { meantTopics, topicsOf, type Scope } from "./topics";
import type { Client } from "../types";
import { reconnectWaitMs } from "./back-off";
import type { Memory } from "./memory";
import { followConversation } from "./one-conversation";
import { restrictedTo } from "./restricted";
import type { Resumed, Subscription } from "./subscriber";
import type { EventsState } from "./types";

/** A queue or a user that is listened to. */
export interface FoundScope extends Named {
  /** The name of a queue, where figures of queues are listened to. */
  title?: string | undefined;
}

export interface ListenParts {
  events: Pick<Events, "subscribe">;
  client: Client;
  scope: Scope;
  /** Ids; queues may be named instead, and users given by e-mail address or name. */
  names: readonly string[];
  /** Kept across the deploys of a node. A single conversation is read again instead. */
  memory?: Memory | undefined;
  /** What another instance has received; of a single conversation as well. In place of a memory. */
  resumed?: Resumed | undefined;
  onEvent: NonNullable<Subscription["onEvent"]>;
  onFrame?: Subscription["onFrame"];
  onState: (state: EventsState) => void;
  /** What the names stand for, once they have been looked up. */
  onFound?: (found: readonly FoundScope[]) => void;
  /** These do not exist, with a sentence about it. The others are subscribed all the same. */
  onUnknown: (names: readonly string[], sentence: string) => void;
  /** The names cannot be looked up at present, and why. Called once, while the look-up is retried. */
  onTrouble: (sentence: string) => void;
}

/** Listens to what happens to queues, users, conversations or topics, until the returned function is called. */
export const listen = (parts: ListenParts): (() => void) => {
  switch (parts.scope) {
    case "queue":
    case "user":
    case "queueStats":
      return listenToNamed(parts, parts.scope);
    case "conversation":
      return listenToConversations(parts);
    case "topic":
      return listenToTopics(parts);
  }
};

const listenToTopics = (parts: ListenParts): (() => void) => {
  const { names, onUnknown, events } = parts;
  const meant = new Map(names.flatMap((name) => [[name, meantTopics(name)] as const]));
  const unknown = names.filter((name) => meant.get(name) !== undefined);
  if (unknown.length > 0)
    onUnknown(
      unknown,
      unknown
        .map((name) => {
          const near = meant.get(name) ?? [];
          return `The platform has no topic ${name}.${near.length > 0 ? ` Did you mean ${oneOf(near)}?` : ""}`;
        })
        .join(" "),
    );
  const topics = names.filter((name) => meant.get(name) === undefined);
  return topics.length === 0
    ? () => undefined
    : events.subscribe({ ...listenersOf(parts), ...memoryOf(parts), topics });
};

const listenToConversations = (parts: ListenParts): (() => void) => {
  const { names, onUnknown, events, resumed } = parts;
  const unknown = new Set<string>();
  const onMissing = (conversationId: string): void => {
    if (unknown.has(conversationId)) return;
    unknown.add(conversationId);
    onUnknown([...unknown], `The platform has no conversation ${conversationId}.`);
  };
  const resumedFor = (name: string): Pick<Subscription, "resumed"> =>
    resumed === undefined ? {} : { resumed: restrictedTo(name, resumed) };
  const stops = names.map((name) =>
    followConversation(events, name, { ...listenersOf(parts), ...resumedFor(name), onMissing }),
  );
  return () => {
    for (const stop of stops) stop();
  };
};

type NamedScope = "queue" | "user" | "queueStats";

/** Ids are subscribed at once, and looked up meanwhile. Names have to be looked up first. */
const listenToNamed = (parts: ListenParts, scope: NamedScope): (() => void) => {
  const { names, events } = parts;
  const since = parts.client.clock.now();
  const stopping = createClosing();
  let stop: (() => void) | undefined;
  const subscribe = (ids: readonly string[]): void => {
    if (ids.length === 0 || stopping.signal.aborted) return;
    stop = events.subscribe({
      ...listenersOf(parts),
      ...memoryOf(parts),
      since,
      topics: ids.flatMap((id) => topicsOf(scope, id)),
    });
  };
  const areIds = names.every((name) => isId(name));
  if (areIds) subscribe(names);
  else parts.onState({ kind: "connecting", refused: [] });
  lookUp(parts, scope, stopping.signal).then(
    (found) => {
      if (!areIds) subscribe(found.flatMap(({ id, name }) => id ?? (isId(name) ? name : [])));
      if (!stopping.signal.aborted) parts.onFound?.(found);
      const unknown = found.filter(({ id }) => id === undefined);
      if (unknown.length > 0 && !stopping.signal.aborted)
        parts.onUnknown(
          unknown.map(({ name }) => name),
          unknownSentence(scope === "user" ? "user" : "queue", unknown),
        );
      if (stop === undefined && !stopping.signal.aborted) parts.onState({ kind: "closed", refused: [] });
    },
    () => undefined, // stopped
  );
  return () => {
    stopping.abort();
    stop?.();
  };
};

const unknownSentence = (scope: string, unknown: readonly Named[]): string => {
  const without = unknown.filter(({ why }) => why === undefined).map(({ name }) => name);
  const reasons = unknown.flatMap(({ name, why }) => (why === undefined ? [] : `${name}: ${why}`));
  return [
    ...(without.length > 0 ? [`The organisation has no ${scope} ${oneOf(without)}.`] : []),
    ...reasons,
  ].join(" ");
};

const FIND = { queue: findQueues, user: findUsers, queueStats: findNamedQueues };

/** Retried until it succeeds, as the connection is. */
const lookUp = async (
  { client, names, onTrouble }: ListenParts,
  scope: NamedScope,
  signal: AbortSignal,
): Promise<FoundScope[]> => {
  const find = FIND[scope];
  for (let failures = 0; ; failures++)
    try {
      return await find(client, names, { signal });
    } catch (error) {
      if (signal.aborted) throw error;
      const why = isGenesysError(error) ? `: ${error.message}` : ".";
      if (failures === 0) onTrouble(`The names cannot be resolved at the moment${why}`);
      await sleep(client.clock, reconnectWaitMs(failures, error, client.random), signal);
    }
};

const listenersOf = ({
  onEvent,
  onFrame,
  onState,
}: Pick<ListenParts, "onEvent" | "onFrame" | "onState">) => ({
  onEvent,
  onState,
  ...(onFrame === undefined ? {} : { onFrame }),
});

const memoryOf = ({ memory, resumed }: Pick<ListenParts, "memory" | "resumed">) => ({
  ...(memory === undefined ? {} : { memory }),
  ...(resumed === undefined ? {} : { resumed }),
});
