import type { Conversation, Participant } from "../entities/conversation";
import type { Role } from "../entities/org";
import type { Store } from "./store";
import type { Bearer } from "./tokens";

/** To which divisions things belong, and in which of them a token may do what. */

/** What was given no division belongs to the first one, as on the platform. */
export const divisionOf = ({ org }: Store, thing: { divisionId?: string } | undefined): string =>
  thing?.divisionId ?? org.organization.divisionId;

type Touched = readonly [collection: "flows" | "routing/queues" | "users", id: string, divisionId: string];

/** Which things of the org a participant brings into the conversation, each with its division. */
export const touchedBy = (store: Store, { flowId, queueId, userId }: Participant): Touched[] => {
  const { queues, users } = store.org;
  return [
    ...(flowId === undefined ? [] : [["flows", flowId, divisionOf(store, undefined)] as const]),
    ...(queueId === undefined
      ? []
      : [["routing/queues", queueId, divisionOf(store, queues.get(queueId))] as const]),
    ...(userId === undefined ? [] : [["users", userId, divisionOf(store, users.get(userId))] as const]),
  ];
};

/** Those of the queues, users and flows that took part, in their order; the conversation's own one before there are any. */
export const divisionsOfConversation = (store: Store, conversation: Conversation): readonly string[] => {
  const found = conversation.participants.flatMap((each) => touchedBy(store, each).map(([, , id]) => id));
  return found.length === 0 ? [conversation.divisionId] : [...new Set(found)];
};

/**
 * Who may act in one of these may act on the conversation. Flows do not count: those of the simulated org all belong to the first
 * division, and every call comes in through one.
 */
export const accessDivisions = (store: Store, conversation: Conversation): readonly string[] => {
  const found = conversation.participants.flatMap(({ queueId, userId }) => [
    ...(queueId === undefined ? [] : [divisionOf(store, store.org.queues.get(queueId))]),
    ...(userId === undefined ? [] : [divisionOf(store, store.org.users.get(userId))]),
  ]);
  return found.length === 0 ? [conversation.divisionId] : [...new Set(found)];
};

/** Those of a conversation, a queue or a user; undefined where the id is of none of them. */
export const divisionsOfId = (store: Store, id: string): readonly string[] | undefined => {
  const conversation = store.conversations.get(id);
  if (conversation) return accessDivisions(store, conversation);
  const thing = store.org.queues.get(id) ?? store.org.users.get(id);
  return thing && [divisionOf(store, thing)];
};

/** What is held in every division, and what in some. */
const heldBy = ({ client, user }: Bearer): { permissions: readonly string[]; roles: readonly Role[] } => {
  const { permissions, roles = [] } = user ?? client;
  return { permissions, roles };
};

const has = (permissions: readonly string[], wanted: string): boolean =>
  permissions.includes("*") || permissions.includes(wanted);

/** Has the token the permission in one of the divisions? Without any, it is enough to have it anywhere. */
export const isPermitted = (
  bearer: Bearer,
  permission: string,
  divisions: readonly string[] | undefined,
): boolean => {
  const { permissions, roles } = heldBy(bearer);
  if (has(permissions, permission)) return true;
  return roles.some(
    (role) =>
      has(role.permissions, permission) &&
      role.divisions.length > 0 &&
      (divisions === undefined || divisions.some((id) => role.divisions.includes(id))),
  );
};
