import { createEvents } from "../../nodes/lib/platform/events/events";
import type { ConversationEvent, EventsState, Frame } from "../../nodes/lib/platform/events/types";
import { createClock } from "./clock";
import { aliveFor, START } from "./events-time";
import { createNotified } from "./notified";

/** The events of an account over scripted notifications, and any number of listeners. */
export const openEvents = () => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const events = createEvents({ ...notified, clock, random: () => 0.5, log });
  const listen = (...topics: string[]) => {
    const received = {
      events: [] as ConversationEvent[],
      frames: [] as Frame[],
      states: [] as EventsState[],
    };
    const stop = events.subscribe({
      topics,
      onEvent: (event) => void received.events.push(event),
      onFrame: (frame) => void received.frames.push(frame),
      onState: (state) => void received.states.push(state),
    });
    return { ...received, stop, names: () => received.events.map(({ event }) => event) };
  };
  const pass = aliveFor(clock, notified);
  return { clock, notified, said, events, listen, pass };
};

export const kinds = (states: readonly EventsState[]): string[] => states.map(({ kind }) => kind);
