import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { exchange } from "../caller";

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: IncomingMessage["headers"];
}

const JSON_TYPE = { "Content-Type": "application/json" };

/** What a page can reach: the acts, the login host, the API, what does not exist, and the sockets. */
const DOORS = [
  ["GET", "/_simulator/state"],
  ["POST", "/_simulator/clearLog"],
  ["POST", "/_simulator/reset"],
  ["OPTIONS", "/_simulator/clearLog"],
  ["GET", "/oauth/authorize"],
  ["POST", "/oauth/token"],
  ["GET", "/api/v2/organizations/me"],
  ["PATCH", "/api/v2/conversations/calls/1"],
  ["OPTIONS", "/api/v2/conversations/calls/1"],
  ["GET", "/nothing/here"],
] as const;

describe("a web page of another site, at the simulated org,", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const send = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = "",
  ): Promise<Answer> => {
    const asked = request(`${simulator.url}${path}`, { method, headers, agent: false });
    asked.end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const text = (await buffer(answer)).toString("utf8");
    const isJson = /json/.test(answer.headers["content-type"] ?? "");
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
  /** The status of a handshake with these headers. */
  const upgrade = (path: string, headers: Record<string, string> = {}): Promise<number> => {
    const handshake = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": Buffer.alloc(16).toString("base64"),
    };
    const asked = request(`${simulator.url}${path}`, { headers: { ...handshake, ...headers }, agent: false });
    return new Promise((resolve, reject) => {
      asked.on("error", reject);
      asked.on("response", (answer) => resolve((answer.resume(), answer.statusCode ?? 0)));
      asked.on("upgrade", (_answer, socket) => resolve((socket.destroy(), 101)));
      asked.end();
    });
  };
  const openChannel = async (): Promise<string> => {
    const token = String((await exchange(simulator)).body["access_token"]);
    const authorization = `Bearer ${token}`;
    const { body } = await send("POST", "/api/v2/notifications/channels", { authorization });
    return new URL(String(body["connectUri"])).pathname;
  };
  const port = (): string => new URL(simulator.url).port;

  /** Names of this machine, as a browser writes them, with and without a port. */
  const local = fc
    .tuple(
      fc.oneof(
        fc.constantFrom("localhost", "LOCALHOST", "127.0.0.1", "[::1]"),
        fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((rest) => `127.${rest.join(".")}`),
      ),
      fc.option(fc.integer({ min: 1, max: 65_535 })),
    )
    .map(([name, at]) => (at === null ? name : `${name}:${at}`));
  /** Names of others, near misses among them. */
  const foreign = fc
    .tuple(
      fc.oneof(
        fc.domain(),
        fc.ipV4().filter((address) => !address.startsWith("127.")),
        fc.constantFrom(
          ...["127.0.0.1.evil.example", "localhost.evil.example", "evil-localhost", "localhost.", "0.0.0.0"],
          ...["127.0.0.1@evil.example", "evil.example#127.0.0.1", "127.0.0.256", "127.0.0", "128.0.0.1"],
          ...["[::2]", "[fe80::1]", "192.168.127.1", "1127.0.0.1", "127.0.0.1,evil.example"],
        ),
      ),
      fc.boolean(),
    )
    .map(([name, hasPort]) => (hasPort ? `${name}:${port()}` : name));

  const check = async (arbitrary: fc.Arbitrary<string>, test: (value: string) => Promise<void>) =>
    fc.assert(fc.asyncProperty(arbitrary, test), { numRuns: 12 });

  it("is refused by its Host at every door, as after a name that was bound to another address", async () => {
    await check(foreign, async (host) => {
      for (const [method, path] of DOORS)
        assert.equal((await send(method, path, { ...JSON_TYPE, host })).status, 403, `${method} ${path}`);
      assert.equal(await upgrade("/channels/1", { host }), 403);
    });
  });

  it("is refused by its Origin at every door, a hidden one among them", async () => {
    const origins = fc.oneof(
      fc.tuple(fc.constantFrom("http://", "https://"), foreign).map((parts) => parts.join("")),
      fc.constantFrom(
        "null",
        "file://",
        "data:",
        "chrome-extension://abc",
        "http://localhost@evil.example",
        "",
      ),
    );
    await check(origins, async (origin) => {
      for (const [method, path] of DOORS)
        assert.equal((await send(method, path, { ...JSON_TYPE, origin })).status, 403, `${method} ${path}`);
      assert.equal(await upgrade("/channels/1", { origin }), 403);
    });
  });

  it("is refused where the browser names another site, except to show the sign-in page", async () => {
    const path = "/api/v2/organizations/me";
    const site = { "sec-fetch-site": "cross-site" };
    for (const mode of ["no-cors", "cors", "websocket"])
      assert.equal((await send("GET", path, { ...site, "sec-fetch-mode": mode })).status, 403, mode);
    const shown = { ...site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const query = `client_id=sign-in&response_type=code&redirect_uri=${encodeURIComponent("https://node-red.example/callback")}`;
    assert.equal((await send("GET", `/oauth/authorize?${query}`, shown)).status, 302);
    const framed = { ...shown, "sec-fetch-dest": "iframe" };
    assert.equal((await send("GET", `/oauth/authorize?${query}`, framed)).status, 403);
  });

  it("is no such page where the org was started with that name, as behind a proxy", async () => {
    const behind = await startSimulator({ hosts: ["api.example.com"] });
    const answered = async (host: string): Promise<number> => {
      const asked = request(`${behind.url}/_simulator/state`, { headers: { host }, agent: false }).end();
      const [answer] = (await once(asked, "response")) as [IncomingMessage];
      return (answer.resume(), answer.statusCode ?? 0);
    };
    assert.deepEqual(
      [
        await answered("api.example.com"),
        await answered("API.example.com:443"),
        await answered("example.com"),
      ],
      [200, 200, 403],
    );
    await behind.close();
  });

  it("changes nothing: no act, no entry in the log, no fault used up", async () => {
    await exchange(simulator);
    simulator.faults.add({ match: { operation: "oauthToken" }, fault: { status: 503 } });
    const before = JSON.stringify(simulator.log.entries());
    for (const headers of [{ origin: "https://evil.example" }, { host: "evil.example" }])
      for (const [method, path] of DOORS) await send(method, path, { ...JSON_TYPE, ...headers }, "{}");
    assert.equal(JSON.stringify(simulator.log.entries()), before);
    assert.equal((await exchange(simulator)).status, 503);
  });

  it("reads nothing: no answer lets another site look into it", async () => {
    for (const [method, path] of DOORS) {
      const { headers } = await send(method, path, { ...JSON_TYPE, origin: "http://localhost:3000" });
      const allowed = Object.keys(headers).filter((name) => name.startsWith("access-control-"));
      assert.deepEqual(allowed, [], `${method} ${path}`);
    }
  });

  it("is told from this machine's own pages and programs, which are served", async () => {
    const channel = await openChannel();
    await check(local, async (host) => {
      assert.equal((await send("GET", "/_simulator/state", { host })).status, 200, host);
      assert.equal(await upgrade(channel, { host }), 101, host);
      for (const scheme of ["http", "https"]) {
        const origin = `${scheme}://${host}`;
        assert.equal((await send("POST", "/_simulator/clearLog", { ...JSON_TYPE, origin })).status, 200);
        assert.equal((await send("GET", "/api/v2/organizations/me", { origin })).status, 401);
        assert.equal(await upgrade(channel, { origin }), 101, origin);
      }
    });
  });

  it("gets words that say what to do", async () => {
    const { body } = await send("GET", "/_simulator/state", { host: "evil.example" });
    assert.equal(body["code"], "simulator.foreign");
    assert.match(String(body["message"]), /Host.*127\.0\.0\.1/);
    assert.doesNotMatch(String(body["message"]), /evil/);
  });

  it("cannot post to an act as a form does: an act takes JSON only", async () => {
    for (const type of [
      ...["text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "text/json"],
      ...["multipart/form-data; boundary=x", "application/jsonp", "application/json-seq", ""],
    ])
      for (const body of ["", "{}"])
        for (const act of ["clearLog", "customerCalls", "settings", "makeCoffee"]) {
          const { status } = await send("POST", `/_simulator/${act}`, { "Content-Type": type }, body);
          assert.equal(status, 415, `${act} ${type}`);
        }
    assert.equal((await send("POST", "/_simulator/clearLog", {}, "{}")).status, 415, "a body of no type");
  });

  it("leaves JSON, and an act without details, as they were", async () => {
    for (const type of ["application/json", "Application/JSON; charset=utf-8"])
      assert.equal((await send("POST", "/_simulator/clearLog", { "Content-Type": type }, "{}")).status, 200);
    assert.equal((await send("POST", "/_simulator/reset")).status, 200);
  });
});
