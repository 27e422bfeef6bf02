import type { Conversation, Participant } from "../entities/conversation";
import type { Queue, RoutingStatus, User } from "../entities/org";
import type { Store } from "../store/store";
import { isLive } from "./legs";

/** Who can be offered a conversation. */

/** Has the user something to do in this conversation: a live leg, or after-call work? */
const keepsBusy = ({ communications }: Participant): boolean =>
  communications.some((leg) => isLive(leg) || leg.afterCallWork?.state === "pending");

/** Conversations that may keep a user busy: those that did when they were last looked at, and those that have changed since. */
const busyConversations = (store: Store): Set<Conversation> =>
  store.collection("busy conversations", () => new Set(store.conversations.values()));

/** The conversation has changed: it may keep a user busy again. */
export const lookAgain = (store: Store, conversation: Conversation): void =>
  void busyConversations(store).add(conversation);

/** All users who have an interaction. It takes a time that grows with their number, not with that of the conversations. */
export const busyUsers = (store: Store): Set<string> => {
  const busy = new Set<string>();
  const conversations = busyConversations(store);
  for (const conversation of conversations) {
    const own = conversation.participants.filter((each) => each.userId !== undefined && keepsBusy(each));
    for (const { userId = "" } of own) busy.add(userId);
    if (own.length === 0) conversations.delete(conversation);
  }
  return busy;
};

/** May the user be alerted? `busy`: the users who have an interaction. */
export const mayRing = (user: User, busy: ReadonlySet<string>): boolean =>
  user.state === "active" &&
  user.presence === "On Queue" &&
  user.routingStatus !== "NOT_RESPONDING" &&
  user.station !== undefined &&
  !busy.has(user.id);

/** Is the user on the queue, with nothing to do: no live leg, no after-call work? */
export const isFree = (store: Store, user: User): boolean => mayRing(user, busyUsers(store));

/** The members of a queue who have not deactivated it for themselves. */
export const activeMembers = (store: Store, { memberIds, inactiveMemberIds }: Queue): User[] =>
  memberIds.flatMap((id) => (inactiveMemberIds.includes(id) ? [] : (store.org.users.get(id) ?? [])));

export const setRoutingStatus = (
  store: Store,
  user: User,
  status: RoutingStatus,
  correlationId?: string,
): void => {
  if (user.routingStatus === status) return;
  user.routingStatus = status;
  user.routingStatusSince = store.clock.now();
  store.userChanged({
    what: "routingStatus",
    user,
    ...(correlationId === undefined ? {} : { correlationId }),
  });
};

/** What the org shows of a user who is on the queue. Who has not answered stays so until they are set to idle. */
export const showStatus = (store: Store, userId: string | undefined): void => {
  const user = store.org.users.get(userId ?? "");
  if (user?.presence !== "On Queue" || user.routingStatus === "NOT_RESPONDING") return;
  setRoutingStatus(store, user, busyUsers(store).has(user.id) ? "INTERACTING" : "IDLE");
};
