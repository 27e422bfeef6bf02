import type { Participant } from "../entities/conversation";
import type { User } from "../entities/org";
import type { Store } from "../store";
import { addParticipant, connectLeg, type Place } from "./legs";
import { userArrives } from "./parties";

/** A supervisor comes into somebody's call: listening, whispering, or as one more who talks. */

export type Supervision = "monitor" | "coach" | "barge";

const LINK = {
  monitor: "monitoredParticipantId",
  coach: "coachedParticipantId",
  barge: "bargedParticipantId",
} as const satisfies Record<Supervision, keyof Participant>;

export const supervise = (store: Store, place: Place, user: User, how: Supervision): void => {
  const { conversation, participant, leg } = place;
  const given = { state: "contacting", direction: "outbound", peerId: leg.id } as const;
  const arrival = userArrives(store, user, given);
  arrival.participant[LINK[how]] = participant.id;
  addParticipant(store, conversation, arrival.participant);
  store.clock.after(store.settings.stationAnswersMs, () => {
    if (arrival.leg.state === "contacting") connectLeg(store, { conversation, ...arrival });
  });
};
