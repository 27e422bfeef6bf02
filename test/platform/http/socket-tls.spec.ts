import assert from "node:assert/strict";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:https";
import type { Socket } from "node:net";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createConnect, type Connect } from "../../../nodes/lib/platform/http/socket";
import { runBorder } from "../../support/border";
import { run, type Running } from "../../support/servers";
import { until } from "../../support/until";
import { createAuthority, selfSigned } from "../../support/tls";

describe("a socket of the notification service over TLS", () => {
  let server: Server;
  let running: Running;
  let upgrades: number;
  const before = new Map<string, string | undefined>();
  const emitWarning = process.emitWarning.bind(process);

  const set = (name: string, value: string | undefined): void => {
    if (!before.has(name)) before.set(name, process.env[name]);
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };

  beforeEach(async () => {
    upgrades = 0;
    server = createServer(selfSigned("localhost"));
    server.on("upgrade", (_, socket) => {
      upgrades += 1;
      socket.destroy();
    });
    running = await run(server);
  });
  afterEach(async () => {
    process.emitWarning = emitWarning;
    for (const [name, value] of before) set(name, value);
    before.clear();
    await running.close();
  });

  const isRefused = async (connect: Connect, url: string): Promise<void> => {
    const listener = {
      signal: new AbortController().signal,
      onText: () => undefined,
      onEnd: () => undefined,
    };
    await assert.rejects(connect(url, listener), (error) => {
      assert.ok(isGenesysError(error, "network"));
      assert.match(error.message, /certificate/);
      assert.doesNotMatch(error.message, /streaming-5-secret/);
      return true;
    });
    assert.equal(upgrades, 0);
  };
  const trustBlindly = (): void => {
    process.emitWarning = () => undefined; // Node.js warns of the variable itself
    set("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  };

  const goThrough = (proxy: string): void => {
    for (const name of ["HTTPS_PROXY", "https_proxy"]) set(name, proxy);
    for (const name of ["NO_PROXY", "no_proxy"]) set(name, undefined);
  };

  it("refuses a certificate that no trusted authority has signed: its address is a secret", async () => {
    await isRefused(createConnect(), `wss://localhost:${running.port}/channels/streaming-5-secret`);
  });

  it("refuses it also where the environment asks for blind trust", async () => {
    trustBlindly();
    await isRefused(createConnect(), `wss://localhost:${running.port}/channels/streaming-5-secret`);
  });

  it("refuses that of a proxy which decrypts the traffic, unless its authority is trusted", async () => {
    trustBlindly();
    const target = `http://127.0.0.1:${running.port}/`;
    const authority = createAuthority("Example Company");
    const border = await runBorder({ authority, pass: "a-user:word", target });
    goThrough(`http://a-user:word@127.0.0.1:${border.port}`);
    try {
      await isRefused(createConnect(), "wss://streaming.example.com/channels/streaming-5-secret");
    } finally {
      await border.close();
    }
    assert.deepEqual(border.tunnels, ["streaming.example.com:443"]);
  });

  it("refuses the certificate of the proxy itself, and shows it no password", async () => {
    trustBlindly();
    const asked: string[] = [];
    server.on("connect", ({ headers }, socket) => {
      asked.push(headers["proxy-authorization"] ?? "");
      socket.destroy();
    });
    goThrough(`https://a-user:word@localhost:${running.port}`);
    await isRefused(createConnect(), "wss://streaming.example.com/channels/streaming-5-secret");
    assert.deepEqual(asked, []);
  });

  for (const status of [101, 401, 403, 404, 407, 502])
    it(`is not refused by the platform where it is a proxy that returns ${status}`, async () => {
      const http = createHttpServer().on("connect", (_, socket: Socket) =>
        socket.end(`HTTP/1.1 ${status} As It Likes\r\ncontent-length: 0\r\n\r\n`),
      );
      const proxy = await run(http);
      goThrough(`http://127.0.0.1:${proxy.port}`);
      const listener = {
        signal: new AbortController().signal,
        onText: () => undefined,
        onEnd: () => undefined,
      };
      const url = "wss://streaming.example.com/channels/streaming-5-secret";
      await assert.rejects(createConnect()(url, listener), (error) => {
        assert.ok(isGenesysError(error, "network"));
        assert.match(
          error.message,
          new RegExp(`the proxy returned ${status} .* to streaming\\.example\\.com\\.`),
        );
        return true;
      });
      await proxy.close();
    });

  for (const [name, end] of Object.entries({
    "is given up": undefined,
    "is ended": (closing: AbortController) => closing.abort(),
  }))
    it(`${name} in front of a proxy that does not respond, which notices`, async () => {
      const asked: Socket[] = [];
      const proxy = await run(createHttpServer().on("connect", (_, socket: Socket) => asked.push(socket)));
      goThrough(`http://127.0.0.1:${proxy.port}`);
      const closing = new AbortController();
      const listener = { signal: closing.signal, onText: () => undefined, onEnd: () => undefined };
      const connection = createConnect(end === undefined ? 200 : undefined)(
        "wss://streaming.example.com/channels/streaming-5-secret",
        listener,
      );
      const refused = assert.rejects(connection, end === undefined ? /timed out/ : { code: "closed" });
      await until(() => asked.length === 1);
      let isGone = false;
      asked[0]?.on("end", () => (isGone = true)).resume();
      end?.(closing);
      await refused;
      await until(() => isGone);
      await proxy.close();
    });
});
