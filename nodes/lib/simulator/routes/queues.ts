import type { Queue } from "../entities/org";
import { refusal } from "../http/errors";
import { queueToWire } from "../formatters/org";
import { pageOf } from "../formatters/page";
import { ok, type Context, type Handlers } from "../http/handler";
import { isVisible } from "../http/permissions";
import { divisionOf } from "../store/divisions";

/** Queues: by id, by name, page by page. */

/** Only queues of divisions in which the token has the permission. */
const wanted = (context: Context): Queue[] => {
  const { store, query } = context;
  const ids = query.getAll("id").flatMap((text) => text.split(","));
  const name = query.get("name")?.toLowerCase();
  const pattern = name === undefined ? undefined : name.replaceAll("*", "");
  return [...store.org.queues.values()]
    .filter((queue) => isVisible(context, [divisionOf(store, queue)]))
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((queue) => pattern === undefined || queue.name.toLowerCase().includes(pattern))
    .sort((a, b) => a.name.localeCompare(b.name) * (/^desc/i.test(query.get("sortOrder") ?? "") ? -1 : 1));
};

export const queueHandlers: Handlers = {
  getRoutingQueue: ({ store, params }) => {
    const queue = store.org.queues.get(params["queueId"] ?? "");
    if (!queue) throw refusal("not.found");
    return ok(queueToWire(store, queue));
  },
  getRoutingQueues: (context) =>
    ok(pageOf(context, wanted(context), (queue) => queueToWire(context.store, queue))),
};
