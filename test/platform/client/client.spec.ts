import assert from "node:assert/strict";
import { call, factsOf } from "../../support/client";
import {
  broken,
  many,
  ok,
  openScripted,
  outcomesOf,
  refused,
  type Script,
} from "../../support/scripted-client";

describe("client", () => {
  it("writes method, URL, headers and body as the platform wants them", async () => {
    const { clock, client, sent } = openScripted(() => ok({ id: 1 }));
    const asked = { operation: "probe", method: "POST", path: "/api/v2/x", repeatable: false } as const;
    const body = await clock.runUntil(
      client.request({ ...asked, query: { a: [1, 2], b: undefined, c: "ä&" }, body: { n: "ö" } }),
    );
    assert.deepEqual(body, { id: 1 });
    await clock.runUntil(client.request(asked));
    const common = { method: "POST", timeoutMs: 30_000, signal: undefined };
    const headers = { authorization: "Bearer token-1", accept: "application/json" };
    assert.deepEqual(sent, [
      {
        ...common,
        url: "https://api.example.com/api/v2/x?a=1,2&c=%C3%A4%26",
        headers: { ...headers, "content-type": "application/json" },
        body: '{"n":"ö"}',
      },
      { ...common, url: "https://api.example.com/api/v2/x", headers, body: undefined },
    ]);
  });

  it("reports what is known of a request that was answered", async () => {
    const headers = {
      "inin-correlation-id": "corr-1",
      "inin-ratelimit-count": "7",
      "inin-ratelimit-allowed": "300",
      "inin-ratelimit-reset": "42",
    };
    const { clock, client } = openScripted((_, nth) => (nth === 1 ? refused(503) : ok(undefined, headers)));
    const facts = await clock.runUntil(factsOf((onFacts) => call(client, "/a", { method: "GET", onFacts })));
    assert.deepEqual(facts, {
      operation: "probe",
      status: 200,
      attempts: 2,
      durationMs: 5 + 10 + 250 + 10,
      correlationId: "corr-1",
      rateLimit: { used: 7, allowed: 300, resetSeconds: 42 },
    });
    const bare = openScripted();
    assert.deepEqual(await bare.clock.runUntil(factsOf((onFacts) => call(bare.client, "/a", { onFacts }))), {
      operation: "probe",
      status: 200,
      attempts: 1,
      durationMs: 15,
    });
  });

  it("releases every permit, however a request ends", async () => {
    const endings: Script = (_, nth) =>
      [ok(), refused(500), refused(404), broken("unknown"), new TypeError("bug"), refused(401)][nth % 6];
    const { clock, client } = openScripted(endings, (nth) => (nth % 3 === 0 ? broken("notSent") : undefined));
    await clock.runUntil(outcomesOf(many(200, (index) => call(client, `/${index}`))));
    assert.equal(clock.pending(), 0);
    const last = await clock.runUntil(outcomesOf(many(33, (index) => call(client, `/again/${index}`))));
    assert.equal(last.length, 33, "no request waits for ever");
  });
});
