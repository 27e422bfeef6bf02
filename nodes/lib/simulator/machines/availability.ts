import type { Participant } from "../entities/conversation";
import type { User } from "../entities/org";
import type { Store } from "../store/store";
import { isLive } from "./legs";

/** Who can be offered a conversation. */

/** Has the user something to do in this conversation: a live leg, or after-call work? */
const keepsBusy = ({ communications }: Participant): boolean =>
  communications.some((leg) => isLive(leg) || leg.afterCallWork?.state === "pending");

/** All users who have an interaction. */
export const busyUsers = (store: Store): Set<string> => {
  const busy = new Set<string>();
  for (const { participants } of store.conversations.values())
    for (const participant of participants)
      if (participant.userId !== undefined && keepsBusy(participant)) busy.add(participant.userId);
  return busy;
};

/** May the user be alerted? `busy`: the users who have an interaction. */
export const mayRing = (user: User, busy: ReadonlySet<string>): boolean =>
  user.state === "active" && user.presence === "On Queue" && user.station !== undefined && !busy.has(user.id);

/** Is the user on the queue, with nothing to do: no live leg, no after-call work? */
export const isFree = (store: Store, user: User): boolean => mayRing(user, busyUsers(store));

/** What the org shows of a user who is on the queue. */
export const showStatus = (store: Store, userId: string | undefined): void => {
  const user = store.org.users.get(userId ?? "");
  if (user?.presence === "On Queue") user.routingStatus = isFree(store, user) ? "IDLE" : "INTERACTING";
};
