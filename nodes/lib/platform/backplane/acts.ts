import { randomUUID } from "node:crypto";
import type { Sealing } from "./sealing";
import type { ActStore } from "./store";
import type { Acts } from "./types";

/** A claim without an end, as after a crash, is kept for longer than a request takes, with all its retries. */
const OPEN_MS = 15 * 60_000;
/** The same message may be late at another instance: its requests before this one may wait for the rate limit. */
const ENDED_MS = 5 * 60_000;
const NAMED_MS = 24 * 60 * 60_000;
/** Long enough for those who wait for the outcome. */
const RELEASED_MS = 60_000;

export const createActs = (store: ActStore, sealing: Sealing): Acts => ({
  claim: async (key, { agoMs, isNamed }) => {
    const name = sealing.hide(key);
    const id = randomUUID();
    const keptMs = isNamed ? NAMED_MS : OPEN_MS;
    const found = await store.claim(name, { id, agoMs: Math.max(0, Math.round(agoMs)), keptMs, isNamed });
    if (found === undefined)
      return {
        mine: true,
        end: (outcome) => {
          const endedMs = isNamed ? NAMED_MS : ENDED_MS;
          return store.end(name, id, outcome, outcome === "released" ? RELEASED_MS : endedMs);
        },
      };
    return {
      mine: false,
      claimedBy: found.instance,
      outcome: async () => {
        const state = (await store.state(name, found.id)) ?? "unknown";
        return state === "open" ? undefined : state;
      },
    };
  },
});
