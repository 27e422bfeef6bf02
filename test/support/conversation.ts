import type {
  Communication,
  Conversation,
  Participant,
} from "../../nodes/lib/platform/conversation/conversation";

// Conversations in a few words, for tables: legs are named after their participant, times are seconds.

/** A user who is named by id. Any other text would be looked up. */
export const ANN = "00000000-0000-4000-8000-0000000000aa";

export const at = (second: number): string => new Date(Date.UTC(2026, 2, 2, 9, 0, second)).toISOString();
export const leg = (id: string, state: string, more: Partial<Communication> = {}): Communication => ({
  id,
  state,
  ...more,
});
export const party = (id: string, purpose: string, more: Partial<Participant> = {}): Participant => ({
  id,
  purpose,
  ...more,
});
export const conversation = (...participants: Participant[]): Conversation => ({
  id: "conversation",
  participants,
});

/** An alert that was declined or not answered: it ended without ever having been connected. */
export const declined = (id: string, userId: string, second: number): Participant =>
  party(id, "agent", {
    userId,
    startTime: at(second),
    endTime: at(second + 2),
    calls: [
      leg(`${id}-c`, "disconnected", { startAlertingTime: at(second), disconnectedTime: at(second + 2) }),
    ],
  });
export const connected = (
  id: string,
  purpose: string,
  second: number,
  more: Partial<Participant> = {},
): Participant =>
  party(id, purpose, {
    startTime: at(second - 1),
    connectedTime: at(second),
    calls: [leg(`${id}-c`, "connected", { connectedTime: at(second) })],
    ...more,
  });
export const ended = (
  id: string,
  purpose: string,
  from: number,
  to: number,
  state = "disconnected",
  more = {},
) =>
  party(id, purpose, {
    connectedTime: at(from),
    endTime: at(to),
    calls: [leg(`${id}-c`, state, { connectedTime: at(from), disconnectedTime: at(to) })],
    ...more,
  });

/** A call with an IVR and a queue behind it, two alerts that ann declined, and ann connected in the end. */
export const running = conversation(
  connected("caller", "customer", 2),
  ended("menu", "ivr", 3, 10),
  ended("queue", "acd", 10, 23),
  declined("ann-1", "ann", 10),
  declined("ann-2", "ann", 16),
  connected("ann-3", "agent", 23, { userId: "ann" }),
);
export const over = conversation(
  ended("caller", "customer", 2, 47, "terminated"),
  ended("queue", "acd", 10, 23, "terminated"),
  declined("ann-1", "ann", 10),
  ended("ann-2", "agent", 23, 47, "terminated", { userId: "ann" }),
  declined("bob-1", "bob", 40),
);
