import type { Agent, AgentOptions, ClientRequest } from "node:http";

/** A proxy that did not open the way to a host. The request has not left this machine. */
export interface TunnelFailure extends Error {
  code: "NO_TUNNEL";
  /** What the proxy answered; not a number where that was no HTTP. */
  proxyStatus: number;
}

/**
 * The way to hosts through a proxy. What the proxy itself answers is never taken for an answer of the host, whatever its
 * status: that request fails with a `TunnelFailure`. The proxy's own certificate is verified as the host's is.
 */
export const tunnelThrough = async (proxy: string, options: AgentOptions = {}): Promise<Agent> => {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const agent = new HttpsProxyAgent(proxy, {
    ...options,
    // Who waits in this agent for a free place waits for ever where tunnels fail. The limiter counts what is under way.
    maxSockets: Infinity,
    rejectUnauthorized: true, // whatever NODE_TLS_REJECT_UNAUTHORIZED says
  });
  agent.on("proxyConnect", ({ statusCode }: { statusCode: number }, request: ClientRequest) => {
    if (statusCode !== 200) request.destroy(noTunnel(statusCode, request.host));
  });
  return agent;
};

const noTunnel = (proxyStatus: number, host: string): TunnelFailure =>
  Object.assign(new Error(`the proxy answered ${proxyStatus} to the request for a tunnel to ${host}`), {
    code: "NO_TUNNEL" as const,
    proxyStatus,
  });
