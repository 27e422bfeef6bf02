import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answer, commonHeaders, shownToken, targetOf, type Request } from "./answer";
import { faultReply } from "./fault-reply";
import type { Faults } from "./faults";
import type { Control, Reply, Routes } from "./handler";
import { foreignHeader, foreignReply, namedHost } from "./local-only";
import { redactForm, type LogEntry, type RequestLog } from "./log";
import { createRouter } from "./router";
import type { Store } from "../store/store";

/** Sockets: reads requests, applies faults, writes responses. */

/** The body, or undefined where it is larger than `limit`; the rest is then read and dropped. */
const readBody = async (message: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks);
};

const loggedBody = (raw: Buffer | undefined, contentType: string): unknown => {
  if (!raw || raw.length === 0) return undefined;
  if (/^(image|audio|video)\/|octet-stream|pdf/.test(contentType)) return `${raw.length} bytes`;
  const text = raw.toString("utf8");
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return redactForm(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const logged = (store: Store, request: Request, operation: string | undefined): LogEntry => {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.query.keys())) {
    const values = request.query.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers[name] = value;
  if (headers["authorization"])
    headers["authorization"] = `${headers["authorization"].split(" ")[0]} (redacted)`;
  return {
    at: store.clock.now(),
    method: request.method,
    path: request.path,
    query,
    headers,
    tokenId: shownToken(store, request.headers["authorization"])?.id,
    contentType: request.headers["content-type"],
    body: loggedBody(request.raw, request.headers["content-type"] ?? ""),
    status: undefined,
    operation,
  };
};

const write = (response: ServerResponse, reply: Reply, headers: Record<string, string>): void => {
  const raw = typeof reply.body === "string" && reply.headers?.["Content-Type"] !== undefined;
  const body =
    reply.body === undefined
      ? undefined
      : Buffer.isBuffer(reply.body) || raw
        ? (reply.body as Buffer | string)
        : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...headers,
    ...(body === undefined ? { "Content-Length": "0" } : { "Content-Type": "application/json" }),
    ...reply.headers,
  });
  response.end(body);
};

export interface HttpServer {
  server: Server;
  url: string;
  close(): Promise<void>;
}

interface Parts {
  store: Store;
  faults: Faults;
  log: RequestLog;
  control: Control;
  routes: Routes;
  port: number;
  host: string;
  hosts: readonly string[];
}

/** A conversation of a day has megabytes. */
const CAPTURE_BYTES = 64_000_000;

/** How this machine reaches what listens on an address. */
const localHost = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
};

/** Listens on `host` only. Closing destroys every socket, kept-alive ones too. */
export const startServer = async ({
  store,
  faults,
  log,
  control,
  routes,
  port,
  host,
  hosts,
}: Parts): Promise<HttpServer> => {
  const router = createRouter(routes);
  const sockets = new Set<Socket>();
  let url = "";

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const foreign = foreignHeader(message.headers, hosts);
    if (foreign !== undefined) {
      message.resume();
      return write(response, foreignReply(foreign), {});
    }
    const method = message.method ?? "GET";
    const { pathname: path, searchParams: query } = new URL(message.url ?? "/", "http://simulator");
    const target = targetOf(router, method, path);
    const limit =
      path === "/_simulator/captures"
        ? CAPTURE_BYTES
        : ((target.kind === "plain" ? target.route.maxBytes : undefined) ?? store.settings.maxBodyBytes);
    const raw = await readBody(message, limit);
    if (path.startsWith("/_simulator/"))
      return write(response, await control(method, path, raw, message.headers["content-type"]), {});
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : value,
      ]),
    );
    const correlationId = store.ids.next("correlation");
    const named = namedHost(message.headers.host, hosts);
    const baseUrl = named === undefined ? url : `http://${named}`; // its addresses work for who sent the request
    const request: Request = { method, path, query, headers, raw, correlationId, baseUrl };
    const entry = logged(store, request, target.name);
    log.add(entry);

    const fault = faults.take({ method, path, operation: target.name });
    const delayMs = fault?.delayMs;
    if (delayMs !== undefined) await new Promise<void>((resolve) => void store.clock.after(delayMs, resolve));
    if (fault && "silence" in fault) return;
    if (fault && "reset" in fault) return void message.socket.destroy();
    const reply =
      (fault && faultReply(fault, correlationId)) ?? (await answer(store, router, request, target));
    if (fault && "lostAnswer" in fault) return void message.socket.destroy();
    entry.status = reply.status;
    write(response, reply, commonHeaders(store, request));
  };

  const server = createServer((message, response) => {
    handle(message, response).catch(() => message.socket.destroy()); // the other side went away in mid-request
  });
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  url = `http://${localHost(host)}:${(server.address() as AddressInfo).port}`;

  return {
    server,
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
