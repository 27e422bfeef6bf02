/** The maximum length of the platform's own text in an error. */
const MAX_LENGTH = 300;
/** More than this is not even looked at. */
const MAX_READ = 2_000;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const EMAIL = "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+";
const PHONE = "\\+?\\d[\\d ().-]{5,}\\d";
const BEARER = "(?:bearer|basic)\\s+[\\w+/=.~-]{8,}";
/** A token has digits in it; the long names of operations have none. */
const LONG_TOKEN = "(?<![\\w+=-])(?=[\\w+=-]*\\d)[\\w+=-]{40,}";
const PERSONAL = new RegExp(`(${UUID})|${BEARER}|${EMAIL}|${PHONE}|${LONG_TOKEN}`, "gi");

/** Platform text made fit for errors and logs: numbers, addresses and tokens are masked, ids stay. */
export const scrub = (text: string): string =>
  text
    .slice(0, MAX_READ)
    .replace(PERSONAL, (found, uuid?: string) => (uuid === undefined ? "***" : found))
    .slice(0, MAX_LENGTH);
