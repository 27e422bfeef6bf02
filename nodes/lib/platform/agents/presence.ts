import {
  getPresence,
  listKnownPresences,
  listPresences,
  setPresence,
  type PresenceDefinition,
} from "../api/presences";
import { GenesysError, inputError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** An agent's presence: found by id or name, and set if it is another one. */

/** Presences seldom change. */
const KEPT_MS = 5 * 60_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a flow is given of a presence. */
export interface Presence {
  id: string;
  name?: string;
  systemPresence?: string;
}

/** `On Queue`, `ON_QUEUE` and `OnQueue` are one. */
const spelling = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, "");

const isSystem = ({ type }: PresenceDefinition): boolean => type?.toLowerCase() === "system";

/** One of the organisation's own may have names by language only. */
const namesOf = (one: PresenceDefinition): string[] =>
  [
    one.name ?? "",
    ...Object.values(one.languageLabels ?? {}),
    ...(isSystem(one) ? [one.systemPresence ?? ""] : []),
  ].filter((name) => spelling(name) !== "");

const hasName =
  (wanted: string) =>
  (one: PresenceDefinition): boolean =>
    namesOf(one).some((name) => spelling(name) === spelling(wanted));

const nameOf = (one: PresenceDefinition): string =>
  one.name ?? one.languageLabels?.["en_US"] ?? one.systemPresence ?? one.id;

export const presenceOf = (one: PresenceDefinition): Presence => ({
  id: one.id,
  name: nameOf(one),
  ...(one.systemPresence === undefined ? {} : { systemPresence: one.systemPresence }),
});

/** The presences that can be chosen; cached for some minutes. */
export const knownPresences = (client: Client, options?: CallOptions): Promise<PresenceDefinition[]> =>
  client.remember("presences", KEPT_MS, () => listKnownPresences(client, options));

/** A presence of the platform comes before one of the organisation's own with the same name. */
const byName = (all: readonly PresenceDefinition[], wanted: string): PresenceDefinition | undefined => {
  const found = all.filter(hasName(wanted));
  const [first, ...more] = found.some(isSystem) ? found.filter(isSystem) : found;
  if (more.length === 0) return first;
  const ids = [first, ...more].flatMap((one) => one?.id ?? []);
  throw new GenesysError(
    "ambiguous",
    `Several presences have this name. Set the id of one of them: ${ids.join(", ")}.`,
    { outcome: "notSent", field: "presence", ids },
  );
};

const refuseDeactivated = async (client: Client, wanted: string, options?: CallOptions): Promise<void> => {
  const deactivated = await listPresences(client, { deactivated: true }, options).catch((error: unknown) => {
    if (isGenesysError(error, "denied")) return [];
    throw error;
  });
  const found = deactivated.find((one) => one.id === wanted.toLowerCase() || hasName(wanted)(one));
  if (found === undefined) return;
  throw inputError(
    "presence",
    `The presence "${nameOf(found)}" is deactivated. Choose another one, or activate it in Genesys Cloud.`,
  );
};

/**
 * The presence that is named by id, by its name in any language, or by that of a system presence.
 * @throws GenesysError `missing` where none has this name, `input` where it is deactivated, `ambiguous`
 */
const findPresence = async (client: Client, named: string, options?: CallOptions): Promise<Presence> => {
  const wanted = named.trim();
  const among = (all: readonly PresenceDefinition[]): PresenceDefinition | undefined =>
    ID.test(wanted) ? all.find(({ id }) => id === wanted.toLowerCase()) : byName(all, wanted);
  const known = among(await knownPresences(client, options));
  if (known !== undefined) return presenceOf(known);
  // It may be newer than the cached list.
  const all = await listKnownPresences(client, options);
  const found = among(all);
  if (found !== undefined) return presenceOf(found);
  await refuseDeactivated(client, wanted, options);
  // It may be in a division that the account does not see.
  if (ID.test(wanted)) return { id: wanted };
  throw new GenesysError(
    "missing",
    `No presence has this name. There are: ${all.map(nameOf).slice(0, 20).join(", ")}.`,
    { outcome: "notSent", field: "presence" },
  );
};

/** Sets the presence of a user, unless they have it. */
export const changePresence = async (
  client: Client,
  userId: string,
  named: string,
  options?: CallOptions,
): Promise<{ already: boolean; presence: Presence }> => {
  const presence = await findPresence(client, named, options);
  const { presenceDefinition } = await getPresence(client, userId, options);
  if (presenceDefinition?.id?.toLowerCase() === presence.id.toLowerCase()) return { already: true, presence };
  await setPresence(client, userId, presence.id, options);
  return { already: false, presence };
};
