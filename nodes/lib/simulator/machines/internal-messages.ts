import type { OtherLeg } from "../entities/communication";
import type { InternalMessage } from "../entities/message";
import { internalMessagesIn } from "../store/messages";
import type { Store } from "../store/store";
import { isLive, legsOf, type Place } from "./legs";

/** What users write to each other, beside or without a customer. */

export type InternalPlace = Place & { leg: OtherLeg };

export const isInternal = (place: Place): place is InternalPlace => place.leg.media === "internalMessages";

/** The user at the other end; undefined if that party is no user. */
const recipientOf = ({ conversation, leg }: InternalPlace): string | undefined =>
  legsOf(conversation).findLast(
    (place) => isInternal(place) && place.leg.id !== leg.id && isLive(place.leg) && place.participant.userId,
  )?.participant.userId;

/** The leg has the id of the message. Its text is read with another request. */
export const writeInternally = (
  store: Store,
  place: InternalPlace,
  senderId: string,
  text: string,
): InternalMessage => {
  const { conversation, participant, leg } = place;
  const recipientId = recipientOf(place);
  const message: InternalMessage = {
    id: store.ids.next("internal message"),
    conversationId: conversation.id,
    communicationId: leg.id,
    at: store.clock.now(),
    senderId,
    text,
    ...(recipientId === undefined ? {} : { recipientId }),
  };
  internalMessagesIn(store).push(message);
  store.changed({ what: "messageAdded", conversation, participant, communication: leg });
  return message;
};
