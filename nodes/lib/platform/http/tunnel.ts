import { request as httpRequest, type Agent, type AgentOptions, type ClientRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** A proxy that did not open the way to a host. The request has not left this machine. */
export interface TunnelFailure extends Error {
  code: "NO_TUNNEL";
  /** The status that the proxy returned; not a number if its response is not HTTP. */
  proxyStatus: number;
}

interface Target {
  host?: string | undefined;
  port: number;
}

/**
 * Connects to hosts through a proxy. A response of the proxy itself is never taken for one of the host, whatever its
 * status: that request fails with a `TunnelFailure`. The certificate of the proxy is verified like that of the host.
 */
export const tunnelThrough = async (proxy: string, options: AgentOptions = {}): Promise<Agent> => {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const agent = new HttpsProxyAgent(proxy, {
    ...options,
    // If tunnels fail, a request that waits here for a free socket would never end. The limiter counts instead.
    maxSockets: Infinity,
  });
  // The agent's own `connect` keeps the connection to a silent proxy after its request has ended. It also leaves a
  // connection that ends in the proxy's TLS handshake without an error listener, which ends the process.
  agent.connect = async (request, target) => {
    const socket = await openTunnel(agent.proxy, target, request);
    return target.secureEndpoint ? connectTls({ ...target, path: undefined, socket }) : socket;
  };
  return agent;
};

/** A connection to the host through the proxy, without TLS. It ends when its request ends. */
const openTunnel = (proxy: URL, target: Target, request: ClientRequest): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { host = "" } = target;
    const authority = `${host.includes(":") ? `[${host}]` : host}:${target.port}`;
    const { protocol, hostname, port, username, password } = proxy;
    const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const asking = (protocol === "https:" ? httpsRequest : httpRequest)({
      method: "CONNECT",
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? (protocol === "https:" ? 443 : 80) : port,
      path: authority,
      headers: {
        host: authority,
        connection: "keep-alive",
        "proxy-connection": "keep-alive",
        ...(secret === ":"
          ? {}
          : { "proxy-authorization": `Basic ${Buffer.from(secret).toString("base64")}` }),
      },
      agent: false,
      rejectUnauthorized: true, // whatever the value of NODE_TLS_REJECT_UNAUTHORIZED
    });
    // A request that has no socket yet emits nothing when it is destroyed.
    const destroy = request.destroy.bind(request);
    request.destroy = (error) => {
      asking.destroy();
      return destroy(error);
    };
    const release = (): void => void (request.destroy = destroy);
    asking.on("connect", ({ statusCode }, socket) => {
      release();
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(noTunnel(statusCode ?? NaN, host));
    });
    asking.on("error", (error: NodeJS.ErrnoException) => {
      release();
      reject(error.code?.startsWith("HPE_") === true ? noTunnel(NaN, host) : error);
    });
    asking.end();
  });

const noTunnel = (proxyStatus: number, host: string): TunnelFailure =>
  Object.assign(new Error(`the proxy returned ${proxyStatus} to the request for a tunnel to ${host}`), {
    code: "NO_TUNNEL" as const,
    proxyStatus,
  });
