import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";

/** Called once: with the open connection, or with the reason why there is none. */
export type Connected = (...result: [error: null, socket: Socket] | [error: Error, socket: null]) => void;

/** A proxy that did not open the way to a host. The request has not left this machine. */
export interface TunnelFailure extends Error {
  code: "NO_TUNNEL";
  /** The status that the proxy returned; not a number if its response is not HTTP. */
  proxyStatus: number;
}

interface Target {
  host: string;
  port: number;
}

/**
 * A connection to the host through the proxy, without TLS. A response of the proxy itself is never taken for one of the host,
 * whatever its status: that is a `TunnelFailure`. The certificate of the proxy is verified like that of the host. The returned
 * function ends the attempt at once, also in front of a proxy that is silent.
 */
export const openTunnel = (proxy: string, { host, port }: Target, connected: Connected): (() => void) => {
  const usable = addressOf(proxy);
  if (usable === undefined) {
    connected(Object.assign(new Error("not the address of a proxy"), { code: "BAD_PROXY" }), null);
    return () => undefined;
  }
  const { address, authorization } = usable;
  const isSecure = address.protocol === "https:";
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const asking = (isSecure ? httpsRequest : httpRequest)({
    method: "CONNECT",
    host: address.hostname.replace(/^\[|\]$/g, ""),
    port: Number(address.port || (isSecure ? 443 : 80)),
    path: authority,
    headers: {
      host: authority,
      connection: "keep-alive",
      "proxy-connection": "keep-alive",
      ...authorization,
    },
    agent: false,
    rejectUnauthorized: true, // whatever the value of NODE_TLS_REJECT_UNAUTHORIZED
  });
  let isOver = false;
  const end: Connected = (...result) => {
    if (isOver) return;
    isOver = true;
    connected(...result);
  };
  asking.on("connect", ({ statusCode }, socket) => {
    if (statusCode === 200 && !isOver) return end(null, socket);
    socket.destroy();
    end(noTunnel(statusCode ?? NaN, host), null);
  });
  asking.on("error", (error: NodeJS.ErrnoException) =>
    end(error.code?.startsWith("HPE_") === true ? noTunnel(NaN, host) : error, null),
  );
  asking.end();
  return () => {
    asking.destroy();
    end(Object.assign(new Error("ended before the tunnel was open"), { code: "ECONNRESET" }), null);
  };
};

/** Its address and what it is shown of the credentials there; `undefined` for one that cannot be used. */
const addressOf = (proxy: string): { address: URL; authorization: Record<string, string> } | undefined => {
  try {
    const address = new URL(proxy);
    if (!/^https?:$/.test(address.protocol)) return undefined;
    const secret = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
    const basic = `Basic ${Buffer.from(secret).toString("base64")}`;
    return { address, authorization: secret === ":" ? {} : { "proxy-authorization": basic } };
  } catch {
    return undefined; // not a URL, or credentials with a percent sign that is none of an escape
  }
};

const noTunnel = (proxyStatus: number, host: string): TunnelFailure =>
  Object.assign(new Error(`the proxy returned ${proxyStatus} to the request for a tunnel to ${host}`), {
    code: "NO_TUNNEL" as const,
    proxyStatus,
  });
