import { aboutLeg, type LegView } from "./leg-view";
import { asMs } from "./spelling";
import type { Schedule } from "./types";

/**
 * When a callback is due, according to the leg of its customer: the queue and the agents have the same time on legs of
 * their own. A snapshot that is the first one of its conversation has news only while the callback waits, or where it began
 * a moment ago.
 */
export const schedulesOf = (leg: LegView): Schedule[] => {
  const { communication, participant, customer, mediaType, connectedAt, endedAt } = leg;
  const at = asMs(communication["callbackScheduledTime"]);
  if (!customer || mediaType !== "callback" || at === undefined) return [];
  const notBefore = asMs(participant.startTime) ?? connectedAt ?? endedAt;
  const waiting = communication.state === "scheduled" && !leg.ended;
  return [
    {
      ...{ key: leg.key, time: new Date(at).toISOString(), waiting },
      fact: { ...aboutLeg(leg), notBefore },
    },
  ];
};
