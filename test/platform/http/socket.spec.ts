import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createConnect, type SocketEnd } from "../../../nodes/lib/platform/http/socket";

describe("a socket of the notification service", () => {
  let server: Server;
  let sockets: WebSocketServer;
  let refuseWith: number | undefined;
  let greeting: string | undefined;
  let retryAfter: string | undefined;
  let url: string;
  const unanswered: Duplex[] = [];

  beforeEach(async () => {
    refuseWith = undefined;
    greeting = retryAfter = undefined;
    server = createServer();
    sockets = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, socket, head) => {
      if (refuseWith === undefined)
        sockets.handleUpgrade(
          request,
          socket,
          head,
          (accepted) => greeting !== undefined && accepted.send(greeting),
        );
      else if (refuseWith === 0) unanswered.push(socket);
      else {
        const wait = retryAfter === undefined ? "" : `Retry-After: ${retryAfter}\r\n`;
        socket.end(`HTTP/1.1 ${refuseWith} No\r\n${wait}Content-Length: 0\r\nConnection: close\r\n\r\n`);
      }
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/channels/streaming-5-secret`;
  });

  afterEach(async () => {
    for (const client of sockets.clients) client.terminate();
    for (const socket of unanswered.splice(0)) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const attempt = (to = url, closing = new AbortController()) => {
    const received: string[] = [];
    const ends: SocketEnd[] = [];
    let wake = (): void => undefined;
    const connection = createConnect()(to, {
      signal: closing.signal,
      onText: (text) => {
        received.push(text);
        wake();
      },
      onEnd: (end) => {
        ends.push(end);
        wake();
      },
    });
    const next = () => new Promise<void>((resolve) => (wake = resolve));
    return { connection, received, ends, closing, next };
  };

  const theirs = (): WebSocket => [...sockets.clients][0]!;

  it("carries text both ways, and drops what is binary", async () => {
    const { connection, received, next } = attempt();
    const mine = await connection;
    const arrived = once(theirs(), "message");
    mine.send('{"message":"ping"}');
    assert.equal(String((await arrived)[0]), '{"message":"ping"}');
    theirs().send(Buffer.from("binary"));
    theirs().send("text ü");
    await next();
    assert.deepEqual(received, ["text ü"]);
    mine.close();
  });

  it("loses nothing that is sent together with the handshake", async () => {
    greeting = "hello";
    const { connection, received, next } = attempt();
    const said = next();
    await connection;
    if (received.length === 0) await said;
    assert.deepEqual(received, ["hello"]);
    (await connection).close();
  });

  for (const [status, code] of [
    [401, "auth"],
    [403, "auth"],
    [404, "missing"],
    [410, "missing"],
    [429, "limited"],
    [500, "network"],
    [503, "network"],
  ] as const)
    it(`is refused with HTTP ${status} as ${code}, without naming the secret address`, async () => {
      refuseWith = status;
      await assert.rejects(attempt().connection, (error: unknown) => {
        assert.ok(isGenesysError(error, code));
        assert.equal(error.cause.status, status);
        assert.doesNotMatch(JSON.stringify([error.message, error.cause]), /secret/);
        return true;
      });
    });

  it("is refused for a while with what the platform asks for", async () => {
    for (const [asked, retryAfterMs] of [
      ["7", 7_000],
      ["soon", undefined],
      [undefined, undefined],
    ] as const) {
      refuseWith = 429;
      retryAfter = asked;
      await assert.rejects(attempt().connection, (error: unknown) => {
        assert.ok(isGenesysError(error, "limited"));
        assert.equal(error.cause.retryAfterMs, retryAfterMs);
        return true;
      });
    }
  });

  it("fails as network where no server listens", async () => {
    await assert.rejects(attempt("ws://127.0.0.1:1/secret").connection, (error) =>
      isGenesysError(error, "network"),
    );
  });

  for (const bad of ["http://127.0.0.1/x", "ws://streaming.example.com/x", "not a url", ""])
    it(`is not even tried at ${JSON.stringify(bad)}`, async () => {
      await assert.rejects(attempt(bad).connection, (error) => isGenesysError(error, "answer"));
    });

  it("reports once that the other side has closed it, with the code", async () => {
    const { connection, ends, next } = attempt();
    await connection;
    theirs().close(1001);
    await next();
    assert.deepEqual(ends, [{ code: 1001 }]);
  });

  it("reports that it broke without a close frame", async () => {
    const { connection, ends, next } = attempt();
    await connection;
    theirs().terminate();
    await next();
    assert.deepEqual(ends, [{ code: 1006 }]);
  });

  it("closes at once and reports nothing more, also where the other side does not answer", async () => {
    const { connection, received, ends } = attempt();
    const mine = await connection;
    const client = theirs();
    const gone = once(client, "close");
    mine.close();
    client.send("late");
    await gone;
    assert.deepEqual([received, ends], [[], []]);
  });

  it("ends an attempt at once when it is aborted during the handshake", async () => {
    refuseWith = 0; // never answered
    const arrived = once(server, "upgrade");
    const { connection, closing } = attempt();
    await arrived;
    closing.abort();
    await assert.rejects(connection, (error) => isGenesysError(error, "closed"));
  });

  it("ends a connection that is open when it is aborted, and is not tried with an aborted signal", async () => {
    const { connection, closing } = attempt();
    await connection;
    const gone = once(theirs(), "close");
    closing.abort();
    await gone;
    await assert.rejects(attempt(url, closing).connection, (error) => isGenesysError(error, "closed"));
  });
});
