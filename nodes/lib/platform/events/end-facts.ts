import type { LegView } from "./leg-view";
import type { Fact } from "./types";

/** Transfers of a leg that was answered; the others only moved an alert. */
export const TRANSFERS: ReadonlySet<string> = new Set(["transfer", "transfer.consult", "transfer.forward"]);

/** How an alert may end that the queue then offers to the next agent. */
const GONE_WITH_THE_CALLER = new Set(["peer", "spam", "uncallable", ...TRANSFERS, "transfer.conference"]);

type EndOfLeg = Pick<
  LegView,
  "key" | "agent" | "customer" | "supervises" | "connected" | "endedAt" | "disconnectType"
>;

/** What the end of a leg means. A detail has nothing of the other legs, so it has none. */
export const factsOfEnd = (
  leg: EndOfLeg,
  about: Omit<Fact, "key" | "event">,
  all: readonly LegView[] = [],
): Fact[] => {
  const { endedAt: occurredAt, disconnectType } = leg;
  if (leg.supervises.length > 0 || !(leg.agent || leg.customer)) return [];
  const end = { ...about, from: "connected", to: disconnectType ?? "disconnected", occurredAt };
  if (!leg.connected)
    return leg.agent && isBackInQueue(occurredAt, disconnectType, all)
      ? [{ ...end, from: "alerting", key: `requeued/${leg.key}`, event: "requeued" }]
      : [];
  if (leg.customer) return [{ ...end, key: `customerLeft/${leg.key}`, event: "customerLeft" }];
  const left: Fact = { ...end, key: `agentLeft/${leg.key}`, event: "agentLeft" };
  if (TRANSFERS.has(disconnectType ?? ""))
    return [{ ...end, key: `transferred/${leg.key}`, event: "transferred" }, left];
  if (disconnectType === "transfer.conference")
    return [{ ...end, key: `conferenced/${leg.key}`, event: "conferenced" }, left];
  return [left];
};

/** The alert came to nothing while both the queue and the customer were still there. */
const isBackInQueue = (
  at: number | undefined,
  disconnectType: string | undefined,
  all: readonly LegView[],
): boolean => {
  if (at === undefined || disconnectType === undefined || GONE_WITH_THE_CALLER.has(disconnectType))
    return false;
  const outlasts = (leg: LegView): boolean =>
    (leg.connectedAt ?? 0) <= at && (!leg.ended || (leg.endedAt ?? 0) > at);
  return (
    all.some((leg) => leg.participant.purpose === "acd" && outlasts(leg)) &&
    all.some((leg) => leg.customer && outlasts(leg))
  );
};
