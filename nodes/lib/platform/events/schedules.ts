import { aboutLeg, type LegView } from "./leg-view";
import { asMs } from "./spelling";
import type { Schedule } from "./types";

/**
 * When a callback is due, according to the leg of its customer: the queue and the agents have the same time on legs of
 * their own. A notification does not say since when: where it is the first one of a conversation whose callback has
 * begun, the callback may have been scheduled long ago, and counts as old.
 */
export const schedulesOf = (leg: LegView): Schedule[] => {
  const { communication, participant, customer, mediaType } = leg;
  const at = asMs(communication["callbackScheduledTime"]);
  if (!customer || mediaType !== "callback" || at === undefined) return [];
  const waiting = communication.state === "scheduled" && !leg.ended;
  const notBefore = asMs(participant.startTime) ?? (waiting ? undefined : 0);
  return [
    {
      ...{ key: leg.key, time: new Date(at).toISOString(), waiting },
      fact: { ...aboutLeg(leg), notBefore },
    },
  ];
};
