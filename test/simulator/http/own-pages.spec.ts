import assert from "node:assert/strict";
import fc from "fast-check";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { checkEach, doorsOf, JSON_TYPE } from "./doors";

describe("a web page of another site, at the simulated org,", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { send, upgrade, openChannel } = doorsOf(() => simulator);

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

  it("is distinguished from this machine's own pages and programs, which are served", async () => {
    const channel = await openChannel();
    await checkEach(local, async (host) => {
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

  it("gets a message that says what to do", async () => {
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
