import type { Queue, User } from "../entities/org";
import { memberToWire, routingStatusToWire, userQueueToWire } from "../formatters/org";
import { pageOf } from "../formatters/page";
import { without } from "../formatters/wire";
import { refusal } from "../http/errors";
import { empty, ok, type Context, type Handlers } from "../http/handler";
import { addMembers, becomeIdle, isActive, isMember, removeMembers, setActive } from "../machines/agents";
import { sweepChannels } from "../notifications/channels";
import { userOf } from "./presences";

/** Who is offered what: routing status, the queues of a user, the members of a queue. */

/** A request with more members is refused. */
const MOST_MEMBERS = 100;

interface Activation {
  id?: string | null;
  joined?: boolean | null;
}

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const queueOf = ({ store, params }: Context): Queue => {
  const queue = store.org.queues.get(params["queueId"] ?? "");
  if (!queue) throw refusal("not.found");
  return queue;
};

const queuesOf = ({ store }: Context, { id }: User, active: boolean): Queue[] =>
  [...store.org.queues.values()]
    .filter((queue) => isMember(queue, id) && isActive(queue, id) === active)
    .sort((a, b) => a.name.localeCompare(b.name));

/** The system sets all the others. */
const setStatus = (context: Context, user: User): void => {
  const { status } = context.body as { status?: string | null };
  if (status !== "IDLE" || user.presence !== "On Queue") throw malformed("status");
  if (user.routingStatus === "NOT_RESPONDING") becomeIdle(context.store, user, context.correlationId);
};

const userQueues = (context: Context) => {
  const user = userOf(context);
  const active = context.query.get("joined") !== "false";
  return ok(
    pageOf(context, queuesOf(context, user, active), (queue) =>
      userQueueToWire(context.store, queue, active),
    ),
  );
};

/** Processed later: the response shows what was requested. Queues without the user are disregarded. */
const activate = (context: Context, wanted: readonly Activation[]): Queue[] => {
  const user = userOf(context);
  const found = wanted.flatMap(({ id, joined }) => {
    const queue = context.store.org.queues.get(id ?? "");
    return queue && isMember(queue, user.id) ? [{ queue, joined: joined === true }] : [];
  });
  context.later(() => {
    for (const { queue, joined } of found) setActive(context.store, queue, user.id, joined);
  });
  return found.map(({ queue }) => queue);
};

const activations = (context: Context) => {
  const wanted = context.body as Activation[];
  const queues = activate(context, wanted);
  const joined = new Map(wanted.map((each) => [each.id, each.joined === true]));
  return ok(
    pageOf(context, queues, (queue) => userQueueToWire(context.store, queue, joined.get(queue.id) === true)),
  );
};

const members = (context: Context) => {
  const queue = queueOf(context);
  const joined = context.query.get("joined");
  const found = queue.memberIds
    .flatMap((id) => context.store.org.users.get(id) ?? [])
    .filter(({ id }) => joined === null || isActive(queue, id) === (joined === "true"))
    .sort((a, b) => a.name.localeCompare(b.name));
  const expand = context.query.getAll("expand").flatMap((text) => text.split(","));
  const page = pageOf(context, found, (user) => memberToWire(context.store, queue, user, expand));
  return ok(without(page, "total", "pageCount", "lastUri"));
};

const changeMembers = (context: Context) => {
  const queue = queueOf(context);
  const ids = (context.body as { id?: string | null }[]).map(({ id }) => id ?? "");
  if (ids.length > MOST_MEMBERS) throw malformed("members");
  const unknown = ids.findIndex((id) => !context.store.org.users.has(id));
  if (unknown >= 0) throw malformed(`[${unknown}].id`);
  if (context.query.get("delete") === "true") removeMembers(context.store, queue, ids);
  else addMembers(context.store, queue, ids);
  return empty(200);
};

export const agentRoutingHandlers: Handlers = {
  getUserRoutingstatus: (context) => ok(routingStatusToWire(userOf(context))),
  putUserRoutingstatus: (context) => {
    const user = userOf(context);
    setStatus(context, user);
    return ok(routingStatusToWire(user));
  },
  getUserQueues: userQueues,
  patchUserQueues: activations,
  patchUserQueue: (context) => {
    const { joined } = context.body as Activation;
    const [queue] = activate(context, [{ id: queueOf(context).id, joined: joined === true }]);
    if (!queue) throw refusal("not.found");
    return ok(userQueueToWire(context.store, queue, joined === true));
  },
  getRoutingQueueMembers: members,
  postRoutingQueueMembers: changeMembers,
  deleteRoutingQueueMember: (context) => {
    const queue = queueOf(context);
    const memberId = context.params["memberId"] ?? "";
    if (!isMember(queue, memberId)) throw refusal("not.found");
    removeMembers(context.store, queue, [memberId]);
    return empty(204);
  },
  deleteToken: (context) => {
    const { id } = userOf(context);
    const { store } = context;
    for (const [value, { userId }] of store.tokens) if (userId === id) store.tokens.delete(value);
    sweepChannels(store);
    return empty(204);
  },
};
