import type { IncomingMessage, ServerResponse } from "node:http";

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A node that wants a route. */
export interface Claimant {
  nodeId: string;
  /** For the sentence about a path that is taken. */
  name: string;
  serve: Serve;
  /** Called with the claimant that has the route, at once and when this changes. */
  onHolder(holder: Claimant): void;
}

interface Place {
  holder: Claimant | undefined;
  /** In the order in which they came. */
  waiting: Claimant[];
}

export interface RouteTable {
  /** The returned function gives the claim up; `removed`: for good, and not because a deploy replaces the node. */
  claim(key: string, claimant: Claimant): (removed: boolean) => void;
  /** `between`: a deploy is replacing the node. */
  find(key: string): Serve | "between" | undefined;
}

/**
 * Which node has which route. The first that claims one has it; the others wait, and the first of them gets it after the
 * deploy in which the holder goes. While a deploy replaces a node its route stays known, so that a caller is asked to
 * come again and is not refused.
 */
export const createRouteTable = (afterDeploys: (listener: () => void) => () => void): RouteTable => {
  const places = new Map<string, Place>();
  let leave: (() => void) | undefined;

  const settle = (): void => {
    for (const [key, place] of places) {
      if (place.holder === undefined) promote(place);
      if (place.holder === undefined) places.delete(key);
    }
    if (places.size > 0) return;
    leave?.();
    leave = undefined;
  };

  const placeOf = (key: string): Place => {
    const place = places.get(key) ?? { holder: undefined, waiting: [] };
    places.set(key, place);
    leave ??= afterDeploys(settle);
    return place;
  };

  return {
    claim: (key, claimant) => {
      const place = placeOf(key);
      if (place.holder === undefined) place.holder = claimant;
      else place.waiting.push(claimant);
      // All that wait: in a deploy the holder may have changed.
      for (const each of new Set([claimant, ...place.waiting])) each.onHolder(place.holder);
      return (removed) => {
        place.waiting = place.waiting.filter((each) => each !== claimant);
        if (place.holder !== claimant) return;
        place.holder = undefined;
        if (removed && place.waiting.length === 0) places.delete(key);
      };
    },
    find: (key) => {
      const place = places.get(key);
      return place === undefined ? undefined : (place.holder?.serve ?? "between");
    },
  };
};

const promote = (place: Place): void => {
  const [first, ...others] = place.waiting;
  if (first === undefined) return;
  place.holder = first;
  place.waiting = others;
  for (const each of [first, ...others]) each.onHolder(first);
};
