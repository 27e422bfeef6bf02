import { openEndpoint, type EndpointOptions, type Received } from "../../nodes/lib/node/http-in/endpoint";
import type { WebHost } from "./web-host";

/** Endpoints of nodes on a web host, with what they receive and what fails in them. */
export const endpointsOn = (host: () => WebHost) => {
  const failures: unknown[] = [];
  const received: Received[] = [];
  const forget = (): void => {
    failures.length = 0;
    received.length = 0;
  };
  const open = (id: string, options: Partial<EndpointOptions> = {}) =>
    openEndpoint(
      host().RED,
      { id, name: `node ${id}` },
      {
        method: "post",
        path: "/in",
        receive: (one) => {
          received.push(one);
          return { status: 200, body: { by: id } };
        },
        onFailure: (error) => void failures.push(error),
        onTaken: () => undefined,
        ...options,
      },
    );
  return { open, forget, received, failures };
};
