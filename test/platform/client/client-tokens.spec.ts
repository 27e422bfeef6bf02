import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { call } from "../../support/client";
import {
  broken,
  many,
  ok,
  openScripted,
  outcomesOf,
  refused,
  START,
  tokenOf,
} from "../../support/scripted-client";

describe("client", () => {
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
});
