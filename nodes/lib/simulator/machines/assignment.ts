import type { Conversation } from "../entities/conversation";
import type { User } from "../entities/org";
import type { Store } from "../store/store";
import { alertAgent } from "./acd";
import { endLeg, liveLegsOf } from "./legs";
import { waitingIn } from "./waiting";

/** A user is alerted by name, whatever the queue would do by itself. Who is alerted at the moment no longer is. */
export const assign = (store: Store, conversation: Conversation, user: User, requestedBy?: string): void => {
  const waiting = waitingIn(conversation);
  const queue = store.org.queues.get(waiting?.participant.queueId ?? "");
  if (!waiting || !queue) return;
  for (const place of liveLegsOf(conversation))
    if (place.participant.purpose === "agent" && place.leg.state === "alerting")
      endLeg(store, place, "transfer");
  alertAgent(store, waiting, queue, user, requestedBy ?? user.id);
};
