import type { Act } from "../act/index";
import { createTimers } from "../store/clock";
import type { Store } from "../store/store";
import { watchAgents } from "./agents";
import { beginArrivals } from "./arrivals";
import { beginBreaks } from "./breaks";
import { createRandom } from "./random";
import type { Rates } from "./rates";
import { createStory, writePresence } from "./story";
import type { Floor } from "./types";

export interface FloorOptions {
  /** The same seed gives the same day, from the same start and in virtual time. */
  seed: string;
  rates: Rates;
  /** One line for each event of any conversation. */
  onEvent: (line: string) => void;
}

/** Starts a contact centre at work: customers arrive, agents serve them. Returns what stops it; conversations then stay as they are. */
export const startFloor = (store: Store, act: Act, { seed, rates, onEvent }: FloorOptions): (() => void) => {
  const timers = createTimers(store.clock);
  const older = new Set(store.conversations.keys());
  const floor: Floor = {
    store,
    act,
    rates,
    after: (ms, fn) => void timers.after(Math.round(ms), fn),
    randomOf: (topic) => createRandom(`${seed} ${topic}`),
    attempt: (fn) => {
      try {
        fn();
        return true;
      } catch {
        return false; // an act says what makes it impossible at present, which may change between plan and act
      }
    },
    isOlder: ({ id }) => older.has(id),
  };
  const stops = [
    store.onChange(createStory(store, onEvent)),
    store.onUserChange(writePresence(store, onEvent)),
    watchAgents(floor),
  ];
  beginArrivals(floor);
  const endBreaks = beginBreaks(floor);
  return () => {
    timers.cancelAll();
    for (const stop of stops) stop();
    endBreaks();
  };
};
