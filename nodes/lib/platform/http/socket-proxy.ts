import type { Agent } from "node:http";
import { proxyFor } from "./proxy-for";
import { tunnelThrough } from "./tunnel";

/** The way of a socket to a host: through the proxy that the environment names for it, or `undefined` for the direct one. */
export const proxyAgentFor = async (url: string): Promise<Agent | undefined> => {
  if (url.startsWith("http:")) return undefined; // loopback only
  const proxy = proxyFor(url);
  return proxy === undefined ? undefined : tunnelThrough(proxy);
};
