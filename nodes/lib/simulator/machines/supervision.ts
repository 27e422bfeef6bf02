import type { Participant } from "../entities/conversation";
import type { User } from "../entities/org";
import type { Store } from "../store/store";
import { addParticipant, connectLeg, type Place } from "./legs";
import { newLeg } from "./new-leg";
import { userArrives } from "./parties";

/** A supervisor joins an agent's interaction: monitoring, coaching, or barging in. */

export type Supervision = "monitor" | "coach" | "barge";

const LINK = {
  monitor: "monitoredParticipantId",
  coach: "coachedParticipantId",
  barge: "bargedParticipantId",
} as const satisfies Record<Supervision, keyof Participant>;

export const supervise = (store: Store, place: Place, user: User, how: Supervision): void => {
  const { conversation, participant, leg } = place;
  const isCall = leg.media === "calls";
  // Only a call has a phone that has to be picked up first; elsewhere the supervisor is there at once.
  const state = isCall ? "contacting" : "connected";
  const given = { state, direction: "outbound", peerId: leg.id } as const;
  const arrival = userArrives(store, user, given);
  const own = isCall
    ? arrival.leg
    : newLeg(leg.media, { ...given, id: arrival.leg.id, at: store.clock.now() });
  const supervisor = { ...arrival.participant, [LINK[how]]: participant.id, communications: [own] };
  addParticipant(store, conversation, supervisor);
  store.clock.after(store.settings.stationAnswersMs, () => {
    if (own.state === "contacting") connectLeg(store, { conversation, participant: supervisor, leg: own });
  });
};
