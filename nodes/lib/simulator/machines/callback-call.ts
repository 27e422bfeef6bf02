import type { Call } from "../entities/communication";
import type { Store } from "../store/store";
import { callbackPlaces, type CallbackPlace } from "./callbacks";
import { ring } from "./callee";
import { addLeg, connectLeg, isCustomer, isLive, turnLeg, type Place } from "./legs";
import { newCall } from "./new-call";

/** The call that an agent places from a callback. It is a communication of its own, of the same participants. */

/** The agent's phone is called first, then the customer: one call leg more for each of the two. */
export const callCustomer = (store: Store, agent: CallbackPlace, number: string): void => {
  const { conversation } = agent;
  const customer = callbackPlaces(conversation).find(
    (place) => isCustomer(place.participant) && isLive(place.leg),
  );
  if (!customer) return;
  const legOf = (state: "contacting" | "dialing", peerId?: string): Call =>
    newCall({
      ...{ id: store.ids.next("communication"), state, direction: "outbound", at: store.clock.now() },
      ...(peerId === undefined ? {} : { peerId }),
    });
  const own: Place = { conversation, participant: agent.participant, leg: legOf("contacting") };
  addLeg(store, own);
  store.clock.after(store.settings.stationAnswersMs, () => {
    if (!isLive(own.leg) || !isLive(customer.leg)) return;
    if (store.settings.callerWhileDialing === "connected") connectLeg(store, own);
    else turnLeg(store, own, "dialing");
    const { participant } = customer;
    const leg = legOf("dialing", own.leg.id);
    own.leg.peerId = leg.id;
    participant.address = participant.dnis = /^(tel|sip):/.test(number) ? number : `tel:${number}`;
    addLeg(store, { conversation, participant, leg });
    ring(store, conversation, { participant, leg });
  });
};
