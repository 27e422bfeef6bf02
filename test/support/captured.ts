import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Which fields captured answers and frames of the platform have, by who has them: `conversation`, or the purpose of a participant.
 * Only the innermost names stand in the facts; an empty object or list counts by its own name.
 */
type Paths = Readonly<Record<string, readonly string[]>>;
export const CAPTURED = JSON.parse(
  readFileSync(join(__dirname, "../facts/captured-fields.json"), "utf8"),
) as Readonly<Record<string, Paths>>;

export type Fields = Readonly<Record<string, unknown>>;

/** Every name in it, from the outermost on. */
export const pathsOf = (value: unknown, at = ""): string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => pathsOf(each, `${at}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const path = at === "" ? name : `${at}.${name}`;
    return [path, ...pathsOf(each, path)];
  });
};

export const participantsOf = (conversation: Fields): Fields[] => conversation["participants"] as Fields[];

/** The captured fields that the conversation lacks, each with whose it is. */
export const lacking = (captured: Paths | undefined, conversation: Fields): string[] =>
  Object.entries(captured ?? {}).flatMap(([who, paths]) => {
    const { participants: _left, ...own } = conversation;
    const isMeant = (purpose: unknown): boolean => (purpose === "external" ? "customer" : purpose) === who;
    const theirs = participantsOf(conversation).filter(({ purpose }) => isMeant(purpose));
    if (who !== "conversation" && theirs.length === 0) return [`no participant is ${who}`];
    const sent = new Set(who === "conversation" ? pathsOf(own) : theirs.flatMap((each) => pathsOf(each)));
    return paths.filter((path) => !sent.has(path)).map((path) => `${who}: ${path}`);
  });

/** Less what only an ended conversation has. */
export const without = (captured: Paths | undefined, ended: RegExp): Paths =>
  Object.fromEntries(
    Object.entries(captured ?? {}).map(([who, paths]) => [who, paths.filter((path) => !ended.test(path))]),
  );
