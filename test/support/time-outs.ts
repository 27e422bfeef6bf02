import assert from "node:assert/strict";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { syncBuiltinESMExports } from "node:module";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import tls from "node:tls";
import type { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { createTransport } from "../../nodes/lib/platform/http/transport";
import type { ExchangeRequest } from "../../nodes/lib/platform/types";
import { createClock, type VirtualClock } from "./clock";
import { secretsIn } from "./secrets";
import { run, type Running } from "./servers";
import { createAuthority } from "./tls";
import { until } from "./until";

const VARIABLES = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];
const TOKEN = "the-bearer-token";

/** The transport trusts this authority for as long as these specs run. */
const authority = createAuthority("spec");

/** What one spec has opened, and what has arrived there. */
export interface Bench {
  clock: VirtualClock;
  transport: ReturnType<typeof createTransport>;
  opened: Running[];
  /** Undo what was changed in the process, the last one first. */
  ends: (() => void)[];
  arrived: number;
  left: number;
}

/** A transport on a clock of its own, in a process that trusts the authority. */
export const startBench = (): Bench => {
  const clock = createClock();
  const bench: Bench = {
    ...{ clock, transport: createTransport({ clock }) },
    ...{ opened: [], ends: [], arrived: 0, left: 0 },
  };
  const trusting = tls.connect;
  const connectTls = tls.connect as (options: tls.ConnectionOptions, ...more: never[]) => tls.TLSSocket;
  tls.connect = ((options: tls.ConnectionOptions, ...more: never[]) =>
    connectTls({ ...options, ca: authority.cert }, ...more)) as typeof tls.connect;
  syncBuiltinESMExports();
  bench.ends.push(() => {
    tls.connect = trusting;
    syncBuiltinESMExports();
  });
  return bench;
};

export const endBench = async ({ ends, transport, opened }: Bench): Promise<void> => {
  for (const end of ends.reverse()) end();
  transport.close();
  for (const server of opened) await server.close();
};

/** Until the spec ends, requests go through this proxy. */
export const setProxy = ({ ends }: Bench, url: string): void => {
  for (const name of VARIABLES) {
    const before = process.env[name];
    delete process.env[name];
    ends.push(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
  }
  process.env["HTTPS_PROXY"] = url;
};

/** Runs the server until the spec ends; its port. */
export const openServer = async ({ opened }: Bench, server: Server): Promise<number> => {
  const running = await run(server);
  opened.push(running);
  return running.port;
};

/** The error of a request that is on its way when this returns. */
export const failureOf = async (
  { clock, transport }: Bench,
  url: string,
  more: Partial<ExchangeRequest> = {},
): Promise<GenesysError> => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const failed = transport
    .send({ method: "POST", url, headers, body: "{}", timeoutMs: 30_000, ...more })
    .then(
      () => assert.fail("it was answered"),
      (reason: GenesysError) => reason,
    );
  await until(() => clock.pending() === 1);
  return failed.then((error) => {
    assert.equal(error.name, "GenesysError");
    assert.deepEqual(secretsIn(error, [TOKEN, "Axios"]), []);
    assert.equal(clock.pending(), 0);
    return error;
  });
};

/** Accepts connections, and never sends anything. */
export const silentServer = (bench: Bench): Server =>
  createTcpServer((socket) => {
    socket.once("data", () => (bench.arrived += 1)).on("close", () => (bench.left += 1));
  });

/** A proxy on which `then` decides what comes behind its consent. */
export const proxy = (bench: Bench, then: (socket: Socket) => void): Server =>
  createHttpServer().on("connect", (_, socket: Socket) => {
    bench.arrived += 1;
    socket
      .resume()
      .on("end", () => socket.destroy())
      .on("close", () => (bench.left += 1));
    then(socket);
  });

/** A host that the transport trusts. */
export const secureHost = (listener: RequestListener): Server =>
  createHttpsServer(authority.certify("localhost"), listener);
