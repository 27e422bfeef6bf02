import { once } from "node:events";
import { WebSocket } from "ws";

/** An independent listener to a channel: the `ws` package and nothing of ours. */

export interface ReceivedFrame {
  topicName: string;
  version?: string;
  eventBody: Record<string, unknown>;
  metadata?: { CorrelationId?: string };
  [field: string]: unknown;
}

export interface Listener {
  frames: ReceivedFrame[];
  /** Frames of conversations: no heartbeats, no pongs. */
  notifications: () => ReceivedFrame[];
  send: (body: unknown) => void;
  /** Undefined while it is open. */
  closeCode: () => number | undefined;
  isOpen: () => boolean;
  close: () => void;
}

export const listenTo = async (uri: string): Promise<Listener> => {
  const socket = new WebSocket(uri);
  const frames: ReceivedFrame[] = [];
  let code: number | undefined;
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8")) as ReceivedFrame));
  socket.on("close", (closed) => (code = closed));
  await once(socket, "open");
  return {
    frames,
    notifications: () => frames.filter(({ topicName }) => topicName !== "channel.metadata"),
    send: (body) => socket.send(JSON.stringify(body)),
    closeCode: () => code,
    isOpen: () => socket.readyState === socket.OPEN,
    close: () => socket.terminate(),
  };
};

/** The HTTP status that a handshake is refused with. */
export const handshakeStatus = (uri: string): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(uri);
    socket.on("error", () => undefined);
    socket.on("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
