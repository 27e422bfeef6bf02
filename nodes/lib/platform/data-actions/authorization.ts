import { createHash, timingSafeEqual } from "node:crypto";

/** How the platform proves that it sends the request. */
export type Authorization =
  | { auth: "header"; name: string; value: string }
  | { auth: "basic"; user: string; password: string }
  /** For trials: what this machine itself sends, without a proxy in between. */
  | { auth: "local" };

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Takes the same time whatever is in the two texts, and whatever their lengths are. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(digest(one), digest(other));

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Node.js writes the names of headers in lower case; a header that is there twice is refused. */
const headerOf = (headers: Headers, name: string): string => {
  const found = headers[name.toLowerCase()];
  return typeof found === "string" ? found : "";
};

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
/** What a proxy adds, which may itself run on this machine. */
const OF_PROXIES = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
/** The name that the caller has asked for. A proxy may keep the name by which others reach it, and so does a page of a site whose name leads to this machine. */
const OWN_HOST = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;
/** A page of another site reaches this machine through the browser, which adds this. */
const OF_BROWSERS = ["origin", "sec-fetch-site"];

const isLocal = (headers: Headers, address = ""): boolean =>
  LOOPBACK.test(address) &&
  OWN_HOST.test(headerOf(headers, "host") || "localhost") &&
  [...OF_PROXIES, ...OF_BROWSERS].every((name) => headers[name] === undefined);

/** `address`: of the connection's other side. */
export const isAuthorized = (expected: Authorization, headers: Headers, address?: string): boolean => {
  if (expected.auth === "local") return isLocal(headers, address);
  if (expected.auth === "header") return isSameSecret(headerOf(headers, expected.name), expected.value);
  const [scheme = "", credentials = ""] = headerOf(headers, "authorization").split(/ +/, 2);
  return isSameSecret(
    `${/^basic$/i.test(scheme) ? "Basic" : scheme} ${credentials}`,
    basic(expected.user, expected.password),
  );
};
