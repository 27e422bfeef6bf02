import type { Invariant } from "../walk-state";
import { eventsInOrder, eventsOnce, noEndLost, noEndUnknown, noEventLost } from "./events-once";
import { inOrder } from "./in-order";
import { neverTwice, noMoreTransfers } from "./never-twice";
import { everyMessageEnds, truthfulStatus } from "./messages-end";
import { nothingCrashes, nothingPrivate } from "./nothing-private";
import { withinLimits } from "./within-limits";

/** What holds after every step. */
export const INVARIANTS: readonly Invariant[] = [
  ...[neverTwice, noMoreTransfers, inOrder, everyMessageEnds, truthfulStatus, withinLimits],
  ...[nothingPrivate, nothingCrashes, eventsOnce, eventsInOrder, noEventLost, noEndLost, noEndUnknown],
];
