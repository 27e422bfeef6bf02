import { scheduleCallback } from "../machines/callbacks";
import type { Store } from "../store/store";
import { namedIn, numberIn, textIn, type Details } from "./details";

/** Customers who want to be called back. */
export const callbackActs = (store: Store) => ({
  /** A callback is scheduled for a queue (the first by default), in so many `seconds` (at once by default). Returns the ids. */
  callbackRequested: (details: Details = {}) => {
    const { queues } = store.org;
    const [anyQueue] = queues.values();
    const queue = namedIn(details, "queue", queues.values()) ?? anyQueue;
    if (queue === undefined) throw new Error("The organisation has no queue.");
    const number = textIn(details, "from") ?? "+15555550123";
    const name = textIn(details, "name") ?? "Casey Customer";
    const scheduledAt = store.clock.now() + (numberIn(details, "seconds") ?? 0) * 1000;
    const order = { numbers: [number], name, queue, scheduledAt, attributes: {}, routing: {} };
    const { conversation, leg } = scheduleCallback(store, order);
    return { conversationId: conversation.id, communicationId: leg.id };
  },
});

export const callbackActParameters = {
  callbackRequested: ["*"],
} as const satisfies Record<keyof ReturnType<typeof callbackActs>, readonly string[]>;
