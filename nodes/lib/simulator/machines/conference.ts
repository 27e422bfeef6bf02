import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store/store";
import { addParticipant, connectLeg, endLeg, type Place } from "./legs";
import { newCall } from "./new-call";
import { liveCallsOf } from "./voice";

/** Several calls become one. */

/** A user who takes part in several of the calls is in the conference once. */
const isThereAlready = (conversation: Conversation, { participant }: Place): boolean =>
  participant.userId !== undefined &&
  liveCallsOf(conversation).some((other) => other.participant.userId === participant.userId);

/** The connected parties of `from` go on in `into` as new participants; `from` is over. */
export const mergeCalls = (store: Store, into: Conversation, from: readonly Conversation[]): void => {
  for (const conversation of from) {
    const leaving = liveCallsOf(conversation);
    for (const place of leaving) {
      const { participant, leg } = place;
      if (leg.state !== "connected" || isThereAlready(into, place)) continue;
      const at = store.clock.now();
      const id = store.ids.next("communication");
      const moved = newCall({ id, state: "dialing", direction: leg.direction, at });
      const newcomer: Participant = {
        ...participant,
        id: store.ids.next("participant"),
        startAt: at,
        attributes: { ...participant.attributes },
        communications: [moved],
      };
      delete newcomer.connectedAt;
      addParticipant(store, into, newcomer);
      connectLeg(store, { conversation: into, participant: newcomer, leg: moved });
    }
    for (const place of leaving) endLeg(store, place, "transfer.conference");
  }
};
