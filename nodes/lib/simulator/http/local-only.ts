import type { IncomingHttpHeaders } from "node:http";
import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import type { Reply } from "./handler";

/**
 * The simulated org serves this machine only. A web page of another site can reach a loopback address through the
 * browser, by its own name (DNS rebinding) or as a foreign origin; the browser names both in headers that no page can set.
 */

/** A host without its port, in lower case; blank where it is written in no way that a browser writes one. */
const nameOf = (host: string): string =>
  /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? "";

/** `localhost`, 127.0.0.0/8 or ::1. */
const isLocal = (name: string): boolean =>
  name === "localhost" || name === "[::1]" || (name.startsWith("127.") && isIPv4(name));

const asHost = (address: string): string => (address.includes(":") ? `[${address}]` : address).toLowerCase();

/**
 * The names by which an address that is listened on is reached besides those of loopback. All addresses of this machine, where
 * it listens on all: a page of another site can be bound to such an address, but not take it for its own name.
 */
export const namesOf = (host: string): string[] => {
  if (host !== "0.0.0.0" && host !== "::") return [asHost(host)];
  return Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => asHost(address)),
  );
};

/** The host by which a request reached a server that has other names than those of loopback. */
export const namedHost = (host: string | undefined, hosts: readonly string[]): string | undefined => {
  const name = nameOf(host ?? "");
  return hosts.includes(name) && !isLocal(name) ? host : undefined;
};

/** No header is sent by programs; `null`, as of a sandboxed frame, may be any page. */
const isLocalOrigin = (origin: string | undefined): boolean =>
  origin === undefined ||
  (/^https?:\/\//i.test(origin) && isLocal(nameOf(origin.replace(/^https?:\/\//i, ""))));

/** The browser reports that another site sent the request, and not to open the page, as a sign-in does. */
const isForeignFetch = (headers: IncomingHttpHeaders): boolean =>
  headers["sec-fetch-site"] === "cross-site" &&
  !(headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document");

/** The header by which a request is foreign; undefined where it comes from this machine. `hosts`: other names it has. */
export const foreignHeader = (
  headers: IncomingHttpHeaders,
  hosts: readonly string[] = [],
): string | undefined => {
  const name = nameOf(headers.host ?? "");
  if (!isLocal(name) && !hosts.includes(name)) return "Host";
  if (!isLocalOrigin(headers.origin)) return "Origin";
  return isForeignFetch(headers) ? "Sec-Fetch-Site" : undefined;
};

export const foreignReply = (header: string): Reply => ({
  status: 403,
  body: {
    status: 403,
    code: "simulator.foreign",
    message:
      `The ${header} header names another site. The simulated org serves this machine only: ` +
      "use 127.0.0.1, [::1] or localhost as its host, from a page or program on this machine.",
  },
});
