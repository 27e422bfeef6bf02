import type { Division, OAuthClient, User } from "../entities/org";
import { idOf } from "../store/ids";
import type { Store } from "../store/store";
import { ActError, namedIn, textIn, userIn, type Details } from "./details";

/** What an administrator changes about who may do what: roles, scopes, divisions. */

/** Names with commas between them; undefined where the detail is left out. */
const listIn = (details: Details, field: string): string[] | undefined =>
  textIn(details, field)
    ?.split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

const divisionNamed = ({ org }: Store, name: string): Division | undefined =>
  [...org.divisions.values()].find(
    (each) => each.id === name || each.name.toLowerCase() === name.toLowerCase(),
  );

/** The division of this name; a new one where there is none. */
const oldOrNew = (store: Store, name: string): Division => {
  const division = divisionNamed(store, name) ?? { id: idOf(`division ${name}`), name };
  store.org.divisions.set(division.id, division);
  return division;
};

/** A name that no division has is a mistake here: a role for it would allow nothing. */
const knownDivision = (store: Store, name: string): string => {
  const found = divisionNamed(store, name);
  if (found) return found.id;
  const known = [...store.org.divisions.values()].map((each) => each.name).join(", ");
  throw new ActError("divisions", `There is no division ${name}. There are: ${known}.`);
};

const holderIn = (store: Store, details: Details): User | OAuthClient => {
  const { clients } = store.org;
  const [user, client] = [userIn(store, details), namedIn(details, "client", clients.values())];
  const holder = user ?? client ?? clients.get("simulator");
  if (!holder) throw new ActError("client", "accessChanges needs details.client or details.user.");
  return holder;
};

/** What the holder may do in any division at present. */
const permissionsOf = ({ permissions, roles = [] }: User | OAuthClient): readonly string[] => [
  ...new Set([permissions, ...roles.map((each) => each.permissions)].flat()),
];

const setScopes = (store: Store, holder: User | OAuthClient, scopes: readonly string[]): void => {
  if (!("scopes" in holder)) throw new ActError("scopes", "Scopes belong to a client: set details.client.");
  holder.scopes = scopes;
  for (const token of store.tokens.values())
    if (token.clientId === holder.id && token.userId !== undefined) token.scopes = scopes;
  store.settings.scopesEnforced = true;
};

export const accessActs = (store: Store) => ({
  /**
   * What a user or an OAuth client (`simulator` by default) may do from now on: these permissions, in these divisions or in all.
   * Scopes are those of a client; from then on, the org enforces them.
   */
  accessChanges: (details: Details = {}) => {
    const [permissions, divisionNames, scopes] = ["permissions", "divisions", "scopes"].map((field) =>
      listIn(details, field),
    );
    const holder = holderIn(store, details);
    if (permissions === undefined && divisionNames === undefined && scopes === undefined)
      throw new ActError(
        "permissions",
        "accessChanges needs details.permissions, details.divisions or details.scopes.",
      );
    const divisions = divisionNames?.map((name) => knownDivision(store, name));
    if (scopes !== undefined) setScopes(store, holder, scopes);
    const allowed = permissions ?? permissionsOf(holder);
    if (divisions !== undefined) {
      holder.permissions = [];
      holder.roles = [{ permissions: allowed, divisions }];
    } else if (permissions !== undefined) {
      holder.permissions = allowed;
      delete holder.roles;
    }
    return { id: holder.id, name: holder.name };
  },

  /** A queue or a user belongs to another division from now on; it is made where there is none of this name. */
  divisionChanges: (details: Details = {}) => {
    const name = textIn(details, "division");
    if (name === undefined) throw new ActError("division", "divisionChanges needs details.division.");
    const things = [namedIn(details, "queue", store.org.queues.values()), userIn(store, details)].flatMap(
      (each) => each ?? [],
    );
    if (things.length === 0)
      throw new ActError("queue", "divisionChanges needs details.queue or details.user.");
    const { id: divisionId } = oldOrNew(store, name);
    for (const thing of things) thing.divisionId = divisionId;
    return { divisionId };
  },
});

export const accessActParameters = {
  accessChanges: ["*"],
  divisionChanges: ["*"],
} as const satisfies Record<keyof ReturnType<typeof accessActs>, readonly string[]>;
