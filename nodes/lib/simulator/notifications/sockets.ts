import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type * as ws from "ws";
import { Refusal } from "../http/errors";
import { foreignHeader } from "../http/local-only";
import type { Store } from "../store/store";
import { bearerOf } from "../store/tokens";
import type { Channel, ChannelSocket } from "../entities/channel";
import { channelsOf, sweepChannels } from "./channels";
import { subscribe } from "./subscriptions";

/** The sockets of the channels: `/channels/{id}` on the simulator's own port. */

const METADATA = "channel.metadata";
const metadata = (message: string): string => JSON.stringify({ topicName: METADATA, eventBody: { message } });

/** Ends the channel's socket, if it has one; the channel itself stays. */
const replace = (store: Store, channel: Channel, socket: ChannelSocket): void => {
  channel.socket?.close(store.settings.socketReplacedCloseCode);
  channel.socket = socket;
};

const beat = (store: Store, channel: Channel, socket: ChannelSocket): void =>
  void store.clock.after(store.settings.heartbeatMs, () => {
    if (channel.socket !== socket) return;
    socket.send(metadata("WebSocket Heartbeat"));
    beat(store, channel, socket);
  });

interface Received {
  message?: unknown;
  topics?: unknown;
  correlationId?: unknown;
}

const parse = (text: string): Received => {
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
};

/** Subscribes over the socket itself: adds, each topic for itself. */
const subscribeInBand = (store: Store, channel: Channel, { topics, correlationId }: Received): string => {
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

const receive = (store: Store, channel: Channel, socket: ChannelSocket, text: string): void => {
  const received = parse(text);
  if (received.message === "ping") socket.send(metadata("pong"));
  else if (received.message === "subscribe") socket.send(subscribeInBand(store, channel, received));
};

const serve = (store: Store, channel: Channel, opened: ws.WebSocket): void => {
  let stalled = false;
  const socket: ChannelSocket = {
    send: (text) => {
      if (!stalled && opened.readyState === opened.OPEN) opened.send(text);
    },
    close: (code) => (stalled ? opened.terminate() : opened.close(code)),
    drop: () => opened.terminate(),
    stall: () => void (stalled = true),
  };
  replace(store, channel, socket);
  beat(store, channel, socket);
  opened.on("message", (data: Buffer, isBinary) => {
    if (!isBinary && !stalled) receive(store, channel, socket, data.toString("utf8"));
  });
  opened.on("error", () => opened.terminate());
  opened.on("close", () => {
    if (channel.socket === socket) delete channel.socket;
  });
};

const refuse = (socket: Duplex, status: "401 Unauthorized" | "403 Forbidden" | "404 Not Found"): void =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

/** Takes the upgrades of a server. The package that speaks the protocol is loaded with the first of them. */
export const acceptSockets = (store: Store, server: Server, hosts: readonly string[]): void => {
  let acceptor: ws.WebSocketServer | undefined;
  const accept = (): ws.WebSocketServer => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only needed if a client connects
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
export const openSockets = (store: Store): { channel: Channel; socket: ChannelSocket }[] =>
  [...channelsOf(store).values()].flatMap((channel) =>
    channel.socket === undefined ? [] : [{ channel, socket: channel.socket }],
  );
