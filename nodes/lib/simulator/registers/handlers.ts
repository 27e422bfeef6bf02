import { pageOf } from "../formatters/page";
import type { Wire } from "../formatters/wire";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { entriesIn, entryOf, keep, shownEntry, writtenIn, type Register } from "./register";

/** The requests that a register answers, all in the same way. */

export interface Acts {
  create: Handler;
  list: Handler;
  read: Handler;
  /** Keeps what it does not name. */
  change: Handler;
  /** Forgets what it does not name. */
  replace: Handler;
  remove: Handler;
}

const shownIn = (context: Context, register: Register): Wire[] =>
  [...entriesIn(context.store, register).values()].map((entry) => shownEntry(register, entry));

/** Some lists of the platform have no pages. */
export const listWhole =
  (register: Register): Handler =>
  (context) => {
    const entities = shownIn(context, register);
    return ok({ total: entities.length, entities, selfUri: `/api/v2/${register.path}` });
  };

const actsOf = (register: Register): Acts => ({
  create: (context) => {
    const id = context.store.ids.next(register.name);
    return ok(shownEntry(register, keep(context, register, id, writtenIn(context))));
  },
  list: (context) => ok(pageOf(context, shownIn(context, register), (each) => each)),
  read: (context) => ok(shownEntry(register, entryOf(context, register))),
  change: (context) => {
    const before = entryOf(context, register);
    const fields = { ...before, ...writtenIn(context) };
    return ok(shownEntry(register, keep(context, register, before.id, fields, before)));
  },
  replace: (context) => {
    const before = entryOf(context, register);
    return ok(shownEntry(register, keep(context, register, before.id, writtenIn(context), before)));
  },
  remove: (context) => {
    entriesIn(context.store, register).delete(entryOf(context, register).id);
    return empty(204);
  },
});

/** By operation id; `ids` names the operations of each act. */
export const registerHandlers = (
  register: Register,
  ids: Readonly<Partial<Record<keyof Acts, string>>>,
): Handlers => {
  const acts = actsOf(register);
  return Object.fromEntries(
    Object.entries(ids).map(([act, id]): [string, Handler] => [id, acts[act as keyof Acts]]),
  );
};
