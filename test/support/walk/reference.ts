import { createTracker, understand, type Tracker } from "../../../nodes/lib/platform/events/tracker";
import { messageOf } from "../../../nodes/lib/platform/events/message";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { conversationToWire } from "../../../nodes/lib/simulator/formatters/conversation";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";

/**
 * A listener whose frames come at once, each one once, and which reads a conversation at once where it has doubts: its events are those
 * that the nodes have to emit.
 */

type Message = Record<string, unknown>;

export interface Reference {
  expected: Message[];
  /** The events of a listener that has also read each conversation before, and whenever one was read: of a change, one has to know what was before. */
  possible: Message[];
  /** A node has read this conversation. */
  read(conversationId: string): void;
}

const LISTENED = ["Support", "Sales"].map(
  (name) => `v2.routing.queues.${idOf(`queue ${name}`)}.conversations`,
);

/** A conversation as `GET` shows it. */
const readIn = ({ store }: Simulator, id: string): Conversation | undefined => {
  const conversation = store.conversations.get(id);
  return conversation && (conversationToWire(store, conversation) as unknown as Conversation);
};

export const follow = (simulator: Simulator): Reference => {
  const { deliveries, clock, store } = simulator;
  const [expected, possible]: [Message[], Message[]] = [[], []];
  const tracker = createTracker(clock.now());
  const knowing = createTracker(clock.now());
  const readBy = (one: Tracker, id: string): Message[] => {
    const read = readIn(simulator, id);
    return read === undefined ? [] : one.read(read, clock.now(), [], false).map((event) => messageOf(event));
  };
  for (const id of store.conversations.keys()) readBy(knowing, id);
  deliveries.add({
    as: "notification",
    topics: LISTENED,
    to: (delivered) => {
      const { topicName, eventBody, metadata } = delivered as Message & {
        topicName: string;
        metadata?: { CorrelationId?: string };
      };
      const frame = { topicName, eventBody, correlationId: metadata?.CorrelationId };
      const understood = understand(frame);
      const seenBy = (one: Tracker): Message[] => {
        const { events, toRead } = one.frame(frame, clock.now(), [], understood);
        const more = toRead === undefined ? [] : readBy(one, toRead);
        return [...events.map((event) => messageOf(event)), ...more];
      };
      expected.push(...seenBy(tracker));
      possible.push(...seenBy(knowing));
    },
  });
  return { expected, possible, read: (id) => void possible.push(...readBy(knowing, id)) };
};

/** What the conversations show of their past, by name: more than the notifications, less what has come and gone. */
export const shownIn = (simulator: Simulator): Set<string> => {
  const now = simulator.clock.now();
  const names = [...simulator.store.conversations.keys()].flatMap((id) => {
    const read = readIn(simulator, id);
    if (read === undefined) return [];
    return createTracker(0)
      .read(read, now, [{ from: 0, to: now }], true)
      .map((event) => nameOf(messageOf(event)));
  });
  return new Set(names);
};

/** What makes an event this one. */
export const nameOf = ({
  event,
  conversationId,
  participantId,
  communicationId,
  payload,
}: Message): string => {
  const { messageId } = (payload ?? {}) as { messageId?: unknown };
  const message = String(event).startsWith("message") ? messageId : undefined;
  return [event, conversationId, participantId, communicationId, message].join(" ");
};
