import { idOf } from "../../../../nodes/lib/simulator/store/ids";
import { idIn } from "../flow";
import { nameOf, shownIn } from "../reference";
import type { Invariant, WalkState } from "../walk-state";

type Message = Record<string, unknown>;

const counted = (messages: readonly Message[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const message of messages) counts.set(nameOf(message), (counts.get(nameOf(message)) ?? 0) + 1);
  return counts;
};

const ofNode = ({ ledger, run }: WalkState, account: string): Message[] =>
  ledger.emitted.filter(({ nodeId }) => nodeId === idIn(run, `${account}-events`)).map(({ msg }) => msg);

/** Each event is emitted once, or is marked as repeated. */
export const eventsOnce: Invariant = (state) => {
  const expected = counted(state.reference.expected);
  let shown: Set<string> | undefined;
  const isShown = (name: string): boolean => (shown ??= shownIn(state.simulator)).has(name);
  return ["A", "B"].flatMap((account) => {
    const emitted = ofNode(state, account).filter(({ redelivered }) => redelivered !== true);
    return [...counted(emitted)].flatMap(([name, count]) => {
      const happened = expected.get(name) ?? 0;
      // What is read has more than what is notified, such as since when a callback is due.
      if (count <= happened || (count === 1 && isShown(name))) return [];
      return [`event: ${account} emitted ${count} times, ${happened} happened: ${name}`];
    });
  });
};

/** Where nothing was lost on the way, none is missing. */
export const noEventLost: Invariant = (state) => {
  if (!state.isSettled || state.hasGaps) return [];
  return ["A", "B"].flatMap((account) => {
    const emitted = counted(ofNode(state, account));
    return [...counted(state.reference.expected.slice(0, state.due))].flatMap(([name, count]) =>
      (emitted.get(name) ?? 0) >= count ? [] : [`event: ${account} has not emitted: ${name}`],
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
  return ["A", "B"].flatMap((account) => {
    const names = new Set(
      ofNode(state, account).map(({ event, conversationId, participantId }) =>
        [event, conversationId, event === "ended" ? undefined : participantId].map(String).join(" "),
      ),
    );
    return ended(state).flatMap((name) =>
      names.has(name) ? [] : [`event: ${account} has not emitted: ${name}`],
    );
  });
};

/** After a gap, it is found out how the conversations have ended that were known before. */
export const noEndUnknown: Invariant = (state) => {
  if (!state.isSettled || state.hasLosses) return [];
  const over = [...state.simulator.store.conversations.values()].filter(({ endAt }) => endAt !== undefined);
  return ["A", "B"].flatMap((account) => {
    const emitted = ofNode(state, account);
    return over.flatMap(({ id }) => {
      const own = emitted.filter(({ conversationId }) => conversationId === id);
      if (own.length === 0 || own.some(({ event }) => event === "ended")) return [];
      return [`event: ${account} has not emitted after a gap: ended ${id}`];
    });
  });
};

/** Conversations begin before they end. */
export const eventsInOrder: Invariant = (state) =>
  ["A", "B"].flatMap((account) => {
    const over = new Map<unknown, unknown>();
    return ofNode(state, account).flatMap(
      ({ event, conversationId, communicationId, occurredAt, redelivered }) => {
        if (redelivered === true) return [];
        const leg = `${String(conversationId)} ${String(communicationId)}`;
        if (event === "agentLeft" || event === "customerLeft") over.set(leg, event);
        const isEarly =
          event === "offered" || event === "connected" || event === "held" || event === "resumed";
        if (!isEarly || !over.has(leg)) return [];
        return [
          `event: ${account} emitted ${event} after ${String(over.get(leg))} of ${leg} at ${String(occurredAt)}`,
        ];
      },
    );
  });
