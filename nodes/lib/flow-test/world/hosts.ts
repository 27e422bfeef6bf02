import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Stub } from "../file/schema";

/** What answers for the hosts that a test stubs: a server of this machine. */

export interface OutsideRequest {
  method: string;
  host: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
  /** Undefined where no stub answers. */
  status: number | undefined;
}

/** Names the host that was meant in a request to the stubs. */
export const MEANT = "x-genesys-flow-test-host";

const parsed = (body: string): unknown => {
  try {
    return body === "" ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return body;
  }
};

const isFor =
  ({ host, method, path }: OutsideRequest) =>
  (stub: Stub): boolean =>
    (stub.host === host || stub.host === host.replace(/:\d+$/, "")) &&
    (stub.method === undefined || stub.method.toUpperCase() === method) &&
    (stub.path === undefined || stub.path === path || stub.path === path.replace(/\?.*$/, ""));

const answer = (response: ServerResponse, { status = 200, headers = {}, body }: Stub): void => {
  const isText = typeof body === "string";
  response.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": isText ? "text/plain" : "application/json" }),
    ...headers,
  });
  response.end(body === undefined || isText ? body : JSON.stringify(body));
};

export interface Hosts {
  port: number;
  isStubbed(host: string): boolean;
}

interface Parts {
  stubs: readonly Stub[];
  after: (ms: number, fn: () => void) => void;
  onRequest: (request: OutsideRequest) => void;
}

/** Each stub with `times` answers so often; then the next that fits does. */
export const serveStubs = async ({ stubs, after, onRequest }: Parts): Promise<Hosts> => {
  const left = new Map(stubs.map((stub) => [stub, stub.times ?? Infinity]));
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request: OutsideRequest = {
      method: message.method ?? "GET",
      host: String(message.headers[MEANT] ?? message.headers.host ?? ""),
      path: message.url ?? "/",
      headers: message.headers,
      body: parsed(await text(message)),
      status: undefined,
    };
    const found = stubs.filter(isFor(request)).find((stub) => (left.get(stub) ?? 0) > 0);
    if (found) left.set(found, (left.get(found) ?? 0) - 1);
    onRequest({ ...request, status: found && (found.fails ? 0 : (found.status ?? 200)) });
    if (found === undefined || found.fails) return void message.socket.destroy();
    after((found.delaySeconds ?? 0) * 1000, () => answer(response, found));
  };
  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    isStubbed: (host) => stubs.some((stub) => stub.host === host || stub.host === host.replace(/:\d+$/, "")),
  };
};
