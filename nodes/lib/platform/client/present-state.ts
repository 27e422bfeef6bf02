import type { VisibleLimiter } from "./limiter";
import type { VisibleTokens } from "./tokens";
import type { Client, Clock, PresentState } from "../types";

/** The parts of a client that can be looked at. */
export interface Visible {
  tokens: VisibleTokens;
  limiter: VisibleLimiter;
}

interface Opened extends Partial<Visible> {
  client: Pick<Client, "platformTime"> | undefined;
  events: { state(): NonNullable<PresentState["channel"]> } | undefined;
}

/** What is known of an account at present. What is not open yet is not opened. */
export const presentState = (clock: Clock, { client, events, tokens, limiter }: Opened): PresentState => {
  const endsAt = tokens?.endsAt();
  return {
    now: client?.platformTime(clock.now()) ?? clock.now(),
    ...(limiter && { limit: limiter.state() }),
    ...(endsAt !== undefined && { token: endsAt === Infinity ? {} : { endsAt } }),
    ...(events && { channel: events.state() }),
  };
};

/** Reports each of something to all who listen at that time. */
export const createReports = <T>() => {
  const listeners = new Set<(one: T) => void>();
  return {
    report: (one: T): void => {
      for (const listener of [...listeners]) listener(one);
    },
    listen: (listener: (one: T) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
