import { ActError } from "../act/details";
import type { Act } from "../act/index";
import type { Store } from "../store/store";
import type * as floors from "./floor";
import { ratesOf, type Rates } from "./rates";

/** Switches the floor on and off. Its people are loaded when it is switched on. */

/** What a floor is started with. */
export interface FloorRequest {
  /** `1` by default. */
  seed?: unknown;
  /** What differs from the usual rates. */
  rates?: unknown;
}

export interface FloorState {
  running: boolean;
  seed: string | undefined;
  rates: Rates | undefined;
  /** The newest lines of its log, oldest first. */
  events: readonly string[];
}

export interface FloorSwitch {
  /** @throws ActError naming what is wrong; the running floor then goes on. One that runs is replaced. */
  start(request: FloorRequest): FloorState;
  stop(): FloorState;
  state(): FloorState;
}

/** How many lines are kept for who reads them over HTTP. */
const KEPT_LINES = 200;

const seedOf = (seed: unknown): string => {
  if (typeof seed === "string" || typeof seed === "number") return String(seed);
  throw new ActError("seed", "seed must be a text or a number.");
};

export const createFloorSwitch = (
  store: Store,
  act: Act,
  onEvent: (line: string) => void = () => undefined,
): FloorSwitch => {
  let running: { seed: string; rates: Rates; end: () => void } | undefined;
  let events: string[] = [];
  const state = (): FloorState => ({
    running: running !== undefined,
    seed: running?.seed,
    rates: running?.rates,
    events,
  });
  const stop = (): FloorState => {
    running?.end();
    running = undefined;
    return state();
  };
  return {
    state,
    stop,
    start: ({ seed: wanted = "1", rates: given }) => {
      const [seed, rates] = [seedOf(wanted), ratesOf(given)];
      stop();
      events = [];
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- only needed where a floor is wanted
      const { startFloor } = require("./floor") as typeof floors;
      const end = startFloor(store, act, {
        seed,
        rates,
        onEvent: (line) => {
          events.push(line);
          if (events.length > KEPT_LINES) events.shift();
          onEvent(line);
        },
      });
      running = { seed, rates, end };
      return state();
    },
  };
};
