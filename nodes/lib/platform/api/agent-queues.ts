import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** The queues of a user: membership, and whether the user has a queue activated. */

export const LIST_QUEUES = "getUserQueues";
export const ACTIVATE_QUEUES = "patchUserQueues";
export const CHANGE_MEMBERS = "postRoutingQueueMembers";

const PAGE_SIZE = 100;
/** The maximum number of pages that are read. */
const MOST_PAGES = 50;

/** A queue of which the user is a member. */
export interface UserQueue {
  id: string;
  name?: string;
  /** Has the user activated it? Only then it offers them conversations. */
  joined: boolean;
}

interface Listing {
  entities?: { id?: unknown; name?: unknown }[];
  pageCount?: number;
  nextUri?: string;
}

/** One of the two lists: the platform returns either the activated queues or the others. */
const listHalf = async (
  client: Client,
  userId: string,
  joined: boolean,
  options?: CallOptions,
): Promise<UserQueue[]> => {
  const found: UserQueue[] = [];
  for (let page = 1, more = true; more && page <= MOST_PAGES; page += 1) {
    const body = await client.request<Listing | undefined>(
      {
        operation: LIST_QUEUES,
        method: "GET",
        path: path`/api/v2/users/${userId}/queues`,
        query: { joined, pageSize: PAGE_SIZE, pageNumber: page },
        repeatable: true,
      },
      options,
    );
    for (const { id, name } of body?.entities ?? [])
      if (typeof id === "string") found.push({ id, joined, ...(typeof name === "string" ? { name } : {}) });
    more = body?.pageCount === undefined ? typeof body?.nextUri === "string" : page < body.pageCount;
  }
  return found;
};

/**
 * All queues of which a user is a member.
 * @see https://developer.genesys.cloud/devapps/api-explorer getUserQueues
 */
export const listUserQueues = async (
  client: Client,
  userId: string,
  options?: CallOptions,
): Promise<UserQueue[]> => [
  ...(await listHalf(client, userId, true, options)),
  ...(await listHalf(client, userId, false, options)),
];

/**
 * Activates or deactivates queues of a user, all of them in one request. Queues of which the user is no member are
 * disregarded. Retried: a second request sets the same.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchUserQueues
 */
export const activateQueues = async (
  client: Client,
  userId: string,
  queueIds: readonly string[],
  joined: boolean,
  options?: CallOptions,
): Promise<void> => {
  await client.request(
    {
      operation: ACTIVATE_QUEUES,
      method: "PATCH",
      path: path`/api/v2/users/${userId}/queues`,
      body: queueIds.map((id) => ({ id, joined })),
      repeatable: true,
    },
    options,
  );
};

/**
 * Makes a user a member of a queue, or ends the membership. Retried: a member is a member, however often they are added.
 * @see https://developer.genesys.cloud/devapps/api-explorer postRoutingQueueMembers
 */
export const changeMembership = async (
  client: Client,
  queueId: string,
  userId: string,
  member: boolean,
  options?: CallOptions,
): Promise<void> => {
  await client.request(
    {
      operation: CHANGE_MEMBERS,
      method: "POST",
      path: path`/api/v2/routing/queues/${queueId}/members`,
      ...(member ? {} : { query: { delete: true } }),
      body: [{ id: userId }],
      repeatable: true,
    },
    options,
  );
};
