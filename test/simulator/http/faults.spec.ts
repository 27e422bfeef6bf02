import assert from "node:assert/strict";
import { request } from "node:http";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, exchange, postFlowPath, send, START } from "../caller";

const ORG = "/api/v2/organizations/me";
const JSON_TYPE = { "Content-Type": "application/json" };

describe("simulator faults and log", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  /** Resolves with the error code of a request whose socket is destroyed. */
  const broken = (method: string, path: string, body?: string): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      const headers = {
        Authorization: `Bearer ${simulator.act.issueToken()}`,
        "Content-Type": "application/json",
      };
      const going = request(simulator.url + path, { method, headers, agent: false }, () =>
        reject(new Error("it was answered")),
      );
      going.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
      going.end(body);
    });
  const setOn = () =>
    simulator.store.conversations.get(START.conversationId)?.participants[0]?.communications[0];
  const action = JSON.stringify({ destination: "+15555550100" });

  it("affects the next request that matches, once, and lets the others through", async () => {
    simulator.faults.add({ match: { operation: "getOrganizationsMe" }, fault: { status: 500 } });
    const { call } = callerOf(simulator);
    assert.equal((await call("GET", "/api/v2/tokens/me")).status, 200);
    const struck = await call("GET", ORG);
    assert.deepEqual([struck.status, struck.body["code"]], [500, "internal.server.error"]);
    assert.equal(struck.body["contextId"], struck.headers.get("ININ-Correlation-Id"));
    assert.equal((await call("GET", ORG)).status, 200);
  });

  it("matches by method, by path and by expression, several times where asked to, in order", async () => {
    simulator.faults.add({ match: { method: "get", path: ORG }, times: 2, fault: { status: 503 } });
    simulator.faults.add({ match: { path: /organizations/ }, fault: { status: 504 } });
    const { call } = callerOf(simulator);
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await call("GET", ORG)).status);
    assert.deepEqual(statuses, [503, 503, 504, 200]);
    assert.equal(simulator.faults.pending(), 0);
  });

  it("a 429 names its seconds in header and text; a page of a gateway is no JSON; a body is cut off", async () => {
    const { call } = callerOf(simulator);
    simulator.faults.add({ fault: { retryAfter: 7 } });
    const limited = await call("GET", ORG);
    assert.deepEqual([limited.status, limited.headers.get("Retry-After")], [429, "7"]);
    assert.match(String(limited.body["message"]), /\[7\] seconds/);
    simulator.faults.add({ fault: { html: true } });
    const page = await call("GET", ORG);
    assert.deepEqual([page.status, page.headers.get("Content-Type")], [502, "text/html"]);
    simulator.faults.add({ fault: { brokenBody: true } });
    await assert.rejects(call("GET", ORG), SyntaxError);
  });

  it("the token endpoint can be affected too", async () => {
    simulator.faults.add({
      match: { operation: "oauthToken" },
      fault: { status: 503, body: { error: "busy" } },
    });
    assert.deepEqual((await exchange(simulator)).body, { error: "busy" });
  });

  it("a reset does nothing and a lost response does everything, and both break the connection", async () => {
    simulator.faults.add({ fault: { reset: true } });
    assert.equal(await broken("PATCH", postFlowPath(), action), "ECONNRESET");
    clock.advance(100);
    assert.equal("postFlowAction" in (setOn() ?? {}), false);
    simulator.faults.add({ fault: { lostAnswer: true } });
    assert.equal(await broken("PATCH", postFlowPath(), action), "ECONNRESET");
    clock.advance(100);
    assert.equal("postFlowAction" in (setOn() ?? {}), true);
  });

  it("a late response comes at the time of the clock", async () => {
    simulator.faults.add({ fault: { delayMs: 5_000 } });
    const late = callerOf(simulator).call("GET", ORG);
    while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(simulator.log.entries().at(-1)?.status, undefined);
    clock.advance(5_000);
    assert.equal((await late).status, 200);
  });

  it("silence is no response, and closing the simulator ends it within 100 ms", async () => {
    const own = await startSimulator();
    own.faults.add({ fault: { silence: true } });
    const waiting = assert.rejects(callerOf(own).call("GET", ORG));
    while (own.log.count() === 0) await new Promise((resolve) => setImmediate(resolve));
    const before = performance.now();
    await own.close();
    assert.ok(performance.now() - before < 100);
    await waiting;
  });

  it("the log has the requests and the responses, and no secret", async () => {
    const got = await exchange(simulator);
    const token = String(got.body["access_token"]);
    await callerOf(simulator, token).call("PATCH", `${postFlowPath()}?a=1&b=2&b=3`, { destination: "" });
    const [login, patch] = simulator.log.entries();
    assert.deepEqual(login?.body, { grant_type: "client_credentials" });
    assert.equal(patch?.operation, "patchConversationsCallParticipantCommunicationPostflowaction");
    assert.deepEqual(
      [patch?.method, patch?.path, patch?.query, patch?.contentType, patch?.body, patch?.status],
      ["PATCH", postFlowPath(), { a: "1", b: ["2", "3"] }, "application/json", { destination: "" }, 400],
    );
    assert.equal(patch?.headers["authorization"], "Bearer (redacted)");
    assert.equal(patch?.tokenId, [...simulator.store.tokens.values()][0]?.id);
    const text = JSON.stringify(simulator.log.entries());
    assert.ok(!text.includes(token));
    assert.ok(!text.includes(Buffer.from("simulator:simulator").toString("base64")));
    assert.equal(simulator.log.count("oauthToken"), 1);
    simulator.log.clear();
    assert.equal(simulator.log.count(), 0);
  });

  describe("over HTTP", () => {
    const control = (name: string, body?: unknown, method = "POST") =>
      send(
        `${simulator.url}/_simulator/${name}`,
        method,
        body === undefined ? {} : JSON_TYPE,
        body === undefined ? undefined : JSON.stringify(body),
      );

    it("acts by name with JSON, and says which acts there are", async () => {
      const done = await control("agentHangsUp", { conversationId: START.conversationId });
      assert.deepEqual([done.status, done.body], [200, { result: null }]);
      const again = await control("agentHangsUp", { conversationId: START.conversationId });
      assert.equal(again.status, 400);
      assert.match(String(again.body["message"]), /no live agent/);
      const unknown = await control("makeCoffee");
      assert.equal(unknown.status, 404);
      assert.match(String(unknown.body["message"]), /agentHangsUp/);
    });

    it("shows what is stored, the post-flow action included, and no secret", async () => {
      await callerOf(simulator).call("PATCH", postFlowPath(), { destination: "+15555550100" });
      assert.deepEqual((await control("advance", { ms: 100 })).body["result"], { now: clock.now() });
      const state = await control("state", undefined, "GET");
      assert.match(state.text, /"postFlowAction":\{"destination":"\+15555550100","state":"set"/);
      assert.doesNotMatch(state.text, /"secret"|"value":"sim-/);
    });

    it("takes faults, settings and a reset, and is not in the log itself", async () => {
      await control("faults", { match: { path: ORG }, fault: { status: 500 } });
      await control("settings", { lagMs: 1 });
      assert.equal((await control("settings", { lag: 1 })).status, 400);
      assert.equal((await control("faults", { status: 500 })).status, 400);
      assert.equal(simulator.settings.lagMs, 1);
      assert.equal((await callerOf(simulator).call("GET", ORG)).status, 500);
      await control("reset");
      assert.equal(simulator.settings.lagMs, 100);
      assert.equal(simulator.log.count(), 0);
    });

    it("refuses to move the time of the machine", async () => {
      const real = await startSimulator();
      const got = await send(`${real.url}/_simulator/advance`, "POST", JSON_TYPE, '{"ms":1}');
      await real.close();
      assert.equal(got.status, 400);
      assert.match(String(got.body["message"]), /virtual clock/);
    });
  });
});
