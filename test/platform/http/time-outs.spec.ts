import assert from "node:assert/strict";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer as createTcpServer, type Server } from "node:net";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createTransport } from "../../../nodes/lib/platform/http/transport";
import { createClock } from "../../support/clock";
import { run } from "../../support/servers";
import { until } from "../../support/until";
import {
  endBench,
  failureOf,
  openServer,
  proxy,
  secureHost,
  setProxy,
  startBench,
  type Bench,
} from "../../support/time-outs";

describe("a time-out", () => {
  let bench: Bench;
  beforeEach(() => void (bench = startBench()));
  afterEach(() => endBench(bench));

  const silentHost = (): Server => secureHost(() => void (bench.arrived += 1));

  /** Each opens what takes the request, or a part of it. */
  const connected: Record<string, () => Promise<string>> = {
    "plain HTTP": async () =>
      `http://127.0.0.1:${await openServer(
        bench,
        createHttpServer(() => void (bench.arrived += 1)),
      )}/`,
    TLS: async () => `https://localhost:${await openServer(bench, silentHost())}/`,
    "a proxy": async () => {
      const port = await openServer(bench, silentHost());
      const through = proxy(bench, (socket) => {
        bench.arrived = 0; // the tunnel is not what is waited for
        const onward = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
        onward.on("error", () => socket.destroy());
        onward.pipe(socket).pipe(onward);
      });
      setProxy(bench, `http://127.0.0.1:${await openServer(bench, through)}`);
      return "https://localhost/";
    },
  };
  for (const [name, prepare] of Object.entries(connected)) {
    it(`of a request that has arrived over ${name} leaves it open what became of it, and is not tried again`, async () => {
      const failed = failureOf(bench, await prepare());
      await until(() => bench.arrived === 1);
      await bench.clock.advance(30_000);
      const { code, message, cause } = await failed;
      assert.deepEqual([code, cause], ["timeout", { outcome: "unknown", timeoutMs: 30_000 }]);
      assert.match(message, /did not respond within 30 s/);
    });

    it(`of a request of which a part was written over ${name} leaves it open what became of it`, async () => {
      const url = await prepare();
      const failed = failureOf(bench, url, { body: "x".repeat(64 * 1024 * 1024) });
      await until(() => bench.arrived === 1); // nothing of the body is read
      await bench.clock.advance(30_000);
      const { code, cause } = await failed;
      assert.deepEqual([code, cause.outcome], ["timeout", "unknown"]);
    });
  }

  it("of a request on a kept connection leaves it open what became of it", async () => {
    let isSilent = false;
    const server = secureHost((_, response) => {
      bench.arrived += 1;
      if (!isSilent) response.end("{}");
    });
    const url = `https://localhost:${await openServer(bench, server)}/`;
    await bench.transport.send({ method: "GET", url, headers: {}, timeoutMs: 30_000 });
    isSilent = true;
    const failed = failureOf(bench, url);
    await until(() => bench.arrived === 2);
    await bench.clock.advance(30_000);
    assert.equal((await failed).cause.outcome, "unknown");
  });

  it("of a request that waits for one of the connections says that nothing was sent", async () => {
    bench.transport.close();
    bench.transport = createTransport({ clock: bench.clock, maxSockets: 1 });
    const url = `http://127.0.0.1:${await openServer(
      bench,
      createHttpServer(() => void (bench.arrived += 1)),
    )}/`;
    const first = failureOf(bench, url);
    await until(() => bench.arrived === 1);
    const second = bench.transport
      .send({ method: "POST", url, headers: {}, timeoutMs: 10_000 })
      .catch((error: GenesysError) => error);
    await until(() => bench.clock.pending() === 2);
    await bench.clock.advance(10_000);
    assert.equal(((await second) as GenesysError).cause.outcome, "notSent");
    await bench.clock.advance(20_000);
    assert.equal((await first).cause.outcome, "unknown");
    assert.equal(bench.arrived, 1);
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
