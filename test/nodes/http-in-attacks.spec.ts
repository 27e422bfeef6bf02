import assert from "node:assert/strict";
import { connect } from "node:net";
import { openEndpoint, type EndpointOptions, type Received } from "../../nodes/lib/node/http-in/endpoint";
import { parseObject } from "../../nodes/lib/node/http-in/json";
import { pathComplaint } from "../../nodes/lib/node/http-in/path";
import { Refusal } from "../../nodes/lib/node/http-in/refusal";
import { createClock } from "../support/clock";
import { until } from "../support/until";
import { openWebHost, type WebHost } from "../support/web-host";

const LARGE = 1024 * 1024;

describe("an endpoint and a stranger", () => {
  let host: WebHost;
  const clock = createClock(0);
  const received: Received[] = [];
  const failures: unknown[] = [];
  const refused: string[] = [];
  beforeEach(async () => {
    for (const list of [received, failures, refused]) list.length = 0;
    host = await openWebHost({ settings: { genesysAccountClock: clock } });
  });
  afterEach(async () => {
    assert.deepEqual(failures, []);
    await host.close();
  });

  const open = (options: Partial<EndpointOptions> = {}) =>
    openEndpoint(
      host.RED,
      { id: "a", name: "" },
      {
        method: "post",
        path: "/in",
        receive: (one) => {
          received.push(one);
          return { status: 200, body: { size: one.raw.length } };
        },
        onRefused: ({ code }) => void refused.push(code),
        onFailure: (error) => void failures.push(error),
        onTaken: () => undefined,
        ...options,
      },
    );

  /** A connection of which every byte is written by hand. */
  const connection = () => {
    const socket = connect(host.port, "127.0.0.1").setNoDelay(true);
    let answered = "";
    let isOver = false;
    socket.on("data", (chunk) => void (answered += chunk.toString()));
    socket.on("close", () => void (isOver = true));
    socket.on("error", () => undefined);
    return {
      socket,
      write: (text: string) => socket.write(text),
      answers: (): string[] => [...answered.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code = ""]) => code),
      isOver: () => isOver,
    };
  };
  const head = (length: number, more = ""): string =>
    `POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n${more}\r\n`;

  it("who sends half a body and waits gets 408 after half a minute, and the connection is closed", async () => {
    open();
    const slow = connection();
    slow.write(`${head(10)}half`);
    await until(() => clock.pending() > 0);
    await clock.advance(29_000);
    assert.deepEqual(slow.answers(), []);
    await clock.advance(1000);
    await until(() => slow.isOver());
    assert.deepEqual([slow.answers(), refused, received], [["408"], ["tooSlow"], []]);
    assert.equal(clock.pending(), 0);
  });

  it("who sends many halves takes 64 MB, and the next gets a 503 until one of them is gone", async () => {
    open();
    const halves = Array.from({ length: 65 }, connection);
    const half = "x".repeat(LARGE - 1);
    for (const one of halves) one.write(head(LARGE) + half);
    await until(() => halves.some((one) => one.answers().length > 0), 20_000);
    assert.ok(halves.filter((one) => one.answers()[0] === "503").length >= 1);
    assert.deepEqual(new Set(refused), new Set(["busy"]));
    for (const { socket } of halves) socket.destroy();
    await until(() => clock.pending() === 0);
    assert.equal((await host.send("/in", "{}")).status, 200);
  }).timeout(60_000);

  it("a client that sends a body in single bytes is served", async () => {
    open();
    const drip = connection();
    drip.write(head(3000));
    for (let nth = 0; nth < 3000; nth += 1) {
      drip.write("x");
      if (nth % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => drip.answers().length > 0);
    assert.deepEqual([drip.answers(), received[0]?.raw.length], [["200"], 3000]);
    drip.socket.destroy();
  });

  it("who is refused before the body is read may use the connection again", async () => {
    open({
      admit: ({ authorization }) => {
        if (authorization === undefined) throw new Refusal(401, "auth", "No.");
      },
    });
    const kept = connection();
    kept.write(head(200_000) + "x".repeat(200_000));
    await until(() => kept.answers().length === 1);
    kept.write(`${head(2, "Authorization: yes\r\n")}{}`);
    await until(() => kept.answers().length === 2);
    assert.deepEqual([kept.answers(), received.length], [["401", "200"], 1]);
    kept.socket.destroy();
  });

  it("who announces another length than he sends breaks nothing", async () => {
    open();
    const short = connection();
    short.write(`${head(2)}{}garbage\r\n\r\n`);
    await until(() => short.isOver());
    assert.equal(short.answers().at(-1), "400");
    for (const lengths of ["Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n"]) {
      const twice = connection();
      twice.write(`${head(2, lengths)}{}`);
      await until(() => twice.isOver());
      assert.deepEqual(twice.answers(), ["400"], lengths);
    }
    assert.ok(received.every(({ raw }) => raw.toString() === "{}"));
  });

  it("who asks by another method, or with an address that is none, finds nothing", async () => {
    open();
    for (const method of ["HEAD", "OPTIONS", "GET", "DELETE", "PATCH"])
      assert.notEqual((await host.send("/in", "", {}, method)).status, 500, method);
    for (const path of ["/%69n", "/in%2f", "/in/../in", "/in;a=b", "/in%00"])
      assert.equal((await host.send(path, "{}")).status, 404, path);
    assert.equal(received.length, 0);
    assert.equal((await host.send("//in?a=%zz&a=%", "{}")).status, 200);
    open({ path: "/1.2.3.999/x" });
    assert.equal((await host.send("//1.2.3.999/x?a=b", "{}")).status, 200, "the first part is no host");
  });

  it("who sends headers of 100 kB does not reach it", async () => {
    open();
    const large = connection();
    large.write(`${head(2, `X-Large: ${"x".repeat(100_000)}\r\n`)}{}`);
    await until(() => large.isOver());
    assert.ok(large.answers().every((code) => code === "431"));
    assert.deepEqual(received, []);
    assert.equal((await host.send("/in", "{}")).status, 200);
  });

  it("who nests JSON deeply gets 400: the runtime could not copy such a message", () => {
    const nested = (levels: number): Buffer =>
      Buffer.from(`{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`);
    assert.ok(parseObject(nested(100)));
    for (const levels of [101, 100_000])
      assert.throws(
        () => parseObject(nested(levels)),
        (error) => error instanceof Refusal && error.code === "tooDeep",
      );
    assert.deepEqual(parseObject(Buffer.from(JSON.stringify({ a: `${"[".repeat(200)}"\\"[` }))), {
      a: `${"[".repeat(200)}"\\"[`,
    });
    assert.equal(Object.keys(parseObject(Buffer.from('{"a":[[]],"b":[[]]}'))).length, 2);
  });

  it("and a response that JSON cannot have is a 500, not a connection that stays open", async () => {
    const circle: Record<string, unknown> = {};
    circle["circle"] = circle;
    open({ receive: () => ({ status: 200, body: circle }) });
    assert.equal((await host.send("/in", "{}")).status, 500);
  });

  it("a path of the editor is refused: it could not deploy any more", () => {
    for (const path of ["/flows", "/Flows/x", "/settings/user", "/inject/1"])
      assert.match(pathComplaint(path) ?? "", /a path of Node-RED's editor/, path);
    for (const path of ["/flowsheet", "/in/flows"]) assert.equal(pathComplaint(path), undefined, path);
  });
});
