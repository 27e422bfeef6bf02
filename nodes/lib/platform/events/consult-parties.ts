import { isLinked } from "../conversation/consultation";
import { TRANSFERS } from "./end-facts";
import { aboutLeg, type LegView } from "./leg-view";
import { asMs } from "./spelling";
import type { PartySeen } from "./types";

/** Who takes part in a call, or has, as far as consultations are concerned. */
export const partiesOf = (legs: readonly LegView[]): PartySeen[] => {
  const calls = legs.filter(({ mediaType, supervises }) => mediaType === "call" && supervises.length === 0);
  const isConsulting = calls.some(
    (leg) => leg.agent && !leg.ended && !leg.consulted && isLinked(leg.participant),
  );
  return calls
    .filter((leg) => leg.agent || leg.customer || isQueue(leg))
    .map((leg) => ({
      participantId: leg.participant.id,
      root: rootOf(leg, calls),
      role: isQueue(leg) ? "queue" : leg.agent ? "agent" : "customer",
      isConsulted: isLinked(leg.participant)
        ? leg.consulted || isQueue(leg)
        : leg.consulted && isConsulting && !leg.ended,
      isConsulting: leg.agent && !leg.consulted && isLinked(leg.participant),
      beganAt: beganAt(leg),
      ended: leg.ended,
      endedAt: leg.endedAt,
      handedOver: leg.ended && TRANSFERS.has(leg.disconnectType ?? ""),
      fact: aboutLeg(leg),
    }));
};

const isQueue = ({ participant }: LegView): boolean => participant.purpose === "acd";

const beganAt = ({ communication, participant, connectedAt }: LegView): number | undefined =>
  asMs(communication.startAlertingTime) ?? asMs(participant.startTime) ?? connectedAt;

/** A queue that is consulted finds an agent. Both are one consultation: that of the queue. */
const rootOf = (leg: LegView, calls: readonly LegView[]): string => {
  const { queueId, id } = leg.participant;
  if (!leg.agent || queueId === undefined) return id;
  const isTalkingAt = (agent: LegView, at: number): boolean =>
    agent !== leg &&
    agent.agent &&
    (agent.connectedAt ?? Infinity) < at &&
    (!agent.ended || (agent.endedAt ?? 0) > at);
  const queue = calls.findLast((other) => {
    const at = beganAt(other);
    return (
      isQueue(other) &&
      other.participant.queueId === queueId &&
      at !== undefined &&
      at <= (beganAt(leg) ?? Infinity) &&
      calls.some((agent) => isTalkingAt(agent, at))
    );
  });
  return queue?.participant.id ?? id;
};
