import assert from "node:assert/strict";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { createTransport } from "../../../nodes/lib/platform/http/transport";
import { createClock } from "../../support/clock";
import { run, type Running } from "../../support/servers";
import { selfSigned } from "../../support/tls";
import { until } from "../../support/until";
import {
  endTlsHost,
  failureOf,
  isRefusedCertificate,
  setVariable,
  startTlsHost,
  type TlsHost,
} from "../../support/tls-host";

describe("transport over TLS", () => {
  let host: TlsHost;
  beforeEach(async () => void (host = await startTlsHost()));
  afterEach(() => endTlsHost(host));

  describe("behind a proxy", () => {
    let proxy: Running;
    let tunnels: string[];
    let refusal: string | undefined;

    beforeEach(async () => {
      tunnels = [];
      refusal = undefined;
      const http = createHttpServer().on("connect", ({ url }, socket: Socket) => {
        tunnels.push(url ?? "");
        if (refusal === "") return; // silence
        if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
        const onward = connect(host.server.port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
        onward.on("error", () => socket.destroy()).on("close", () => socket.destroy());
        onward.pipe(socket).pipe(onward);
      });
      proxy = await run(http);
      setVariable(host, "HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
    });
    afterEach(() => proxy.close());

    it("asks for a tunnel to the host, and trusts the certificate at its end no more than without", async () => {
      isRefusedCertificate(host, await failureOf(host, "https://api.example.com/"));
      assert.deepEqual(tunnels, ["api.example.com:443"]);
    });

    it("goes past it to the hosts of NO_PROXY", async () => {
      setVariable(host, "NO_PROXY", "localhost");
      isRefusedCertificate(host, await failureOf(host, `https://localhost:${host.server.port}/`));
      assert.deepEqual([tunnels, host.server.connections()], [[], 1]);
    });

    it("goes past it to this machine's own simulated org, which uses plain HTTP", async () => {
      const plain = await run(createHttpServer((_, response) => response.end("{}")));
      const url = `http://127.0.0.1:${plain.port}/`;
      const { body } = await host.transport.send({ method: "GET", url, headers: {}, timeoutMs: 30_000 });
      await plain.close();
      assert.deepEqual([body, tunnels], [{}, []]);
    });

    it("says what to do when the proxy requires credentials", async () => {
      refusal = "407 Proxy Authentication Required";
      const error = await failureOf(host, "https://api.example.com/");
      assert.deepEqual([error.code, error.cause.outcome], ["network", "notSent"]);
      assert.match(error.message, /proxy requires credentials.*HTTPS_PROXY/);
    });

    for (const status of [101, 201, 401, 403, 404, 429, 502, 503])
      it(`never takes the proxy's own ${status} for a response of the host`, async () => {
        refusal = `${status} As It Likes`;
        const { code, message, cause } = await failureOf(host, "https://api.example.com/");
        assert.deepEqual([code, cause], ["network", { outcome: "notSent", networkCode: "NO_TUNNEL" }]);
        assert.match(
          message,
          new RegExp(`^The proxy returned ${status} .* tunnel to api\\.example\\.com\\. Nothing`),
        );
      });

    it("handles a response of the proxy that is not HTTP", async () => {
      refusal = "no number";
      const { code, message, cause } = await failureOf(host, "https://api.example.com/");
      assert.deepEqual([code, cause.outcome], ["network", "notSent"]);
      assert.match(message, /^The proxy returned something that is not HTTP to the request/);
    });

    it("waits for a silent proxy no longer than for a host, and not at all once it is closed", async () => {
      refusal = "";
      const clock = createClock();
      host.transport.close();
      host.transport = createTransport({ clock });
      const late = failureOf(host, "https://api.example.com/");
      await until(() => tunnels.length === 1);
      await clock.advance(30_000);
      assert.equal((await late).code, "timeout");
      const controller = new AbortController();
      const closed = failureOf(host, "https://api.example.com/", controller.signal);
      await until(() => tunnels.length === 2);
      controller.abort();
      assert.equal((await closed).code, "closed");
    });

    it("asks again after a refusal, however few connections there may be", async () => {
      host.transport.close();
      host.transport = createTransport({ clock: createClock(), maxSockets: 1 });
      refusal = "503 Service Unavailable";
      const refused = await Promise.all([1, 2, 3].map(() => failureOf(host, "https://api.example.com/")));
      assert.ok(refused.every(({ message }) => /returned 503/.test(message)));
      refusal = undefined;
      isRefusedCertificate(host, await failureOf(host, "https://api.example.com/"));
      assert.equal(tunnels.length, 4);
    });

    it("trusts the proxy's own certificate no more than a host's, and shows it no password", async () => {
      const emitWarning = process.emitWarning.bind(process);
      process.emitWarning = () => undefined; // Node.js warns of the variable itself
      setVariable(host, "NODE_TLS_REJECT_UNAUTHORIZED", "0");
      const asked: (string | undefined)[] = [];
      const secure = createHttpsServer(selfSigned("127.0.0.1")).on(
        "connect",
        ({ headers }, socket: Socket) => {
          asked.push(headers["proxy-authorization"]);
          socket.destroy();
        },
      );
      const running = await run(secure);
      setVariable(host, "HTTPS_PROXY", `https://a-user:word@127.0.0.1:${running.port}`);
      try {
        isRefusedCertificate(host, await failureOf(host, "https://api.example.com/"));
      } finally {
        process.emitWarning = emitWarning;
        await running.close();
      }
      assert.deepEqual([asked, running.connections()], [[], 1]);
    });

    for (const address of ["socks5://127.0.0.1:1080", "http://", "http://user:50%@127.0.0.1:1"])
      it(`says that ${address} is not the address of a proxy, and where to look`, async () => {
        setVariable(host, "HTTPS_PROXY", address);
        const { code, cause, message } = await failureOf(host, "https://api.example.com/");
        assert.deepEqual([code, cause], ["network", { outcome: "notSent", networkCode: "BAD_PROXY" }]);
        assert.match(
          message,
          /api\.example\.com .* no usable http:\/\/ or https:\/\/ address\. Check HTTPS_PROXY/,
        );
      });

    it("says of a proxy that is not there that nothing was sent, and where to look", async () => {
      await proxy.close();
      const error = await failureOf(host, "https://api.example.com/");
      assert.deepEqual([error.code, error.cause.outcome], ["network", "notSent"]);
      assert.match(error.message, /proxy/);
      proxy = await run(createTcpServer());
    });
  });
});
