import { createHash, timingSafeEqual } from "node:crypto";

/** How the platform proves that it sends the request. */
export type Authorization =
  { auth: "header"; name: string; value: string } | { auth: "basic"; user: string; password: string };

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

export const isAuthorized = (expected: Authorization, headers: Headers): boolean => {
  if (expected.auth === "header") return isSameSecret(headerOf(headers, expected.name), expected.value);
  const [scheme = "", credentials = ""] = headerOf(headers, "authorization").split(/ +/, 2);
  return isSameSecret(
    `${/^basic$/i.test(scheme) ? "Basic" : scheme} ${credentials}`,
    basic(expected.user, expected.password),
  );
};
