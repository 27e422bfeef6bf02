import { createEvents } from "../../nodes/lib/platform/events/events";
import type { Memory } from "../../nodes/lib/platform/events/memory";
import type { ConversationEvent } from "../../nodes/lib/platform/events/types";
import { createClock } from "./clock";
import { aliveFor, START, TOPIC } from "./events-time";
import { createNotified, failureOf } from "./notified";
import { asEventBody, createStory, type Story } from "./story";

export const OTHER = "v2.routing.queues.queue-2.conversations";
export const ANALYTICS = "postAnalyticsConversationsDetailsQuery";

/** The events of an account that is deployed again and again, and listeners that may keep a memory. */
export const openDeploys = () => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: () => undefined, warn: (text: string) => void said.push(text) };
  const account = () => createEvents({ ...notified, clock, random: () => 0.5, log });
  let events = account();
  const listen = (topic: string, memory?: Memory) => {
    const emitted: ConversationEvent[] = [];
    const stop = events.subscribe({
      topics: [topic],
      onEvent: (event) => void emitted.push(event),
      ...(memory === undefined ? {} : { memory }),
    });
    return { emitted, stop, names: () => emitted.map(({ event }) => event) };
  };
  const pass = aliveFor(clock, notified);
  const fail = (operation: string, times: number): void =>
    void notified.script.failures.set(
      operation,
      Array.from({ length: times }, () => failureOf("network", 0)),
    );
  /** What the platform now shows of it when it is read. */
  const show = (story: Story): void => {
    const { conversation } = story.steps.at(-1)!;
    notified.conversations.set(conversation.id, () => conversation);
  };
  const send = (story: Story): void => notified.send(TOPIC, asEventBody(story.steps.at(-1)!.conversation));
  return {
    clock,
    notified,
    said,
    listen,
    pass,
    fail,
    show,
    send,
    close: () => events.close(),
    /** A full deploy: the account is another, too. */
    deploy: () => {
      events.close();
      events = account();
    },
  };
};

/** What a whole call emits. */
export const WHOLE = ["offered", "connected", "agentLeft", "customerLeft", "ended", "acwStarted"];
export const wholeCall = (id: string, at: number): Story =>
  createStory(id, at).arrive(0).alert(100, "a").answer(1_000).customerLeaves(1_000);
