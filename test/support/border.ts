import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { createSecureContext } from "node:tls";
import { run, runTlsFront, type Running } from "./servers";
import type { Authority } from "./tls";

export interface Border {
  port: number;
  /** Where to tunnels were dug, in order. */
  tunnels: string[];
  close: () => Promise<void>;
}

interface BorderParts {
  /** What it signs the hosts' certificates with. */
  authority: Authority;
  /** `user:password` of those who may pass. */
  pass: string;
  /** Where every host leads to. */
  target: string;
  /** What it makes of JSON answers; by default it leaves them as they are. */
  rewrite?: (json: string) => string;
}

/** The proxy at the border of a company: it requires a password, and decrypts what is sent through TLS. */
export const runBorder = async ({ authority, pass, target, rewrite }: BorderParts): Promise<Border> => {
  const signed = {
    SNICallback: (
      host: string,
      done: (error: null, context: ReturnType<typeof createSecureContext>) => void,
    ) => done(null, createSecureContext(authority.certify(host))),
  };
  const inside: Running = await runTlsFront(signed, "/", target, rewrite);
  const tunnels: string[] = [];
  const server = createServer((_, reply) => void reply.writeHead(405).end());
  server.on("connect", ({ url = "", headers }, socket: Socket) => {
    if (headers["proxy-authorization"] !== `Basic ${Buffer.from(pass).toString("base64")}`)
      return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
    tunnels.push(url);
    const onward = connect(inside.port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    onward.on("error", () => socket.destroy()).on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
    onward.pipe(socket).pipe(onward);
  });
  const outside = await run(server);
  const close = async (): Promise<void> => {
    await outside.close();
    await inside.close();
  };
  return { port: outside.port, tunnels, close };
};
