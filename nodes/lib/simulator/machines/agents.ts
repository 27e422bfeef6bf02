import type { PresenceDefinition, Queue, User } from "../entities/org";
import type { Store } from "../store/store";
import { ringForWaiting } from "./acd";
import { setRoutingStatus, showStatus } from "./availability";

/** What decides whether an agent is offered conversations: presence, routing status, membership and activation. */

interface NewPresence {
  definition?: PresenceDefinition | undefined;
  message?: string | undefined;
}

/** Who goes on the queue is idle or interacting; with any other presence, the platform offers nothing. */
export const setPresence = (
  store: Store,
  user: User,
  { definition, message }: NewPresence,
  correlationId: string,
): void => {
  if (message !== undefined) user.presenceMessage = message;
  if (definition !== undefined) {
    user.presence = definition.systemPresence;
    user.presenceId = definition.id;
  }
  user.presenceSince = store.clock.now();
  store.userChanged({ what: "presence", user, correlationId });
  if (definition === undefined) return;
  if (user.presence !== "On Queue") return setRoutingStatus(store, user, "OFF_QUEUE", correlationId);
  if (user.routingStatus === "OFF_QUEUE") becomeIdle(store, user, correlationId);
};

/** The agent is offered conversations again. One who has a conversation is interacting. */
export const becomeIdle = (store: Store, user: User, correlationId: string): void => {
  setRoutingStatus(store, user, "IDLE", correlationId);
  showStatus(store, user.id);
  ringForWaiting(store);
};

export const isMember = ({ memberIds }: Queue, userId: string): boolean => memberIds.includes(userId);
export const isActive = (queue: Queue, userId: string): boolean =>
  isMember(queue, userId) && !queue.inactiveMemberIds.includes(userId);

const without = (ids: readonly string[], gone: readonly string[]): string[] =>
  ids.filter((id) => !gone.includes(id));

/** New members have the queue activated. */
export const addMembers = (store: Store, queue: Queue, userIds: readonly string[]): void => {
  queue.memberIds = [...queue.memberIds, ...without([...new Set(userIds)], queue.memberIds)];
  store.queueChanged(queue);
  ringForWaiting(store);
};

export const removeMembers = (store: Store, queue: Queue, userIds: readonly string[]): void => {
  queue.memberIds = without(queue.memberIds, userIds);
  queue.inactiveMemberIds = without(queue.inactiveMemberIds, userIds);
  store.queueChanged(queue);
};

/** What a user who is no member asks for is disregarded. */
export const setActive = (store: Store, queue: Queue, userId: string, active: boolean): void => {
  if (!isMember(queue, userId)) return;
  const others = without(queue.inactiveMemberIds, [userId]);
  queue.inactiveMemberIds = active ? others : [...others, userId];
  store.queueChanged(queue);
  if (active) ringForWaiting(store);
};
