import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { call, factsOf } from "../../support/client";
import {
  broken,
  many,
  ok,
  openScripted,
  outcomesOf,
  refused,
  START,
  tokenOf,
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

  it("tells what is known of an answered call", async () => {
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

  it("renews a token that is not newer than the caller wants, and takes it for that call", async () => {
    const { clock, client, sent, exchanges } = openScripted();
    await clock.runUntil(call(client, "/a"));
    await clock.runUntil(call(client, "/b", { tokenNewerThan: clock.now() }));
    await clock.runUntil(call(client, "/c", { tokenNewerThan: START }));
    assert.deepEqual([sent.map(tokenOf), exchanges()], [["token-1", "token-2", "token-2"], 2]);
  });

  it("asks for one token for twenty first calls", async () => {
    const { clock, client, sent, exchanges } = openScripted();
    await clock.runUntil(Promise.all(many(20, (index) => call(client, `/${index}`))));
    assert.deepEqual([exchanges(), sent.length], [1, 20]);
  });

  it("renews the token once for ten calls that are refused together", async () => {
    const { clock, client, sent, exchanges } = openScripted((request) =>
      sent.length > 1 && tokenOf(request) === "token-1" ? refused(401) : ok(),
    );
    await clock.runUntil(call(client, "/first"));
    await clock.runUntil(Promise.all(many(10, (index) => call(client, `/${index}`))));
    assert.equal(exchanges(), 2);
    assert.equal(sent.length, 1 + 10 + 10);
  });

  it("renews a revoked token once and reports the second refusal as `auth`, also for a POST", async () => {
    const { clock, client, sent, exchanges } = openScripted(() => refused(401));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.attempts, error.cause.status], ["auth", 2, 401]);
      assert.match(error.message, /also after a renewal/);
      return true;
    });
    assert.deepEqual([sent.map(tokenOf), exchanges()], [["token-1", "token-2"], 2]);
  });

  it("asks once for a token when a thousand messages wait for credentials that are wrong", async () => {
    const wrong = new GenesysError("auth", "wrong secret", { outcome: "notSent" });
    const { clock, client, sent, exchanges } = openScripted(undefined, () => wrong);
    const outcomes = await clock.runUntil(outcomesOf(many(1_000, (index) => call(client, `/${index}`))));
    assert.deepEqual([new Set(outcomes), exchanges(), sent.length], [new Set(["auth"]), 1, 0]);
  });

  it("waits for a throttled token endpoint, asks again once for all, and loses nothing", async () => {
    const throttled = new GenesysError("limited", "slow down", { outcome: "notSent", retryAfterMs: 5_000 });
    const { clock, client, sentAt, exchanges } = openScripted(undefined, (nth) =>
      nth <= 2 ? throttled : undefined,
    );
    const outcomes = await clock.runUntil(outcomesOf(many(100, (index) => call(client, `/${index}`))));
    assert.deepEqual([new Set(outcomes), exchanges()], [new Set(["ok"]), 3]);
    assert.ok(sentAt.every((at) => at >= 10_000 && at < 12_000));
  });

  it("repeats a POST when only its token could not be had", async () => {
    const { clock, client, sent, exchanges } = openScripted(undefined, (nth) =>
      nth <= 2 ? broken("notSent") : undefined,
    );
    await clock.runUntil(call(client, "/a"));
    assert.deepEqual([exchanges(), sent.length], [3, 1]);
  });

  it("never repeats a POST whose answer was lost, and says that its fate is not known", async () => {
    const { clock, client, sent } = openScripted(() => broken("unknown"));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.equal(error.message, "The connection failed. It is unknown whether the request took effect.");
      assert.deepEqual(error.cause, { outcome: "unknown", operation: "probe", attempts: 1 });
      return true;
    });
    assert.equal(sent.length, 1);
  });

  it("repeats a POST of which nothing was sent, and says so when it gives up", async () => {
    const { clock, client, sent } = openScripted(() => broken("notSent"));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.equal(error.message, "The connection failed. Nothing was sent.");
      assert.equal(error.cause.attempts, 4);
      return true;
    });
    assert.equal(sent.length, 4);
  });

  it("does not say that nothing was sent where an earlier try may have arrived", async () => {
    const { clock, client, sent } = openScripted((_, nth) => broken(nth === 1 ? "unknown" : "notSent"));
    const repeatable = { operation: "probe", method: "PUT", path: "/a", repeatable: true } as const;
    await assert.rejects(clock.runUntil(client.request(repeatable)), ({ message, cause }: GenesysError) => {
      assert.equal(cause.outcome, "unknown");
      assert.match(message, /It is unknown whether the request took effect\.$/);
      return true;
    });
    assert.equal(sent.length, 4);
  });

  it("shows its call while it waits for a token endpoint that is throttled", async () => {
    const throttled = new GenesysError("limited", "slow down", { outcome: "notSent", retryAfterMs: 5_000 });
    const { clock, client } = openScripted(undefined, (nth) => (nth === 1 ? throttled : undefined));
    const held: (number | undefined)[] = [];
    await clock.runUntil(
      client.request(
        { operation: "probe", method: "GET", path: "/a", repeatable: true },
        { onHeldBack: (until) => held.push(until) },
      ),
    );
    assert.deepEqual(held, [START + 5_005, undefined]);
  });

  it("repeats a GET whose answer was lost, with waits that grow", async () => {
    const { clock, client, sentAt } = openScripted((_, nth) => (nth <= 3 ? broken("unknown") : ok("found")));
    assert.equal(await clock.runUntil(call(client, "/a", { method: "GET" })), "found");
    assert.deepEqual(sentAt, [5, 5 + 10 + 250, 265 + 10 + 500, 775 + 10 + 1_000]);
  });

  it("does not repeat a 500, nor a mistake of its own", async () => {
    const server = openScripted(() => refused(500));
    await assert.rejects(server.clock.runUntil(call(server.client, "/a", { method: "GET" })), {
      code: "server",
    });
    const bug = openScripted(() => new TypeError("x is not a function"));
    await assert.rejects(
      bug.clock.runUntil(call(bug.client, "/a", { method: "GET" })),
      (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome], ["answer", "unknown"]);
        assert.match(error.message, /Unexpected: x is not a function/);
        return true;
      },
    );
    assert.deepEqual([server.sent.length, bug.sent.length], [1, 1]);
  });

  it("tries nothing again behind the deadline of the message", async () => {
    const { clock, client, sent } = openScripted(() => broken("unknown"));
    const calling = call(client, "/a", { method: "GET", deadline: START + 300 });
    await assert.rejects(clock.runUntil(calling), { code: "network" });
    assert.equal(sent.length, 2);
  });

  it("gives every place back, however a call ends", async () => {
    const endings: Script = (_, nth) =>
      [ok(), refused(500), refused(404), broken("unknown"), new TypeError("bug"), refused(401)][nth % 6];
    const { clock, client } = openScripted(endings, (nth) => (nth % 3 === 0 ? broken("notSent") : undefined));
    await clock.runUntil(outcomesOf(many(200, (index) => call(client, `/${index}`))));
    assert.equal(clock.pending(), 0);
    const last = await clock.runUntil(outcomesOf(many(33, (index) => call(client, `/again/${index}`))));
    assert.equal(last.length, 33, "nobody waits for ever");
  });
});
