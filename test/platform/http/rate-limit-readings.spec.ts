import assert from "node:assert/strict";
import {
  isThrottled,
  judgeRateLimit,
  rateLimitOf,
  readRateLimit,
} from "../../../nodes/lib/platform/http/rate-limit";

const DATE = "Mon, 05 Jan 2026 00:00:00 GMT";
const retryAfter = (value: string, date = DATE): number | undefined =>
  readRateLimit({ "retry-after": value, date }, undefined).retryAfterMs;

describe("the time that a refusal names", () => {
  it("is a number of seconds, also with a fraction", () => {
    assert.equal(retryAfter("7"), 7_000);
    assert.equal(retryAfter("1.25"), 1_250);
    assert.equal(retryAfter(" 7 "), 7_000);
  });

  it("is nothing that JavaScript alone takes for a number", () => {
    for (const value of ["0x10", "1e3", "-7", "7 s", "", "soon"]) assert.equal(retryAfter(value), undefined);
  });

  it("is a date in each format of HTTP, by the clock of the response", () => {
    assert.equal(retryAfter("Mon, 05 Jan 2026 00:00:10 GMT"), 10_000);
    assert.equal(retryAfter(" Mon, 05 Jan 2026 00:00:10 GMT"), 10_000);
    assert.equal(retryAfter("Mon Jan  5 00:00:10 2026", "Mon Jan  5 00:00:00 2026"), 10_000);
    assert.equal(retryAfter("Sun, 04 Jan 2026 00:00:00 GMT"), 0);
  });

  it("is no date that does not begin with a day, and none without the clock of the response", () => {
    assert.equal(retryAfter("5 Jan 2026 00:00:10 GMT"), undefined);
    assert.equal(retryAfter("2026-01-05T00:00:10Z"), undefined);
    assert.equal(retryAfter("Mon, 05 Jan 2026 00:00:10 GMT", ""), undefined);
  });
});

describe("the limit that a refusal names", () => {
  const WINDOW = { used: 300, allowed: 300, resetSeconds: 42 };

  it("is read with nothing besides, and is nothing where its fields make no sense", () => {
    assert.deepEqual(readRateLimit({}, { limit: { key: "a.b", namespace: "c" } }), {
      limit: { key: "a.b", namespace: "c" },
    });
    assert.deepEqual(readRateLimit({}, { limit: { key: "a.b" } }), { limit: { key: "a.b" } });
    for (const body of [
      ...[undefined, null, "limit", 7, {}, { limit: null }, { limit: "a.b" }, { limit: {} }],
      ...[{ limit: { key: 7 } }, { limit: { key: "a b" } }, { limit: { key: "" } }],
    ])
      assert.deepEqual(readRateLimit({}, body), {});
  });

  it("is the account's where it is the token's or the user's, and the operation's otherwise", () => {
    const scopeOf = (key: string) => judgeRateLimit({ rateLimit: WINDOW, limit: { key } }).scope;
    for (const key of [
      "token.rate.per.minute",
      "client.token.rate.x",
      "org.user.rate.x",
      "org.app.user.rate.x",
    ])
      assert.equal(scopeOf(key), "token", key);
    for (const key of ["suborg.user.rate.x", "org.xuser.rate.x", "mytoken.rate.x", "org.rate.x"])
      assert.equal(scopeOf(key), "operation", key);
  });

  it("is waited for until the window ends only where it is the window's", () => {
    assert.equal(judgeRateLimit({ rateLimit: WINDOW }).retryAfterMs, 42_000);
    assert.equal(judgeRateLimit({ rateLimit: WINDOW, limit: { key: "org.rate.x" } }).retryAfterMs, 3_000);
    const halfUsed = { ...WINDOW, used: 150 };
    assert.equal(judgeRateLimit({ rateLimit: halfUsed, limit: { key: "token.rate.x" } }).retryAfterMs, 3_000);
  });

  it("is no window unless all of its three headers are there", () => {
    const headers = {
      ...{ "inin-ratelimit-count": "7", "inin-ratelimit-allowed": "300", "inin-ratelimit-reset": "42" },
    };
    assert.deepEqual(rateLimitOf(headers), { used: 7, allowed: 300, resetSeconds: 42 });
    for (const name of Object.keys(headers)) assert.equal(rateLimitOf({ ...headers, [name]: "" }), undefined);
    assert.equal(rateLimitOf({ ...headers, "inin-ratelimit-allowed": "0" }), undefined);
  });
});

describe("a refusal for too many requests", () => {
  it("is a 429, or a 400 of the token endpoint whose message or code says so", () => {
    assert.equal(isThrottled({ status: 429 }), true);
    assert.equal(isThrottled({ status: 400, platformMessage: "Rate limit exceeded the maximum" }), true);
    assert.equal(isThrottled({ status: 400, platformCode: "rate limit exceeded" }), true);
  });

  it("is no other one", () => {
    assert.equal(isThrottled({ status: 400 }), false);
    assert.equal(isThrottled({ status: 400, platformMessage: "invalid_client" }), false);
    assert.equal(isThrottled({ status: 503, platformMessage: "rate limit exceeded" }), false);
    assert.equal(isThrottled({}), false);
  });
});
