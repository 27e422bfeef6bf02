/** What a path may consist of: no parameter, no pattern, nothing that a proxy or a browser would encode. */
const SEGMENTS = /^(?:\/[\w.~-]+)+$/;
const ONLY_DOTS = /\/\.{1,2}(?:\/|$)/;

/** A path as a user writes it, with the slash in front that may be left out. */
export const asPath = (written: string): string => {
  const path = written.trim().replace(/\/+$/, "");
  return path.startsWith("/") ? path : `/${path}`;
};

/** The complaint about a path, or `undefined`. */
export const pathComplaint = (path: string): string | undefined =>
  SEGMENTS.test(path) && !ONLY_DOTS.test(path)
    ? undefined
    : "must be a path such as /genesys/messages, of letters, digits and - _ . ~";

/** One key for all spellings of a path that the web server takes for the same, as in Node-RED's own http in. */
export const routeKey = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path
    .replace(/\/{2,}/g, "/")
    .replace(/(?<=.)\/$/, "")
    .toLowerCase()}`;
