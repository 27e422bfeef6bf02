const SUCCESS_STATUSES = ["names", "noNames", "none"] as const;

/** What the nodes of an account show after success. New accounts have `names`. */
export type SuccessStatus = (typeof SUCCESS_STATUSES)[number];

/** A stored account without the option, or with an unknown one, shows nothing. */
export const successStatusOf = (stored: unknown): SuccessStatus =>
  SUCCESS_STATUSES.find((known) => known === stored) ?? "none";

/** The name of a person, which an account can hide. */
interface Person {
  person: string;
}

/** A word, a value or a name; what is not known is left out. */
export type TracePart = string | Person | undefined;

/** So much fits below a node. */
const MOST_LETTERS = 48;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
/** Spaces, dots, dashes and parentheses are not counted. */
const PHONE_NUMBER = /^\+?\d{7,}$/;

/** An id of the platform by its beginning, any other word as it is. */
export const shortId = (text: string): string => (UUID.test(text) ? text.slice(0, 8) : text);

/** The names of some operations have 80 letters: so much of one fits below a node, with a count and the time. */
const MOST_OF_OPERATION = 20;

/** The name of an operation where it is longer than fits: its method and its last words, such as `put…MessagesDraft`. */
export const shortOperation = (name: string): string => {
  if (name.length <= MOST_OF_OPERATION) return name;
  const [method = "", ...words] = name.split(/(?=[A-Z])/);
  const room = MOST_OF_OPERATION - method.length - 1;
  const ends = words.map((_, at) => words.slice(at).join(""));
  return `${method}…${ends.find(({ length }) => length <= room) ?? name.slice(-room)}`;
};

const compact = (text: string): string => text.replace(/[\s().-]/g, "");

/** An address without what identifies its owner: `+1555…142`, `c…com`, the beginning of an id. */
export const masked = (address: unknown): string => {
  if (typeof address !== "string") return "…";
  if (UUID.test(address)) return address.slice(0, 8);
  const number = compact(address);
  if (PHONE_NUMBER.test(number) && number.length >= 10) return `${number.slice(0, 5)}…${number.slice(-3)}`;
  return address.length < 6 ? "…" : `${address.slice(0, 1)}…${address.slice(-3)}`;
};

/** A person, by the name that the platform gives; where this is a phone number, it is masked. */
export const person = (name: unknown): TracePart => {
  if (typeof name !== "string" || name === "") return undefined;
  return { person: PHONE_NUMBER.test(compact(name)) ? masked(name) : name };
};

/** The name that the dialog has stored for an id that was chosen from a list. Never that of a person. */
export const storedName = (names: unknown, id: string | undefined): string | undefined => {
  if (id === undefined || typeof names !== "object" || names === null || !Object.hasOwn(names, id))
    return undefined;
  const name: unknown = (names as Record<string, unknown>)[id];
  return typeof name === "string" && name.trim() !== "" ? name : undefined;
};

/**
 * What a node shows after success, such as `Casey Customer · call · 14:03`; `undefined` if the account shows nothing.
 * It has only names, values and the time, so it needs no translation.
 */
export const traceText = (
  show: SuccessStatus,
  now: number,
  partsOf: () => TracePart[],
): string | undefined => {
  if (show === "none") return undefined;
  const shown = partsOf().flatMap((part) => {
    if (typeof part === "object") return show === "names" ? [part.person] : [];
    return part === undefined || part === "" ? [] : [part];
  });
  const text = shown.join(" · ");
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
  return [...(short === "" ? [] : [short]), timeOf(new Date(now))].join(" · ");
};

const two = (count: number): string => String(count).padStart(2, "0");
/** `2026-03-02`: understood in all languages. */
export const dateOf = (at: Date): string =>
  [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
export const timeOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;
