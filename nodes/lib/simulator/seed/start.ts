import type { AcwMode, Role, OAuthClient, Queue, SystemPresence, User } from "../entities/org";
import { idOf } from "../store/ids";
import type { Settings } from "../store/settings";
import type { Org } from "../store/store";
import { newClient, newQueue, newUser } from "./org";

/**
 * What an org starts with beside the usual entries. An entry with the name of a usual one changes that one, any other is added.
 * The id of an entry follows from its name.
 */
export interface StartState {
  /** Names; the first one of the org is called Home. */
  divisions?: readonly string[] | undefined;
  users?: readonly StartUser[] | undefined;
  queues?: readonly StartQueue[] | undefined;
  clients?: readonly StartClient[] | undefined;
  wrapupCodes?: readonly string[] | undefined;
  skills?: readonly string[] | undefined;
  languages?: readonly string[] | undefined;
  settings?: Partial<Settings> | undefined;
  /** What happens at the start, in order. Without a conversation, an act is about that of the act before. */
  acts?: readonly StartAct[] | undefined;
}

/** A role: what it allows, and the names of the divisions in which. */
export interface StartRole {
  permissions: readonly string[];
  divisions: readonly string[];
}

/** With `roles` alone, nothing is allowed in every division. */
interface Access {
  permissions?: readonly string[] | undefined;
  roles?: readonly StartRole[] | undefined;
}

/** An OAuth client; its secret is its id. With a user, it signs that user in. */
export interface StartClient extends Access {
  id: string;
  user?: string | undefined;
  scopes?: readonly string[] | undefined;
}

export interface StartUser extends Access {
  name: string;
  division?: string | undefined;
  email?: string | undefined;
  title?: string | undefined;
  department?: string | undefined;
  presence?: SystemPresence | undefined;
  /** Has the user a phone? Yes by default. */
  hasPhone?: boolean | undefined;
}

export interface StartQueue {
  name: string;
  division?: string | undefined;
  acwMode?: AcwMode | undefined;
  wrapupTimeoutMs?: number | undefined;
  alertingTimeoutMs?: number | undefined;
  /** Names of users. */
  members?: readonly string[] | undefined;
  /** Names of wrap-up codes. */
  wrapupCodes?: readonly string[] | undefined;
}

export type StartAct = Readonly<Record<string, unknown>> & { readonly act: string };

const present = <T extends object>(fields: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: NonNullable<T[K]>;
  }>;

const named = <T extends { name: string }>(all: Map<string, T>, name: string): T | undefined =>
  [...all.values()].find((one) => one.name === name);

/** @throws Error if one of them does not exist. */
const idsOf = (all: Map<string, { id: string; name: string }>, names: readonly string[], kind: string) =>
  names.map((name) => {
    const found = named(all, name);
    if (found) return found.id;
    throw new Error(`There is no ${kind} ${name}.`);
  });

const divisionIn = ({ divisions }: Org, name: string | undefined): { divisionId?: string } => {
  const [divisionId] = name === undefined ? [] : idsOf(divisions, [name], "division");
  return divisionId === undefined ? {} : { divisionId };
};

const accessIn = ({ divisions }: Org, { permissions, roles }: Access) =>
  present({
    permissions: permissions ?? (roles && []),
    roles: roles?.map((each): Role => ({
      permissions: each.permissions,
      divisions: idsOf(divisions, each.divisions, "division"),
    })),
  });

const putClient = (org: Org, { id, user, scopes, ...access }: StartClient): void => {
  const [userId] = user === undefined ? [] : idsOf(org.users, [user], "user");
  const client: OAuthClient = {
    ...(org.clients.get(id) ?? newClient(id, {})),
    ...accessIn(org, access),
    ...present({ scopes }),
    ...(userId === undefined ? {} : { userId, kind: "CODE" }),
  };
  org.clients.set(id, client);
};

const putUser = (org: Org, { name, hasPhone, division, permissions, roles, ...given }: StartUser): void => {
  const { users } = org;
  const { station: before, ...usual }: User = named(users, name) ?? newUser(name, "Agent");
  const station = { id: idOf(`station ${name}`), name: `${name} Softphone` };
  const status = given.presence === undefined || given.presence === "On Queue" ? "IDLE" : "OFF_QUEUE";
  const user: User = {
    ...usual,
    ...present(given),
    ...accessIn(org, { permissions, roles }),
    ...divisionIn(org, division),
    ...((hasPhone ?? before !== undefined) ? { station } : {}),
  };
  users.set(user.id, given.presence === undefined ? user : { ...user, routingStatus: status });
};

const putQueue = (org: Org, { name, division, members, wrapupCodes, ...given }: StartQueue): void => {
  const usual = named(org.queues, name) ?? newQueue(name, { memberIds: [] });
  const queue: Queue = {
    ...usual,
    ...present(given),
    ...divisionIn(org, division),
    ...(members && { memberIds: idsOf(org.users, members, "user") }),
    ...(wrapupCodes && { wrapupCodeIds: idsOf(org.wrapupCodes, wrapupCodes, "wrap-up code") }),
  };
  const isTimed = queue.acwMode === "timeout" || queue.acwMode === "forcedTimeout";
  if (isTimed && queue.wrapupTimeoutMs === undefined)
    throw new Error(`The queue ${name} needs a wrapupTimeoutMs for its acwMode ${queue.acwMode}.`);
  if (!isTimed) delete queue.wrapupTimeoutMs;
  org.queues.set(queue.id, queue);
};

const putNamed = (
  all: Map<string, { id: string; name: string }>,
  kind: string,
  names: readonly string[] = [],
) => {
  for (const name of names)
    if (!named(all, name)) all.set(idOf(`${kind} ${name}`), { id: idOf(`${kind} ${name}`), name });
};

/** Puts the entries into a fresh org. @throws Error if one of them names what does not exist. */
export const addStart = (org: Org, start: StartState): Org => {
  putNamed(org.wrapupCodes, "wrapup code", start.wrapupCodes);
  putNamed(org.skills, "skill", start.skills);
  putNamed(org.languages, "language", start.languages);
  putNamed(org.divisions, "division", start.divisions);
  for (const user of start.users ?? []) putUser(org, user);
  for (const queue of start.queues ?? []) putQueue(org, queue);
  for (const client of start.clients ?? []) putClient(org, client);
  return org;
};
