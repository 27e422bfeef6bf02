/** What a path may consist of: no parameter, no pattern, nothing that a proxy or a browser would encode. */
const SEGMENTS = /^(?:\/[\w.~-]+)+$/;
const ONLY_DOTS = /\/\.{1,2}(?:\/|$)/;

/** A path as a user writes it, with the slash in front that may be left out. */
export const asPath = (written: string): string => {
  const path = written.trim().replace(/\/+$/, "");
  return path.startsWith("/") ? path : `/${path}`;
};

/** What Node-RED's editor posts to. Where it has the same root, it could not even deploy another path. */
const OF_EDITOR =
  /^\/(?:auth|comms|context|credentials|debug|flows?|genesys-cloud|inject|library|nodes|plugins|projects|settings)(?:\/|$)/i;

/** The complaint about a path, or `undefined`. */
export const pathComplaint = (path: string): string | undefined => {
  if (!SEGMENTS.test(path) || ONLY_DOTS.test(path))
    return "must be a path such as /genesys/messages, of letters, digits and - _ . ~";
  if (OF_EDITOR.test(path))
    return "must not be a path of Node-RED's editor. Choose one such as /genesys/messages";
  return undefined;
};

/** One key for all spellings of a path that the web server takes for the same, as in Node-RED's own http in. */
export const routeKey = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path
    .replace(/\/{2,}/g, "/")
    .replace(/(?<=.)\/$/, "")
    .toLowerCase()}`;
