import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import fc from "fast-check";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { exchange } from "../caller";
import { checkEach, DOORS, doorsOf, JSON_TYPE } from "./doors";

describe("a web page of another site, at the simulated org,", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { send, upgrade, port } = doorsOf(() => simulator);
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

  it("is refused by its Host at every door, as after a name that was bound to another address", async () => {
    await checkEach(foreign, async (host) => {
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
    await checkEach(origins, async (origin) => {
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

  it("reads nothing: no response is readable for another site", async () => {
    for (const [method, path] of DOORS) {
      const { headers } = await send(method, path, { ...JSON_TYPE, origin: "http://localhost:3000" });
      const allowed = Object.keys(headers).filter((name) => name.startsWith("access-control-"));
      assert.deepEqual(allowed, [], `${method} ${path}`);
    }
  });
});
