import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { proxyFor } from "./proxy-for";
import { openTunnel, type Connected } from "./tunnel";

/** Begins to connect, TLS included. The returned function ends the attempt, which is an error for `connected`, or the connection. */
export type Connector = (connected: Connected) => () => void;

/**
 * Connects to the host of a URL: directly, or through the proxy that the environment names for it. Certificates, that of a
 * proxy included, are verified whatever the value of NODE_TLS_REJECT_UNAUTHORIZED. The connections of one connector share
 * their TLS session, so that the next one needs a round trip less.
 */
export const createConnector = ({ protocol, origin, hostname, port }: URL): Connector => {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol === "http:") {
    const target = { host, port: Number(port || 80) }; // loopback only, so never through a proxy
    return (connected) => follow(connect(target), "connect", connected);
  }
  const target = { host, port: Number(port || 443) };
  let session: Buffer | undefined;
  const secure = (socket?: Socket): TLSSocket =>
    connectTls({
      ...target,
      ...(socket === undefined ? {} : { socket }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(session === undefined ? {} : { session }),
      ALPNProtocols: ["http/1.1"],
      rejectUnauthorized: true,
    }).on("session", (latest) => (session = latest));
  const proxy = proxyFor(`${origin}/`);
  if (proxy === undefined) return (connected) => follow(secure(), "secureConnect", connected);
  return (connected) => {
    let stop = openTunnel(proxy, target, (error, socket) => {
      if (error === null) stop = follow(secure(socket), "secureConnect", connected);
      else connected(error, null);
    });
    return () => stop();
  };
};

/** As node's own agents do for the sockets that they keep. */
const PROBE_MS = 1_000;

const follow = (socket: Socket, ready: "connect" | "secureConnect", connected: Connected): (() => void) => {
  let isOver = false;
  const fail = (error: Error): void => {
    if (isOver) return;
    isOver = true;
    connected(error, null);
  };
  socket.setNoDelay(true).setKeepAlive(true, PROBE_MS);
  socket.once(ready, () => {
    isOver = true;
    connected(null, socket);
  });
  socket.on("error", fail); // also after it is open: without a listener it would end the process
  socket.on("close", () => fail(cut()));
  return () => void socket.destroy(cut());
};

const cut = (): Error => Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });
