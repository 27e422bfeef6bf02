import { createEvents } from "../../nodes/lib/platform/events/events";
import type { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { createClock } from "./clock";
import { aliveFor, START, TOPIC } from "./events-time";
import { createNotified, failureOf } from "./notified";

/** How a handshake may be refused. `isChannels`: the channel is no longer good; else it is tried again. */
export const REFUSALS = {
  401: { error: () => failureOf("auth", 401), isChannels: true },
  403: { error: () => failureOf("auth", 403), isChannels: true },
  404: { error: () => failureOf("missing", 404), isChannels: true },
  429: { error: () => failureOf("limited", 429, { retryAfterMs: 3_000 }), isChannels: false },
  500: { error: () => failureOf("network", 500), isChannels: false },
  503: { error: () => failureOf("network", 503), isChannels: false },
  network: { error: () => failureOf("network", 0), isChannels: false },
} as const satisfies Record<string, { error: () => GenesysError; isChannels: boolean }>;
type Refusal = "401" | "403" | "404" | "429" | "500" | "503" | "network";
export const KINDS = Object.keys(REFUSALS) as Refusal[];
export const CHANNELS_OWN = KINDS.filter((kind) => REFUSALS[kind].isChannels);

/** The events of an account whose handshakes may be refused. */
export const openHandshakes = (random = () => 0.5) => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const events = createEvents({ ...notified, clock, random, log });
  events.subscribe({ topics: [TOPIC] });
  const pass = aliveFor(clock, notified);
  const isBack = (): boolean => events.state().kind === "connected";
  /** How long it takes until events are back; `undefined` where they are not within this time. */
  const backAfter = async (withinMs: number): Promise<number | undefined> => {
    const from = clock.now();
    while (!isBack() && clock.now() - from < withinMs) await clock.advance(250);
    return isBack() ? clock.now() - from : undefined;
  };
  const refuse = (...kinds: readonly Refusal[]): void =>
    void notified.script.handshakes.push(...kinds.map((kind) => REFUSALS[kind].error()));
  const channels = (): number => notified.of("postNotificationsChannels").length;
  const newTokens = (): number =>
    notified.requests.filter(({ tokenNewerThan }) => tokenNewerThan !== undefined).length;
  const close = async (): Promise<void> => {
    events.close();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { close, clock, notified, said, events, pass, backAfter, refuse, channels, newTokens };
};
