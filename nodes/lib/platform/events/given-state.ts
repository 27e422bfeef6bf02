import type { EventsState } from "./types";

/** The state of several subscriptions together: new ones are added all the time, so one that is connected counts. */
export const stateOfAll = (states: readonly EventsState[]): EventsState => {
  const has = (kind: EventsState["kind"]): boolean => states.some((state) => state.kind === kind);
  const kinds = ["reconnecting", "connected", "connecting"] as const;
  const refused = new Map(states.flatMap((state) => state.refused.map((one) => [one.topic, one] as const)));
  return { kind: kinds.find(has) ?? "closed", refused: [...refused.values()] };
};

/** What is returned is to be called whenever one of them has changed: `onState` is called once for all changes of a turn. */
export const createStateOfAll = (
  states: () => readonly EventsState[],
  onState: (state: EventsState) => void,
): (() => void) => {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      onState(stateOfAll(states()));
    });
  };
};
