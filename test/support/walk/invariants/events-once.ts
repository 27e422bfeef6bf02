import { idOf } from "../../../../nodes/lib/simulator/store/ids";
import type { Emitted } from "../ledger";
import { nameOf, shownIn } from "../reference";
import type { Invariant, WalkState } from "../walk-state";
import { listeners, type Listener } from "./listeners";

type Message = Record<string, unknown>;

const counted = (messages: readonly Message[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const message of messages) counts.set(nameOf(message), (counts.get(nameOf(message)) ?? 0) + 1);
  return counts;
};

const messagesOf = ({ emitted }: Listener): Message[] => emitted.map(({ msg }) => msg);

/** Each event is emitted once, or is marked as repeated. */
export const eventsOnce: Invariant = (state) => {
  const expected = counted(state.reference.expected);
  const possible = counted(state.reference.possible);
  let shown: Set<string> | undefined;
  const isShown = (name: string): boolean => (shown ??= shownIn(state.simulator)).has(name);
  return listeners(state).flatMap((listener) => {
    const emitted = messagesOf(listener).filter(({ redelivered }) => redelivered !== true);
    return [...counted(emitted)].flatMap(([name, count]) => {
      const happened = Math.max(expected.get(name) ?? 0, possible.get(name) ?? 0);
      // What is read has more than what is notified, such as since when a callback is due.
      if (count <= happened || (count === 1 && isShown(name))) return [];
      return [`event: ${listener.name} emitted ${count} times, ${happened} happened: ${name}`];
    });
  });
};

/** Where nothing was lost on the way, none is missing. */
export const noEventLost: Invariant = (state) => {
  if (!state.isSettled || state.hasGaps) return [];
  return listeners(state).flatMap((listener) => {
    const emitted = counted(messagesOf(listener));
    return [...counted(state.reference.expected.slice(0, state.due))].flatMap(([name, count]) =>
      (emitted.get(name) ?? 0) >= count ? [] : [`event: ${listener.name} has not emitted: ${name}`],
    );
  });
};

const QUEUES = new Set(["Support", "Sales"].map((name) => idOf(`queue ${name}`)));

/** By the organisation's own record, and not by our tracker: agents who have left, and conversations that have ended. */
const ended = ({ simulator, startedAt }: WalkState): string[] =>
  [...simulator.store.conversations.values()].flatMap(({ id, participants, endAt = 0 }) => {
    if (!participants.some(({ queueId }) => QUEUES.has(queueId ?? ""))) return [];
    const left = participants.filter(
      ({
        purpose,
        connectedAt,
        endAt: leftAt = 0,
        consultParticipantId: consults,
        monitoredParticipantId: monitors,
      }) =>
        purpose === "agent" &&
        (connectedAt ?? 0) > 0 &&
        leftAt > startedAt &&
        consults === undefined &&
        monitors === undefined,
    );
    return [
      ...(endAt > startedAt ? [`ended ${id} undefined`] : []),
      ...left.map((participant) => `agentLeft ${id} ${participant.id}`),
    ];
  });

export const noEndLost: Invariant = (state) => {
  if (!state.isSettled || state.hasGaps) return [];
  return listeners(state).flatMap((listener) => {
    const names = new Set(
      messagesOf(listener).map(({ event, conversationId, participantId }) =>
        [event, conversationId, event === "ended" ? undefined : participantId].map(String).join(" "),
      ),
    );
    return ended(state).flatMap((name) =>
      names.has(name) ? [] : [`event: ${listener.name} has not emitted: ${name}`],
    );
  });
};

/** What was emitted of a conversation before its end, or is about that time: what comes later may be all that its node has of it. */
const isOfItsLife = ({ at, msg }: Emitted, endAt: number): boolean =>
  at < endAt || Date.parse(String(msg["occurredAt"])) < endAt;

/** After a gap, it is found out how the conversations have ended that were known before. */
export const noEndUnknown: Invariant = (state) => {
  if (!state.isSettled || state.hasLosses) return [];
  return listeners(state).flatMap(({ name, emitted }) => {
    return [...state.simulator.store.conversations.values()].flatMap(({ id, endAt }) => {
      if (endAt === undefined) return [];
      const own = emitted.filter(({ msg }) => msg["conversationId"] === id);
      const isKnown = own.some((one) => isOfItsLife(one, endAt));
      if (!isKnown || own.some(({ msg }) => msg["event"] === "ended")) return [];
      return [`event: ${name} has not emitted after a gap: ended ${id}`];
    });
  });
};

/** Conversations begin before they end. */
export const eventsInOrder: Invariant = (state) =>
  listeners(state).flatMap((listener) => {
    const over = new Map<unknown, unknown>();
    return messagesOf(listener).flatMap(
      ({ event, conversationId, communicationId, occurredAt, redelivered }) => {
        if (redelivered === true) return [];
        const leg = `${String(conversationId)} ${String(communicationId)}`;
        if (event === "agentLeft" || event === "customerLeft") over.set(leg, event);
        const isEarly =
          event === "offered" || event === "connected" || event === "held" || event === "resumed";
        if (!isEarly || !over.has(leg)) return [];
        return [
          `event: ${listener.name} emitted ${event} after ${String(over.get(leg))} of ${leg} at ${String(occurredAt)}`,
        ];
      },
    );
  });
