import type { Token } from "../entities/org";
import type { Store } from "./store";

/** Fixed windows, one per token; each begins with the first request in it. */

interface Window {
  endsAt: number;
  count: number;
}

export interface RateState {
  count: number;
  allowed: number;
  /** Seconds until the window ends, at least 1. */
  resetSeconds: number;
  exceeded: boolean;
}

const windowsOf = (store: Store): Map<string, Window> =>
  store.collection("rate windows", () => new Map<string, Window>());

const windowOf = (store: Store, tokenId: string): Window => {
  const windows = windowsOf(store);
  const now = store.clock.now();
  const running = windows.get(tokenId);
  if (running && running.endsAt > now) return running;
  const fresh = { endsAt: now + store.settings.windowMs, count: 0 };
  windows.set(tokenId, fresh);
  return fresh;
};

const asState = (store: Store, window: Window, exceeded: boolean): RateState => ({
  count: window.count,
  allowed: store.settings.requestsPerMinute,
  resetSeconds: Math.max(1, Math.ceil((window.endsAt - store.clock.now()) / 1000)),
  exceeded,
});

/** Counts one request of this token; one too many is not counted. */
export const spend = (store: Store, token: Token): RateState => {
  const window = windowOf(store, token.id);
  const exceeded = window.count >= store.settings.requestsPerMinute;
  if (!exceeded) window.count += 1;
  return asState(store, window, exceeded);
};

/** The window of a token, without spending; without a token, that of a new one. */
export const look = (store: Store, token: Token | undefined): RateState => {
  const fresh = { endsAt: store.clock.now() + store.settings.windowMs, count: 0 };
  return asState(store, token ? windowOf(store, token.id) : fresh, false);
};

/** Another program spends part of every token's running window. */
export const spendByOthers = (store: Store, count: number): void => {
  for (const token of store.tokens.values()) {
    const window = windowOf(store, token.id);
    window.count = Math.min(store.settings.requestsPerMinute, window.count + count);
  }
};

/** The next request of every token begins a new window. */
export const forgetWindows = (store: Store): void => windowsOf(store).clear();
