import type { Participant } from "../../nodes/lib/platform/conversation/conversation";
import { createTracker } from "../../nodes/lib/platform/events/tracker";
import { at, connected, ended, leg, party } from "./conversation";

export const START = Date.parse(at(0));
const TOPIC = "v2.users.ada.conversations";
export const LINK = { consultParticipantId: "c" };
export const customer = (more: object = {}) => connected("c", "customer", 1, more);
export const agent = (more: object = {}) => connected("a", "agent", 5, { userId: "ada", ...more });
export const alerting = (id: string, more: object = {}): Participant =>
  party(id, "agent", {
    userId: "bea",
    calls: [leg(`${id}-c`, "alerting", { startAlertingTime: at(9) })],
    ...more,
  });
export const guest = (more: object = {}) => connected("g", "agent", 12, { userId: "bea", ...more });
export const gone = (id: string, second: number, disconnectType: string, more: object = {}): Participant => ({
  ...ended(id, "agent", 5, second),
  calls: [
    leg(`${id}-c`, "disconnected", { disconnectedTime: at(second), disconnectType, connectedTime: at(5) }),
  ],
  ...more,
});
export const QUEUE = { queueId: "sales" };
export const queue = (more: object = {}) => connected("q", "acd", 9, { ...QUEUE, ...LINK, ...more });

/** A queue whose agent has answered. */
export const HANDED_OVER: Participant = {
  ...ended("q", "acd", 9, 12),
  ...QUEUE,
  calls: [
    leg("q-c", "disconnected", {
      disconnectedTime: at(12),
      disconnectType: "transfer",
      connectedTime: at(9),
    }),
  ],
};
export const TALKING = [customer(), agent()];
export const RINGING = [customer(LINK), agent(LINK), alerting("g", LINK)];
export const CONSULTING = [customer(LINK), agent(LINK), guest(LINK)];

/** What a tracker emits while these frames come, and which conversation is to be read. */
export const play = (frames: readonly [second: number, participants: Participant[], more?: object][]) => {
  const tracker = createTracker(START);
  return frames.flatMap(([second, participants, more = {}], nth) => {
    const eventBody = { id: "conversation", participants, ...more };
    const frame = { topicName: TOPIC, eventBody, correlationId: `c-${nth}` };
    const { events, toRead } = tracker.frame(frame, Date.parse(at(second)), []);
    return [...events, ...(toRead === undefined ? [] : [{ event: "toRead", to: toRead } as const])];
  });
};
