import { createEvents } from "../../nodes/lib/platform/events/events";
import type { ConversationEvent, EventsState } from "../../nodes/lib/platform/events/types";
import { createClock } from "./clock";
import { aliveFor, START, TOPIC } from "./events-time";
import { createNotified } from "./notified";
import { asEventBody, createStory } from "./story";

/** The events of an account, and one listener. */
export const openListener = () => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const events = createEvents({ ...notified, clock, random: () => 0.5, log });
  const emitted: ConversationEvent[] = [];
  const states: EventsState[] = [];
  const stop = events.subscribe({
    topics: [TOPIC],
    onEvent: (event) => void emitted.push(event),
    onState: (state) => void states.push(state),
  });
  const pass = aliveFor(clock, notified);
  const call = (id: string) => asEventBody(createStory(id, clock.now()).arrive(0).steps[0]!.conversation);
  return { clock, notified, said, events, emitted, states, stop, pass, call };
};
