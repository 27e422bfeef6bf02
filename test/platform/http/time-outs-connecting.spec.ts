import assert from "node:assert/strict";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { createServer as createTcpServer, type Socket } from "node:net";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { call, composeClient } from "../../support/client";
import { passUntil, until } from "../../support/until";
import {
  endBench,
  failureOf,
  openServer,
  proxy,
  setProxy,
  silentServer,
  startBench,
  type Bench,
} from "../../support/time-outs";

describe("a time-out", () => {
  let bench: Bench;
  beforeEach(() => void (bench = startBench()));
  afterEach(() => endBench(bench));

  /** Each opens what it needs; the URL to ask. */
  const unconnected: Record<string, () => Promise<string>> = {
    "a host that never answers the TLS handshake": async () =>
      `https://localhost:${await openServer(bench, silentServer(bench))}/`,
    "a host whose name is never resolved": () => {
      const { lookup } = dns;
      dns.lookup = (() => void (bench.arrived += 1)) as never;
      syncBuiltinESMExports();
      bench.ends.push(() => {
        dns.lookup = lookup;
        syncBuiltinESMExports();
      });
      return Promise.resolve("https://api.example.com/");
    },
    "a proxy that accepts and is silent": async () => {
      setProxy(bench, `http://127.0.0.1:${await openServer(bench, silentServer(bench))}`);
      return "https://api.example.com/";
    },
    "a proxy that never answers CONNECT": async () => {
      setProxy(
        bench,
        `http://127.0.0.1:${await openServer(
          bench,
          proxy(bench, () => undefined),
        )}`,
      );
      return "https://api.example.com/";
    },
    "a proxy that never answers its own TLS handshake": async () => {
      setProxy(bench, `https://127.0.0.1:${await openServer(bench, silentServer(bench))}`);
      return "https://api.example.com/";
    },
    "a host behind a proxy that never answers the TLS handshake": async () => {
      const opens = proxy(bench, (socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n"));
      setProxy(bench, `http://127.0.0.1:${await openServer(bench, opens)}`);
      return "https://api.example.com/";
    },
  };

  for (const [name, prepare] of Object.entries(unconnected)) {
    it(`says of ${name} that nothing was sent`, async () => {
      const url = await prepare();
      const failed = failureOf(bench, url);
      await until(() => bench.arrived === 1);
      await bench.clock.advance(30_000);
      const { code, message, cause } = await failed;
      assert.deepEqual([code, cause], ["timeout", { outcome: "notSent", timeoutMs: 30_000 }]);
      assert.match(message, new RegExp(`connection to ${new URL(url).host} .*within 30 s.*Check`));
      if (bench.opened.length > 0) await until(() => bench.left === 1); // no connection is kept for a request that has ended
    });

    it(`tries ${name} again, also with what must not happen twice`, async () => {
      const { origin } = new URL(await prepare());
      const hosts = () => Promise.resolve({ apiUrl: origin, loginUrl: origin });
      const client = composeClient({
        clock: bench.clock,
        transport: bench.transport.send,
        hosts,
        random: () => 0,
      });
      const calling = call(client, "/act");
      let isSettled = false;
      calling.catch(() => (isSettled = true));
      for (let tries = 1; tries <= 4; tries += 1) {
        await passUntil(bench.clock, () => bench.arrived === tries, 0);
        await bench.clock.advance(30_000);
      }
      await until(() => isSettled);
      await assert.rejects(calling, ({ code, message, cause }: GenesysError) => {
        assert.deepEqual([code, cause.outcome, cause.attempts, bench.arrived], ["timeout", "notSent", 4, 4]);
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
      setProxy(
        bench,
        `https://127.0.0.1:${await openServer(
          bench,
          createTcpServer((socket) => void end(socket)),
        )}`,
      );
      const { code, cause } = await failureOf(bench, "https://api.example.com/");
      assert.deepEqual([code, cause.outcome, cause.networkCode], ["network", "notSent", "ECONNRESET"]);
    });
});
