import assert from "node:assert/strict";
import dns from "node:dns";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { syncBuiltinESMExports } from "node:module";
import { connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import tls from "node:tls";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createTransport } from "../../../nodes/lib/platform/http/transport";
import type { ExchangeRequest } from "../../../nodes/lib/platform/types";
import { call, composeClient } from "../../support/client";
import { createClock, type VirtualClock } from "../../support/clock";
import { secretsIn } from "../../support/secrets";
import { run, type Running } from "../../support/servers";
import { createAuthority } from "../../support/tls";
import { passUntil, until } from "../../support/until";

const VARIABLES = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];
const TOKEN = "the-bearer-token";

/** One authority whom the machine trusts for as long as these specs run. */
const authority = createAuthority("spec");

describe("a time-out", () => {
  let clock: VirtualClock;
  let transport: ReturnType<typeof createTransport>;
  let opened: Running[];
  let ends: (() => void)[];
  let arrived: number;
  let left: number;

  const setProxy = (url: string): void => {
    for (const name of VARIABLES) {
      const before = process.env[name];
      delete process.env[name];
      ends.push(() => (before === undefined ? delete process.env[name] : (process.env[name] = before)));
    }
    process.env["HTTPS_PROXY"] = url;
  };
  const open = async (server: Server): Promise<number> => {
    const running = await run(server);
    opened.push(running);
    return running.port;
  };

  beforeEach(() => {
    clock = createClock();
    transport = createTransport({ clock });
    opened = [];
    ends = [];
    arrived = 0;
    left = 0;
    const trusting = tls.connect;
    const connectTls = tls.connect as (options: tls.ConnectionOptions, ...more: never[]) => tls.TLSSocket;
    tls.connect = ((options: tls.ConnectionOptions, ...more: never[]) =>
      connectTls({ ...options, ca: authority.cert }, ...more)) as typeof tls.connect;
    syncBuiltinESMExports();
    ends.push(() => {
      tls.connect = trusting;
      syncBuiltinESMExports();
    });
  });
  afterEach(async () => {
    for (const end of ends.reverse()) end();
    transport.close();
    for (const server of opened) await server.close();
  });

  const failure = async (url: string, more: Partial<ExchangeRequest> = {}): Promise<GenesysError> => {
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

  const silence = (): Server =>
    createTcpServer((socket) => {
      socket.once("data", () => (arrived += 1)).on("close", () => (left += 1));
    });
  /** A proxy on which `then` decides what comes behind its consent. */
  const proxy = (then: (socket: Socket) => void): Server =>
    createHttpServer().on("connect", (_, socket: Socket) => {
      arrived += 1;
      socket
        .resume()
        .on("end", () => socket.destroy())
        .on("close", () => (left += 1));
      then(socket);
    });
  const host = (listener: RequestListener): Server =>
    createHttpsServer(authority.certify("localhost"), listener);
  const silentHost = (): Server => host(() => void (arrived += 1));

  /** Each opens what it needs; the URL to ask. */
  const unconnected: Record<string, () => Promise<string>> = {
    "a host that never answers the TLS handshake": async () => `https://localhost:${await open(silence())}/`,
    "a host whose name is never resolved": () => {
      const { lookup } = dns;
      dns.lookup = (() => void (arrived += 1)) as never;
      syncBuiltinESMExports();
      ends.push(() => {
        dns.lookup = lookup;
        syncBuiltinESMExports();
      });
      return Promise.resolve("https://api.example.com/");
    },
    "a proxy that accepts and is silent": async () => {
      setProxy(`http://127.0.0.1:${await open(silence())}`);
      return "https://api.example.com/";
    },
    "a proxy that never answers CONNECT": async () => {
      setProxy(`http://127.0.0.1:${await open(proxy(() => undefined))}`);
      return "https://api.example.com/";
    },
    "a proxy that never answers its own TLS handshake": async () => {
      setProxy(`https://127.0.0.1:${await open(silence())}`);
      return "https://api.example.com/";
    },
    "a host behind a proxy that never answers the TLS handshake": async () => {
      const opens = proxy((socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n"));
      setProxy(`http://127.0.0.1:${await open(opens)}`);
      return "https://api.example.com/";
    },
  };

  for (const [name, prepare] of Object.entries(unconnected)) {
    it(`says of ${name} that nothing was sent`, async () => {
      const url = await prepare();
      const failed = failure(url);
      await until(() => arrived === 1);
      await clock.advance(30_000);
      const { code, message, cause } = await failed;
      assert.deepEqual([code, cause], ["timeout", { outcome: "notSent", timeoutMs: 30_000 }]);
      assert.match(message, new RegExp(`connection to ${new URL(url).host} .*within 30 s.*Check`));
      if (opened.length > 0) await until(() => left === 1); // no connection is kept for a request that has ended
    });

    it(`tries ${name} again, also with what must not happen twice`, async () => {
      const { origin } = new URL(await prepare());
      const hosts = () => Promise.resolve({ apiUrl: origin, loginUrl: origin });
      const client = composeClient({ clock, transport: transport.send, hosts, random: () => 0 });
      const calling = call(client, "/act");
      let isSettled = false;
      calling.catch(() => (isSettled = true));
      for (let tries = 1; tries <= 4; tries += 1) {
        await passUntil(clock, () => arrived === tries, 0);
        await clock.advance(30_000);
      }
      await until(() => isSettled);
      await assert.rejects(calling, ({ code, message, cause }: GenesysError) => {
        assert.deepEqual([code, cause.outcome, cause.attempts, arrived], ["timeout", "notSent", 4, 4]);
        assert.match(message, /Nothing was sent\.$/);
        return true;
      });
    });
  }

  for (const [what, end] of [
    ["ends", (socket: Socket) => socket.end()],
    ["is reset", (socket: Socket) => socket.resetAndDestroy()],
  ] as const)
    it(`is not waited for, and nothing escapes, where the connection to a secure proxy ${what} in its handshake`, async () => {
      setProxy(`https://127.0.0.1:${await open(createTcpServer((socket) => void end(socket)))}`);
      const { code, cause } = await failure("https://api.example.com/");
      assert.deepEqual([code, cause.outcome, cause.networkCode], ["network", "notSent", "ECONNRESET"]);
    });

  /** Each opens what takes the request, or a part of it. */
  const connected: Record<string, () => Promise<string>> = {
    "plain HTTP": async () => `http://127.0.0.1:${await open(createHttpServer(() => void (arrived += 1)))}/`,
    TLS: async () => `https://localhost:${await open(silentHost())}/`,
    "a proxy": async () => {
      const port = await open(silentHost());
      const through = proxy((socket) => {
        arrived = 0; // the tunnel is not what is waited for
        const onward = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
        onward.on("error", () => socket.destroy());
        onward.pipe(socket).pipe(onward);
      });
      setProxy(`http://127.0.0.1:${await open(through)}`);
      return "https://localhost/";
    },
  };
  for (const [name, prepare] of Object.entries(connected)) {
    it(`of a request that has arrived over ${name} leaves it open what became of it, and is not tried again`, async () => {
      const failed = failure(await prepare());
      await until(() => arrived === 1);
      await clock.advance(30_000);
      const { code, message, cause } = await failed;
      assert.deepEqual([code, cause], ["timeout", { outcome: "unknown", timeoutMs: 30_000 }]);
      assert.match(message, /did not respond within 30 s/);
    });

    it(`of a request of which a part was written over ${name} leaves it open what became of it`, async () => {
      const url = await prepare();
      const failed = failure(url, { body: "x".repeat(64 * 1024 * 1024) });
      await until(() => arrived === 1); // nothing of the body is read
      await clock.advance(30_000);
      const { code, cause } = await failed;
      assert.deepEqual([code, cause.outcome], ["timeout", "unknown"]);
    });
  }

  it("of a request on a kept connection leaves it open what became of it", async () => {
    let isSilent = false;
    const server = host((_, response) => {
      arrived += 1;
      if (!isSilent) response.end("{}");
    });
    const url = `https://localhost:${await open(server)}/`;
    await transport.send({ method: "GET", url, headers: {}, timeoutMs: 30_000 });
    isSilent = true;
    const failed = failure(url);
    await until(() => arrived === 2);
    await clock.advance(30_000);
    assert.equal((await failed).cause.outcome, "unknown");
  });

  it("of a request that waits for one of the connections says that nothing was sent", async () => {
    transport.close();
    transport = createTransport({ clock, maxSockets: 1 });
    const url = `http://127.0.0.1:${await open(createHttpServer(() => void (arrived += 1)))}/`;
    const first = failure(url);
    await until(() => arrived === 1);
    const second = transport
      .send({ method: "POST", url, headers: {}, timeoutMs: 10_000 })
      .catch((error: GenesysError) => error);
    await until(() => clock.pending() === 2);
    await clock.advance(10_000);
    assert.equal(((await second) as GenesysError).cause.outcome, "notSent");
    await clock.advance(20_000);
    assert.equal((await first).cause.outcome, "unknown");
    assert.equal(arrived, 1);
  });
});

describe("the end of its node", () => {
  it("says whether anything of the request can have been sent", async () => {
    const clock = createClock();
    const transport = createTransport({ clock });
    let requests = 0;
    const server = await run(createHttpServer(() => void (requests += 1)));
    const silent = await run(createTcpServer(() => void (requests += 1)));
    for (const [url, outcome] of [
      [`http://127.0.0.1:${server.port}/`, "unknown"],
      [`https://127.0.0.1:${silent.port}/`, "notSent"],
    ] as const) {
      const controller = new AbortController();
      const before = requests;
      const sending = transport
        .send({ method: "POST", url, headers: {}, timeoutMs: 30_000, signal: controller.signal })
        .catch((error: GenesysError) => error);
      await until(() => requests > before);
      controller.abort();
      const { code, cause } = (await sending) as GenesysError;
      assert.deepEqual([code, cause.outcome], ["closed", outcome]);
    }
    transport.close();
    await server.close();
    await silent.close();
  });
});
