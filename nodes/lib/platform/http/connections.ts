import type { Socket } from "node:net";
import type * as undici from "undici";
import { createConnector } from "./connector";

/** Idle connections are closed after this long; the platform closes them after 60 s. */
const IDLE_MS = 52_000;

/** One connection, which carries one request at a time, and opens itself again where its other end has closed it. */
export interface Connection {
  client: undici.Client;
  /** The open connection, or the last one. */
  socket: Socket | undefined;
  /** Requests that were sent over the open connection. */
  sent: number;
  /** Ends the attempt to connect, or the connection. */
  end: () => void;
}

/** The connections to one host. The one that was used last is used next, so that few are kept where few are needed. */
export interface Connections {
  /** Calls `use` with a free connection: at once, or in the order of the calls as soon as there is one. */
  take(use: (connection: Connection) => void): void;
  /** The request has its whole response, and the connection is free. */
  giveBack(connection: Connection): void;
  /** The request failed, and the connection is not used again. */
  drop(connection: Connection): void;
  /** If one idle connection was closed by the other side, the other idle ones probably were, too. */
  dropIdle(): void;
  /** Ends all of them, idle or not. */
  close(): void;
}

interface ConnectionsParts {
  Client: typeof undici.Client;
  /** Its host is the one to connect to. */
  url: URL;
  /** More requests at a time wait. */
  most: number;
  now: () => number;
}

export const createConnections = ({ Client, url, most, now }: ConnectionsParts): Connections => {
  const connect = createConnector(url);
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  let usedAt = now();

  const open = (): Connection => {
    const client = new Client(url.origin, {
      connect: (_, connected) => {
        connection.sent = 0;
        connection.end = connect((...result) => {
          if (result[1] !== null) connection.socket = result[1];
          connected(...result);
        });
      },
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      headersTimeout: 0, // the transport has a deadline for all of a request
      bodyTimeout: 0,
    });
    const connection: Connection = { client, socket: undefined, sent: 0, end: () => undefined };
    all.add(connection);
    return connection;
  };

  const next = (): Connection | undefined => idle.pop() ?? (all.size < most ? open() : undefined);

  const end = (connection: Connection): void => {
    all.delete(connection);
    connection.end();
    void connection.client.destroy();
  };

  const dropIdle = (): void => idle.splice(0).forEach(end);

  /** While a machine sleeps its timers do not run: connections that should have been closed meanwhile are closed now. */
  const wake = (): void => {
    if (now() - usedAt > IDLE_MS) dropIdle();
    usedAt = now();
  };

  const serve = (): void => {
    if (waiting.length === 0) return;
    const connection = next();
    if (connection !== undefined) waiting.shift()?.(connection);
  };

  return {
    take: (use) => {
      wake();
      const connection = next();
      if (connection === undefined) waiting.push(use);
      else use(connection);
    },
    giveBack: (connection) => {
      usedAt = now();
      if (all.has(connection)) idle.push(connection);
      serve();
    },
    drop: (connection) => {
      end(connection);
      serve();
    },
    dropIdle,
    close: () => {
      idle.length = 0;
      [...all].forEach(end);
    },
  };
};
