import { loadModels } from "../../facts/models";
import { present, time, without, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import type { Context } from "../http/handler";
import type { Store } from "../store/store";

/** What an administrator sets up and no machine works on: it is kept as it is sent, and shown as it is kept. */

export interface Entry extends Wire {
  id: string;
}

export interface Register {
  /** In the store; its ids are made of it, too. */
  name: string;
  /** Below `/api/v2`, without a slash at its end. */
  path: string;
  /** What is there at the start. */
  seed?: readonly Entry[];
  /** What the platform itself writes into an entry whenever it is sent. */
  stamp?: (context: Context, before: Entry | undefined) => Wire;
  /** @throws Refusal for what the platform refuses. */
  check?: (context: Context, fields: Wire, before: Entry | undefined) => void;
  /** Secrets, which no answer shows. */
  hidden?: readonly string[];
}

const allIn = (store: Store): Map<string, Map<string, Entry>> =>
  store.collection("registers", () => new Map<string, Map<string, Entry>>());

/** The entries of a register by their id, oldest first. */
export const entriesIn = (store: Store, { name, seed = [] }: Register): Map<string, Entry> => {
  const found = allIn(store).get(name);
  if (found) return found;
  const entries = new Map(seed.map((entry) => [entry.id, structuredClone(entry)]));
  allIn(store).set(name, entries);
  return entries;
};

/** Everything that registers hold. */
export const registersOf = (store: Store): Record<string, Entry[]> =>
  Object.fromEntries([...allIn(store)].map(([name, entries]) => [name, [...entries.values()]]));

/** The fields of the body that a request may set. What the model has for reading only is ignored, and so is null. */
export const writtenIn = ({ operation, body }: Pick<Context, "operation" | "body">): Wire => {
  const { properties = {} } = loadModels()[operation.body?.model ?? ""] ?? {};
  const isWritten = ([field, value]: [string, unknown]): boolean =>
    value !== null && value !== undefined && properties[field]?.readOnly !== true;
  return Object.fromEntries(Object.entries((body ?? {}) as Wire).filter(isWritten));
};

export const shownEntry = ({ path, hidden = [] }: Register, entry: Entry): Wire => ({
  ...without(entry, ...hidden),
  selfUri: `/api/v2/${path}/${entry.id}`,
});

/** Dates, and a version that counts. */
export const dated = ({ store }: Context, before: Entry | undefined): Wire => {
  const now = time(store.clock.now());
  return present({ dateCreated: before?.["dateCreated"] ?? now, dateModified: now });
};

export const counted = (context: Context, before: Entry | undefined): Wire => ({
  ...dated(context, before),
  version: Number(before?.["version"] ?? 0) + 1,
});

/** The entry that the last id of the path names. */
export const entryOf = (context: Context, register: Register): Entry => {
  const found = entriesIn(context.store, register).get(Object.values(context.params).at(-1) ?? "");
  if (!found) throw refusal("not.found");
  return found;
};

/** Keeps the fields as an entry, in the place of the one before it. */
export const keep = (
  context: Context,
  register: Register,
  id: string,
  fields: Wire,
  before?: Entry,
): Entry => {
  register.check?.(context, fields, before);
  const entry: Entry = { ...fields, ...register.stamp?.(context, before), id };
  entriesIn(context.store, register).set(id, entry);
  return entry;
};
