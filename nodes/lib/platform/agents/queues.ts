import { activateQueues, changeMembership, listUserQueues, type UserQueue } from "../api/agent-queues";
import { findQueues } from "../api/scopes";
import { GenesysError, inputError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** The queues of an agent: joined, left, activated, deactivated, many at once. */

export const QUEUE_ACTIONS = ["joinQueues", "leaveQueues", "activateQueues", "deactivateQueues"] as const;
export type QueueAction = (typeof QUEUE_ACTIONS)[number];

/** So many queues are in one request. */
const AT_ONCE = 100;

/** A queue that the flow names, and what the user has of it. */
interface WantedQueue {
  id: string;
  name: string | undefined;
  has: "active" | "inactive" | "none";
}

export interface ChangedQueues {
  /** Those for which something was sent. */
  changed: { id: string; name?: string }[];
  /** Those that needed no change. */
  unchanged: { id: string; name?: string }[];
}

/** What the user has of a queue when there is nothing to do. */
const DONE: Readonly<Record<QueueAction, readonly WantedQueue["has"][]>> = {
  joinQueues: ["active", "inactive"],
  leaveQueues: ["none"],
  activateQueues: ["active"],
  deactivateQueues: ["inactive", "none"],
};

const same = (a: string | undefined, b: string): boolean =>
  a?.trim().toLowerCase() === b.trim().toLowerCase();

const hasOf = (queue: UserQueue | undefined): WantedQueue["has"] =>
  queue === undefined ? "none" : queue.joined ? "active" : "inactive";

/** Found among the user's own queues, which have their names; the others are looked up in the organisation. */
const resolve = async (
  client: Client,
  named: readonly string[],
  mine: readonly UserQueue[],
  options?: CallOptions,
): Promise<WantedQueue[]> => {
  const ownOf = (name: string) => mine.find((queue) => same(queue.id, name) || same(queue.name, name));
  const others = named.filter((name) => ownOf(name) === undefined);
  const found = others.length === 0 ? [] : await findQueues(client, others, options);
  const unknown = found.filter(({ id }) => id === undefined).map(({ name }) => name);
  if (unknown.length > 0)
    throw new GenesysError(
      "missing",
      `The organisation has no such queue: ${unknown.join(", ")}. Check the names. Nothing was sent.`,
      { outcome: "notSent", field: "queueIds", queues: unknown },
    );
  const wanted = named.flatMap((name): WantedQueue[] => {
    const own = ownOf(name);
    if (own !== undefined) return [{ id: own.id, name: own.name, has: hasOf(own) }];
    const id = found.find((each) => each.name === name)?.id;
    return id === undefined ? [] : [{ id, name: same(id, name) ? undefined : name, has: "none" }];
  });
  return wanted.filter(({ id }, at) => wanted.findIndex((each) => each.id === id) === at);
};

/** The platform disregards such a queue without an error. */
const refuseForeign = (action: QueueAction, wanted: readonly WantedQueue[]): void => {
  if (action !== "activateQueues") return;
  const foreign = wanted.filter(({ has }) => has === "none").map(({ id, name }) => name ?? id);
  if (foreign.length > 0)
    throw inputError(
      "queueIds",
      `The user is not a member of: ${foreign.join(", ")}. Add the user with the action "joinQueues" first. Nothing was sent.`,
      { queues: foreign },
    );
};

/** One request each: those for membership are about one queue, those for activation about many. */
const batchesOf = (action: QueueAction, wanted: readonly WantedQueue[]): WantedQueue[][] => {
  const size = action === "joinQueues" || action === "leaveQueues" ? 1 : AT_ONCE;
  const batches: WantedQueue[][] = [];
  for (let from = 0; from < wanted.length; from += size) batches.push(wanted.slice(from, from + size));
  return batches;
};

const send = async (
  client: Client,
  userId: string,
  action: QueueAction,
  batch: readonly WantedQueue[],
  options?: CallOptions,
): Promise<void> => {
  const ids = batch.map(({ id }) => id);
  if (action === "activateQueues" || action === "deactivateQueues")
    return activateQueues(client, userId, ids, action === "activateQueues", options);
  for (const id of ids) await changeMembership(client, id, userId, action === "joinQueues", options);
};

/** A retry was refused because the first attempt, whose response was lost, had its effect. */
const hasTakenEffect = async (
  client: Client,
  userId: string,
  action: QueueAction,
  batch: readonly WantedQueue[],
  options?: CallOptions,
): Promise<boolean> => {
  const mine = await listUserQueues(client, userId, options);
  return batch.every(({ id }) => DONE[action].includes(hasOf(mine.find((queue) => same(queue.id, id)))));
};

const shown = ({ id, name }: WantedQueue) => ({ id, ...(name === undefined ? {} : { name }) });

/** What a flow has to know where one of several requests fails: for which queues, and what was carried out before it. */
const withProgress = (
  error: unknown,
  failed: readonly WantedQueue[],
  changed: readonly WantedQueue[],
  all: number,
): unknown => {
  if (!isGenesysError(error)) return error;
  const { code, message, cause } = error;
  const [first, ...more] = failed;
  const sentences = [
    ...(first === undefined || more.length > 0
      ? []
      : [`This happened for the queue ${first.name ?? first.id}.`]),
    ...(changed.length === 0 ? [] : [`Before that, ${changed.length} of ${all} queues were changed.`]),
  ];
  return new GenesysError(code, [message, ...sentences].join(" "), {
    ...cause,
    failed: failed.map(shown),
    ...(changed.length === 0 ? {} : { changed: changed.map(shown) }),
  });
};

/**
 * Does one action on queues of a user, each named by id or name. Only those that need it are sent.
 * @throws GenesysError `missing` for a queue that does not exist, `input` for one to activate without membership
 */
export const changeQueues = async (
  client: Client,
  userId: string,
  { action, named }: { action: QueueAction; named: readonly string[] },
  options?: CallOptions,
): Promise<ChangedQueues> => {
  const wanted = await resolve(client, named, await listUserQueues(client, userId, options), options);
  refuseForeign(action, wanted);
  const due = wanted.filter(({ has }) => !DONE[action].includes(has));
  const changed: WantedQueue[] = [];
  for (const batch of batchesOf(action, due)) {
    try {
      await send(client, userId, action, batch, options);
    } catch (error) {
      const wasLost = isGenesysError(error) && error.cause.earlierOutcome === "unknown";
      if (!wasLost || !(await hasTakenEffect(client, userId, action, batch, options)))
        throw withProgress(error, batch, changed, due.length);
    }
    changed.push(...batch);
  }
  return { changed: changed.map(shown), unchanged: wanted.filter((one) => !due.includes(one)).map(shown) };
};
