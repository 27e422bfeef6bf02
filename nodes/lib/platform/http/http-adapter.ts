import type * as undici from "undici";
import { createConnections, type Connections } from "./connections";
import type { Course } from "./course";
import { exchange } from "./exchange";
import type { ExchangeRequest } from "../types";

export interface HttpAdapter {
  begin: (request: ExchangeRequest) => Course;
  /** Ends all connections. */
  close: () => void;
}

interface AdapterParts {
  Client: typeof undici.Client;
  /** The most connections per host. */
  maxSockets: number;
  now: () => number;
}

/**
 * axios over undici's connections, without the stock adapter's redirect, proxy and stream layers. Headers and body go past
 * axios, which would copy and check them twice. Every status resolves, whatever its body is like; only a failure of the
 * connection before it rejects. Responses are buffered and unzipped in one go, except for a 2xx of which the stream is wanted.
 */
export const createHttpAdapter = ({ Client, maxSockets, now }: AdapterParts): HttpAdapter => {
  const hosts = new Map<string, Connections>();

  const connectionsTo = (url: URL): Connections => {
    let connections = hosts.get(url.origin);
    if (connections === undefined) {
      connections = createConnections({ Client, url, most: maxSockets, now });
      hosts.set(url.origin, connections);
    }
    return connections;
  };

  return {
    begin: (request) => {
      const course: Course = {
        adapter: async (config) => {
          const url = new URL(request.url);
          const data = await exchange(request, url, connectionsTo(url), course);
          return { status: data.status, statusText: "", headers: {}, data, config };
        },
        isAborted: false,
        abort: () => void (course.isAborted = true),
      };
      return course;
    },
    close: () => hosts.forEach((connections) => connections.close()),
  };
};
