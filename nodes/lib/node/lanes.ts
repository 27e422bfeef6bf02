import { closedError, GenesysError } from "../platform/errors/errors";
import type { Turn } from "../platform/types";

/** As many messages may wait for their turn as for the rate limit. */
const MOST_WAITING = 10_000;

/** Orders what is about the same thing: one lane for each key. */
export interface Lanes {
  /**
   * A place behind everyone in this lane. It counts from now, also where the turn is taken later.
   * @throws GenesysError `limited` where too many wait already.
   */
  join(key: string | undefined): Turn;
  /** How many lanes are in use. */
  size(): number;
}

interface Place {
  /** Counts up: the order of arrival, which a place keeps when it leaves the lane and comes back. */
  arrival: number;
  go: () => void;
}

/** What is about nothing in particular waits for nothing. */
export const freeTurn: Turn = { take: () => Promise.resolve(), leave: () => undefined };

/** The first place of a lane has the turn. A lane that is empty is forgotten. */
export const createLanes = (mostWaiting = MOST_WAITING): Lanes => {
  const lanes = new Map<string, Place[]>();
  let arrivals = 0;
  /** Places in all lanes, the first ones included. */
  let places = 0;

  const enter = (key: string, place: Place): void => {
    places += 1;
    const lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, [place]);
    // Not before the first: it has the turn, whenever it came.
    else lane.splice(indexFor(lane, place), 0, place);
  };

  const leave = (key: string, place: Place): void => {
    const lane = lanes.get(key);
    const index = lane?.indexOf(place) ?? -1;
    if (lane === undefined || index < 0) return;
    lane.splice(index, 1);
    places -= 1;
    if (lane.length === 0) lanes.delete(key);
    else if (index === 0) lane[0]?.go();
  };

  const join = (key: string | undefined): Turn => {
    if (key === undefined) return freeTurn;
    if (lanes.has(key) && places - lanes.size >= mostWaiting) throw laneFull(mostWaiting);
    const place: Place = { arrival: (arrivals += 1), go: () => undefined };
    enter(key, place);
    return {
      take: (signal) =>
        new Promise((resolve, reject) => {
          const onAbort = (): void => {
            leave(key, place);
            reject(closedError());
          };
          if (signal?.aborted === true) return onAbort();
          if (lanes.get(key)?.includes(place) !== true) enter(key, place);
          if (lanes.get(key)?.[0] === place) return resolve();
          const go = (): void => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          };
          place.go = go; // not the function itself, as in exchange.ts
          signal?.addEventListener("abort", onAbort, { once: true });
        }),
      leave: () => leave(key, place),
    };
  };

  return { join, size: () => lanes.size };
};

/** After the first and after all that came earlier; nearly always the end. */
const indexFor = (lane: readonly Place[], { arrival }: Place): number => {
  let at = lane.length;
  while (at > 1 && (lane[at - 1]?.arrival ?? 0) > arrival) at -= 1;
  return at;
};

const laneFull = (limit: number): GenesysError =>
  new GenesysError(
    "limited",
    `${limit} messages of this node already wait for earlier messages about the same conversation, so this message was not sent. ` +
      "Send messages more slowly.",
    { outcome: "notSent", queueLimit: limit },
  );
