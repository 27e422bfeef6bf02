import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type * as ws from "ws";
import { Refusal } from "../http/errors";
import { foreignHeader } from "../http/local-only";
import type { Store } from "../store/store";
import { bearerOf } from "../store/tokens";
import type { Channel, Line } from "../entities/channel";
import { channelsOf, sweepChannels } from "./channels";
import { subscribe } from "./subscriptions";

/** The sockets of the channels: `/channels/{id}` on the simulator's own port. */

const METADATA = "channel.metadata";
const metadata = (message: string): string => JSON.stringify({ topicName: METADATA, eventBody: { message } });

/** Ends the channel's socket, if it has one; the channel itself stays. */
const replace = (store: Store, channel: Channel, line: Line): void => {
  channel.line?.close(store.settings.socketReplacedCloseCode);
  channel.line = line;
};

const beat = (store: Store, channel: Channel, line: Line): void =>
  void store.clock.after(store.settings.heartbeatMs, () => {
    if (channel.line !== line) return;
    line.send(metadata("WebSocket Heartbeat"));
    beat(store, channel, line);
  });

interface Asked {
  message?: unknown;
  topics?: unknown;
  correlationId?: unknown;
}

const parse = (text: string): Asked => {
  try {
    const told = JSON.parse(text) as unknown;
    return typeof told === "object" && told !== null ? told : {};
  } catch {
    return {};
  }
};

/** Subscribes over the socket itself: adds, each topic for itself. */
const subscribeInBand = (store: Store, channel: Channel, { topics, correlationId }: Asked): string => {
  const bearer = bearerOf(store, channel.token.value);
  const answer = (result: string, status: string): string =>
    JSON.stringify({ result, status, correlationId });
  if (!bearer) return answer("404", "error");
  const names = Array.isArray(topics) ? topics.filter((topic) => typeof topic === "string") : [];
  try {
    subscribe(store, channel, bearer, { topics: names, replace: false, ignoreErrors: false });
    return answer("200", "subscribed");
  } catch (error) {
    return answer("400", error instanceof Refusal ? "failure" : "error");
  }
};

const hear = (store: Store, channel: Channel, line: Line, text: string): void => {
  const asked = parse(text);
  if (asked.message === "ping") line.send(metadata("pong"));
  else if (asked.message === "subscribe") line.send(subscribeInBand(store, channel, asked));
};

const serve = (store: Store, channel: Channel, socket: ws.WebSocket): void => {
  let stalled = false;
  const line: Line = {
    send: (text) => {
      if (!stalled && socket.readyState === socket.OPEN) socket.send(text);
    },
    close: (code) => (stalled ? socket.terminate() : socket.close(code)),
    drop: () => socket.terminate(),
    stall: () => void (stalled = true),
  };
  replace(store, channel, line);
  beat(store, channel, line);
  socket.on("message", (data: Buffer, isBinary) => {
    if (!isBinary && !stalled) hear(store, channel, line, data.toString("utf8"));
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    if (channel.line === line) delete channel.line;
  });
};

const refuse = (socket: Duplex, status: "401 Unauthorized" | "403 Forbidden" | "404 Not Found"): void =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

/** Takes the upgrades of a server. The package that speaks the protocol is loaded with the first of them. */
export const acceptSockets = (store: Store, server: Server, hosts: readonly string[]): void => {
  let acceptor: ws.WebSocketServer | undefined;
  const accept = (): ws.WebSocketServer => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only wanted where somebody connects
    const { WebSocketServer } = require("ws") as typeof ws;
    return new WebSocketServer({ noServer: true, clientTracking: false });
  };
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (foreignHeader(request.headers, hosts) !== undefined) return refuse(socket, "403 Forbidden");
    const id = /^\/channels\/([^/?]+)\/?(\?.*)?$/.exec(request.url ?? "")?.[1];
    const found = id === undefined ? undefined : channelsOf(store).get(id);
    if (!found) return refuse(socket, "404 Not Found");
    if (!bearerOf(store, found.token.value)) {
      sweepChannels(store);
      return refuse(socket, "401 Unauthorized");
    }
    acceptor ??= accept();
    acceptor.handleUpgrade(request, socket, head, (opened) => serve(store, found, opened));
  });
};

/** Every open socket, with its channel. */
export const openLines = (store: Store): { channel: Channel; line: Line }[] =>
  [...channelsOf(store).values()].flatMap((channel) =>
    channel.line === undefined ? [] : [{ channel, line: channel.line }],
  );
