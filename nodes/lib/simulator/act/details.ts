import type { User } from "../entities/org";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";

/** The details of an act beside the conversation: checked here, each mistake with the name of its field. */
export type Details = Readonly<Record<string, unknown>>;

/** The request of an act makes no sense. `field` names what to correct. */
export class ActError extends Error {
  override readonly name = "ActError";
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export const textIn = (details: Details, field: string): string | undefined => {
  const value = details[field];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw new ActError(field, `details.${field} must be text.`);
  return value;
};

export const numberIn = (details: Details, field: string): number | undefined => {
  const value = details[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !(value >= 0))
    throw new ActError(field, `details.${field} must be a number, 0 or more.`);
  return value;
};

export const wordsIn = (details: Details, field: string): Record<string, string> => {
  const value = details[field] ?? {};
  if (typeof value !== "object" || Object.values(value).some((each) => typeof each !== "string"))
    throw new ActError(field, `details.${field} must be an object of texts.`);
  return { ...(value as Record<string, string>) };
};

/** By id or by name, whatever its case. */
export const namedIn = <T extends { id: string; name: string }>(
  details: Details,
  field: string,
  all: Iterable<T>,
): T | undefined => {
  const wanted = textIn(details, field);
  if (wanted === undefined) return undefined;
  const known = [...all];
  const found = known.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (found) return found;
  throw new ActError(
    field,
    `There is no ${field} ${wanted}. There are: ${known.map(({ name }) => name).join(", ")}.`,
  );
};

/** By id, name or e-mail address. */
export const userIn = (store: Store, details: Details): User | undefined => {
  const users = [...store.org.users.values()];
  const byEmail = users.find(({ email }) => email === details["user"]);
  return byEmail ?? namedIn(details, "user", users);
};

/** The act is not possible at present: no leg alerts, nothing is left to wrap up ... */
export const notNow = ({ id }: Conversation, what: string): Error => new Error(`Conversation ${id}: ${what}`);
