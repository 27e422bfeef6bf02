import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { isGenesysError, type GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createTransport } from "../../../nodes/lib/platform/http/transport";
import type { Downloaded, ExchangeRequest } from "../../../nodes/lib/platform/types";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { runHttp, type Running } from "../../support/servers";
import { passUntil } from "../../support/until";

type Listener = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

describe("a download from a host that misbehaves", () => {
  let host: Running;
  let listener: Listener;
  let requested: IncomingMessage[];
  let kept: string | undefined;
  let attempts: number;
  let transport: ReturnType<typeof createTransport>;
  const clock = createClock(1_772_442_000_000);

  beforeEach(async () => {
    [requested, kept, attempts] = [[], undefined, 0];
    transport = createTransport({ clock });
    host = await runHttp((request, response) => listener(request, response, requested.push(request)));
  });
  afterEach(async () => {
    transport.close();
    await host.close();
  });

  const target = () => {
    attempts += 1;
    const chunks: Uint8Array[] = [];
    return Promise.resolve({
      write: (bytes: Uint8Array) => Promise.resolve(void chunks.push(bytes)),
      end: () => Promise.resolve(void (kept = Buffer.concat(chunks).toString())),
      drop: () => Promise.resolve(void chunks.splice(0)),
    });
  };

  const fetched = async (
    url = "/files/a",
    more: { maxBytes?: number; deadlineMs?: number; signal?: AbortSignal; send?: typeof transport.send } = {},
  ): Promise<Downloaded | GenesysError> => {
    const apiUrl = `http://127.0.0.1:${host.port}`;
    const client = composeClient({
      clock,
      transport: more.send ?? transport.send,
      hosts: () => Promise.resolve({ apiUrl, loginUrl: apiUrl }),
    });
    const options = { deadline: clock.now() + (more.deadlineMs ?? 600_000), signal: more.signal };
    const download = client.download(
      {
        url: url.startsWith("/files") ? `${apiUrl}${url}` : url,
        maxBytes: more.maxBytes ?? 1_000_000,
        open: target,
      },
      options,
    );
    let settled = false;
    const outcome = download
      .catch((error: unknown) => (isGenesysError(error) ? error : Promise.reject(error as Error)))
      .finally(() => (settled = true));
    await passUntil(clock, () => settled, 1_000);
    return outcome;
  };

  const failed = async (...given: Parameters<typeof fetched>): Promise<GenesysError> => {
    const outcome = await fetched(...given);
    assert.ok(isGenesysError(outcome), JSON.stringify(outcome));
    assert.equal(kept, undefined, "nothing is kept of it");
    return outcome;
  };

  it("is retried from the beginning where it is cut off, and is never taken for the whole", async () => {
    listener = (_request, response, nth) => {
      response.writeHead(200, { "content-length": "10" });
      if (nth === 3) return void response.end("0123456789");
      response.write("01234");
      setImmediate(() => response.destroy());
    };
    assert.deepEqual(await fetched(), { bytes: 10 });
    assert.deepEqual([kept, attempts], ["0123456789", 3]);
    listener = (_request, response) => {
      response.writeHead(200, { "content-length": "10" }).write("01234");
      setImmediate(() => response.destroy());
    };
    kept = undefined;
    assert.equal((await failed()).code, "network");
  });

  it("waits as long as a store of files asks for, since no limiter does", async () => {
    const at: number[] = [];
    listener = (_request, response, nth) => {
      at.push(clock.now());
      if (nth === 1) return void response.writeHead(429, { "retry-after": "30" }).end();
      response.end("file");
    };
    assert.deepEqual(await fetched(), { bytes: 4 });
    const [first = 0, second = 0] = at;
    assert.equal(at.length, 2);
    assert.ok(second - first >= 30_000, `${second - first} ms`);
  });

  it("ends at the limit where it has no end", async () => {
    listener = (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", more);
      more();
    };
    const { code, cause } = await failed();
    assert.deepEqual([code, cause.field, attempts], ["input", "maxMegabytes", 1]);
  });

  it("ends before a byte is read where its length is above the limit", async () => {
    listener = (_request, response) =>
      void response.writeHead(200, { "content-length": "1000001" }).flushHeaders();
    assert.equal((await failed()).cause.field, "maxMegabytes");
  });

  it("counts what a compressed file becomes: a bomb ends at the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    listener = (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    assert.equal((await failed()).cause.field, "maxMegabytes");
  });

  it("unpacks gzip, and reports what is damaged or packed otherwise", async () => {
    const packed = gzipSync("a,b");
    listener = (_request, response) =>
      void response
        .writeHead(200, { "content-encoding": "gzip", "content-length": packed.length })
        .end(packed);
    assert.deepEqual(await fetched(), { bytes: 3 });
    assert.equal(kept, "a,b");
    kept = undefined;
    listener = (_request, response) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(Buffer.alloc(100, 1));
    assert.equal((await failed()).code, "answer");
    listener = (_request, response) => void response.writeHead(200, { "content-encoding": "br" }).end("x");
    assert.equal((await failed()).code, "answer");
  });

  it("ends at the deadline where bytes only drip", async () => {
    listener = (_request, response) => {
      response.writeHead(200);
      const drip = (): void => {
        if (!response.destroyed) response.write(".");
        clock.after(5_000, drip);
      };
      drip();
    };
    const { code, message } = await failed("/files/a", { deadlineMs: 60_000 });
    assert.equal(code, "timeout");
    assert.match(message, /deadline/);
  });

  it("ends after the account's time without a byte", async () => {
    listener = (_request, response) => void response.writeHead(200).write(".");
    assert.equal((await failed()).code, "timeout");
    assert.equal(attempts, 4);
  });

  for (const to of [
    "https://evil.example/a",
    "http://127.0.0.1:1/a",
    "file:///etc/passwd",
    "//evil.example/a",
  ])
    it(`is not redirected to ${to}`, async () => {
      listener = (_request, response) => void response.writeHead(302, { location: to }).end();
      const { code, message } = await failed();
      assert.equal(code, "answer");
      assert.equal(message.includes("evil"), false);
      assert.equal(requested.length, 1);
    });

  it("follows redirects at its own place, but not in a circle", async () => {
    listener = ({ url }, response) =>
      void (url === "/files/b"
        ? response.writeHead(200, { "content-disposition": 'attachment; filename="../../b.csv"' }).end("b")
        : response.writeHead(303, { location: "/files/b" }).end());
    assert.deepEqual(await fetched(), { bytes: 1, name: "b.csv" });
    kept = undefined;
    listener = (_request, response) => void response.writeHead(302, { location: "/files/a" }).end();
    assert.match((await failed()).message, /redirects too often/);
  });

  it("shows the token to the API alone, and a new one after a refusal", async () => {
    listener = ({ url }, response, nth) =>
      void (nth === 1
        ? response.writeHead(401).end()
        : url === "/files/b"
          ? response.end("b")
          : response.writeHead(302, { location: "/files/b" }).end());
    assert.deepEqual(await fetched("/api/v2/downloads/1"), { bytes: 1 });
    assert.deepEqual(
      requested.map(({ url, headers }) => [url, headers.authorization !== undefined]),
      [
        ["/api/v2/downloads/1", true],
        ["/api/v2/downloads/1", true],
        ["/files/b", false],
      ],
    );
  });

  it("says that a signed address has expired, and quotes nothing of the store", async () => {
    listener = (_request, response) =>
      void response
        .writeHead(403, { "content-type": "application/xml" })
        .end("<Code>AccessDenied secret</Code>");
    const { code, message, cause } = await failed("/files/a?X-Amz-Signature=secret");
    assert.equal(code, "denied");
    assert.match(message, /not valid any more/);
    assert.equal(JSON.stringify([message, cause]).includes("secret"), false);
  });

  it("is closed at once by the signal", async () => {
    const closing = new AbortController();
    listener = (_request, response) => {
      response.writeHead(200).write(".");
      setTimeout(() => closing.abort(), 20);
    };
    assert.equal((await failed("/files/a", { signal: closing.signal })).code, "closed");
  });

  it("asks the stores of the platform over https without a token, and no host that only looks like one", async () => {
    const sent: ExchangeRequest[] = [];
    const send = (request: ExchangeRequest) => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: undefined });
    };
    const from = async (url: string, apiUrl: string): Promise<boolean> => {
      const client = composeClient({
        clock,
        transport: send,
        hosts: () => Promise.resolve({ apiUrl, loginUrl: apiUrl }),
      });
      const before = sent.length;
      await client.download({ url, maxBytes: 1, open: target }).catch(() => undefined);
      return sent.length > before;
    };
    const ireland = "https://api.mypurecloud.ie";
    for (const [url, isRequested] of [
      ["https://api-downloads.mypurecloud.ie/api/v2/downloads/1", true],
      ["https://s3.eu-west-1.amazonaws.com/a?X-Amz-Signature=x", true],
      ["https://prod-files.s3.amazonaws.com/a", true],
      ["http://prod-files.s3.amazonaws.com/a", false],
      ["https://prod-files.s3.amazonaws.com:8443/a", false],
      ["https://user:pass@prod-files.s3.amazonaws.com/a", false],
      ["https://amazonaws.com.evil.example/a", false],
      ["https://evilamazonaws.com/a", false],
      ["https://ec2-1-2-3-4.compute.amazonaws.com/a", false],
      ["https://evil-s3.amazonaws.com/a", false],
      ["https://s3-eu-west-1.amazonaws.com/a", true],
      ["https://evilmypurecloud.ie/a", false],
      ["https://api-downloads.mypurecloud.com/a", false],
      ["https://api.mypurecloud.ie.evil.example/a", false],
    ] as const)
      assert.equal(await from(url, ireland), isRequested, url);
    assert.ok(sent.every(({ headers }) => headers["authorization"] === undefined));
    await from("https://api.mypurecloud.ie/api/v2/downloads/1", ireland);
    assert.equal(sent.at(-1)?.headers["authorization"], "Bearer token-1");
  });
});
