import { createServer, request, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { TlsOptions } from "node:tls";

export interface Running {
  port: number;
  /** How many connections were opened so far. */
  connections: () => number;
  close: () => Promise<void>;
}

/** Runs a server on a free port of this machine; closing it drops every connection. */
export const run = async (server: Server): Promise<Running> => {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: async () => {
      for (const socket of open) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const runHttp = (listener: RequestListener): Promise<Running> => run(createServer(listener));

/**
 * The reverse proxy in front of a Node-RED: it terminates TLS, and forwards what is below the path `at` to what is
 * below `target`; sockets too. It adds no `X-Forwarded` headers, as the plainest set-up does. What `rewrite` makes
 * of a JSON response is sent in its place.
 */
export const runTlsFront = (
  certified: TlsOptions,
  at: string,
  target: string,
  rewrite?: (json: string) => string,
): Promise<Running> => {
  const onward = ({ url = "/", method, headers }: IncomingMessage) =>
    url.startsWith(at) ? request(new URL(url.slice(at.length), target), { method, headers }) : undefined;

  const server = createTlsServer(certified, (asked, reply) => {
    const sent = onward(asked);
    if (sent === undefined) return void reply.writeHead(404).end();
    sent.on("error", () => reply.destroy());
    sent.on("response", (answer) => {
      const { statusCode = 502, headers } = answer;
      if (rewrite === undefined || !/json/.test(headers["content-type"] ?? "")) {
        reply.writeHead(statusCode, headers);
        return void answer.pipe(reply);
      }
      delete headers["content-length"];
      buffer(answer).then(
        (bytes) => reply.writeHead(statusCode, headers).end(rewrite(bytes.toString())),
        () => reply.destroy(),
      );
    });
    asked.pipe(sent);
  });
  server.on("upgrade", (asked: IncomingMessage, socket: Duplex, head: Buffer) => {
    const sent = onward(asked)?.end();
    if (sent === undefined) return void socket.destroy();
    sent.on("error", () => socket.destroy());
    sent.on("upgrade", ({ rawHeaders }, line, lineHead) => {
      const lines = rawHeaders.flatMap((name, i) => (i % 2 ? [] : `${name}: ${rawHeaders[i + 1]}\r\n`));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
      socket.write(lineHead);
      line.write(head);
      line.on("error", () => socket.destroy()).on("close", () => socket.destroy());
      socket.on("error", () => line.destroy()).on("close", () => line.destroy());
      line.pipe(socket).pipe(line);
    });
  });
  return run(server);
};
