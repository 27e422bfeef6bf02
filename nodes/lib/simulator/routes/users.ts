import type { User } from "../entities/org";
import { refusal } from "../http/errors";
import { userToWire } from "../formatters/org";
import { pageOf } from "../formatters/page";
import { ok, type Context, type Handlers } from "../http/handler";

/** People: by id, by themselves. */

const expandOf = ({ query }: Context): string[] => query.getAll("expand").flatMap((text) => text.split(","));

/** Those of these ids, or all; the deleted ones only if they are requested. */
const listed = ({ store, query }: Context): User[] => {
  const ids = query.getAll("id").flatMap((text) => text.split(","));
  const state = query.get("state") ?? "active";
  return [...store.org.users.values()]
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((user) => state === "any" || user.state === state)
    .sort((a, b) => a.name.localeCompare(b.name) * (/^desc/i.test(query.get("sortOrder") ?? "") ? -1 : 1));
};

export const userHandlers: Handlers = {
  getUsers: (context) =>
    ok(pageOf(context, listed(context), (user) => userToWire(context.store, user, expandOf(context)))),
  getUser: (context) => {
    const user = context.store.org.users.get(context.params["userId"] ?? "");
    const state = context.query.get("state");
    if (!user || (state !== null && user.state !== state)) throw refusal("not.found");
    return ok(userToWire(context.store, user, expandOf(context)));
  },
  getUsersMe: (context) => {
    if (!context.user) throw refusal("not.a.user");
    return ok(userToWire(context.store, context.user, expandOf(context)));
  },
};
