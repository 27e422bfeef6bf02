import assert from "node:assert/strict";
import fc from "fast-check";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { judgeRateLimit, rateLimitOf, readRateLimit } from "../../../nodes/lib/platform/http/rate-limit";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import { waitAfterRefusalMs } from "../../../nodes/lib/platform/client/retry";

const window = (count: string, allowed: string, reset: string): Record<string, string> => ({
  "inin-ratelimit-count": count,
  "inin-ratelimit-allowed": allowed,
  "inin-ratelimit-reset": reset,
});
const judge = (headers: Record<string, string>, body?: unknown) =>
  judgeRateLimit(readRateLimit(headers, body));
const limit = (key: unknown) => ({ code: "too.many.requests", limit: { key, namespace: "some.space" } });

describe("the scope of a 429", () => {
  const ROOM = window("7", "300", "41");
  const FULL = window("300", "300", "41");
  const cases: [string, Record<string, string>, unknown, string, number][] = [
    ["room, and a time", { ...ROOM, "retry-after": "20" }, undefined, "operation", 20_000],
    ["room, and no time", ROOM, undefined, "operation", 3_000],
    ["room, and a limit of its own", { ...ROOM, "retry-after": "20" }, limit("a.b"), "operation", 20_000],
    ["room, and the token's limit", ROOM, limit("token.rate.per.minute"), "token", 3_000],
    ["room, and the user's limit", ROOM, limit("org.app.user.rate.per.minute"), "token", 3_000],
    ["no room, and a time", { ...FULL, "retry-after": "20" }, undefined, "token", 20_000],
    ["no room, and no time", FULL, undefined, "token", 41_000],
    ["more than allowed", { ...window("900", "300", "9"), "retry-after": "5" }, undefined, "token", 5_000],
    ["no room, and the token's limit", FULL, limit("token.rate.per.minute"), "token", 41_000],
    ["no room, and a limit of its own", { ...FULL, "retry-after": "5" }, limit("a.b"), "operation", 5_000],
    ["no headers", {}, undefined, "unknown", 3_000],
    ["no headers, and a time", { "retry-after": "7" }, undefined, "unknown", 7_000],
    ["no headers, and a limit of its own", { "retry-after": "7" }, limit("a.b"), "unknown", 7_000],
    ["nothing allowed", { ...window("0", "0", "9"), "retry-after": "5" }, undefined, "unknown", 5_000],
    ["a negative count", window("-1", "300", "41"), undefined, "unknown", 3_000],
    ["a negative reset", window("7", "300", "-41"), undefined, "unknown", 3_000],
    ["a count that is no number", window("NaN", "300", "41"), undefined, "unknown", 3_000],
    ["a header that came twice", window("7, 8", "300", "41"), undefined, "unknown", 3_000],
    ["one header missing", { ...ROOM, "inin-ratelimit-allowed": "" }, undefined, "unknown", 3_000],
    ["a limit without a name", ROOM, { limit: {} }, "operation", 3_000],
    ["a limit that is no text", FULL, limit({}), "token", 41_000],
    ["a limit that is a whole sentence", FULL, limit("call +1 555 0100"), "token", 41_000],
  ];
  for (const [what, headers, body, scope, retryAfterMs] of cases)
    it(`of ${what} is \`${scope}\``, () => {
      const judged = judge(headers, body);
      assert.deepEqual([judged.scope, judged.retryAfterMs], [scope, retryAfterMs]);
    });

  const date = "Mon, 02 Mar 2026 09:00:00 GMT";
  const times: [string, Record<string, string>, number][] = [
    ["seconds", { "retry-after": " 42 " }, 42_000],
    ["nothing to wait", { "retry-after": "0" }, 0],
    ["a date", { "retry-after": "Mon, 02 Mar 2026 09:00:30 GMT", date }, 30_000],
    ["a date that is over", { "retry-after": "Mon, 02 Mar 2026 08:00:30 GMT", date }, 0],
    ["a date, without the platform's own", { "retry-after": "Mon, 02 Mar 2026 09:00:30 GMT" }, 3_000],
    ["a word", { "retry-after": "soon", date }, 3_000],
    ["a negative number", { "retry-after": "-5", date }, 3_000],
    ["more than a year", { "retry-after": "9".repeat(30) }, 31_536_000_000],
    ["a number beyond all numbers", { "retry-after": "9".repeat(400) }, 3_000],
    ["nothing at all", {}, 3_000],
  ];
  for (const [what, headers, retryAfterMs] of times)
    it(`reads ${what} as the time to wait`, () => assert.equal(judge(headers).retryAfterMs, retryAfterMs));

  it("never fails, and always names a time that can be waited for, whatever the response says", () => {
    const value = fc.oneof(
      fc.constantFrom("", "0", "7", "300", "86400", "-1", "NaN", "Infinity", "1e9", "7, 7", "soon"),
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
    );
    const names = [
      "inin-ratelimit-count",
      "inin-ratelimit-allowed",
      "inin-ratelimit-reset",
      "retry-after",
      "date",
    ];
    const headers = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(headers, fc.anything(), (given, body) => {
        const { scope, retryAfterMs, rateLimit } = judge(given, body);
        assert.ok(["token", "operation", "unknown"].includes(scope));
        assert.ok(Number.isFinite(retryAfterMs) && retryAfterMs >= 0);
        assert.equal(rateLimit === undefined, scope === "unknown");
        if (rateLimit === undefined) return;
        const { used, allowed, resetSeconds } = rateLimit;
        assert.ok(allowed > 0 && [used, resetSeconds].every((one) => Number.isFinite(one) && one >= 0));
      }),
    );
  });

  it("is the same for the response as for the error that was made of it, which names the limit", () => {
    const headers = { ...ROOM, "retry-after": "20" };
    const error = refusalError({ status: 429, headers, body: limit("users.search.rate") });
    assert.deepEqual(judgeRateLimit(error.cause), judge(headers, limit("users.search.rate")));
    assert.deepEqual(error.cause.limit, { key: "users.search.rate", namespace: "some.space" });
    assert.equal(waitAfterRefusalMs(error), 20_000);
    assert.equal(waitAfterRefusalMs(new GenesysError("limited", "No.", { outcome: "refused" })), 3_000);
  });
});

describe("the rate-limit headers of a response", () => {
  it("count only when all three are there", () => {
    assert.deepEqual(rateLimitOf(window("1", "300", "59.5")), { used: 1, allowed: 300, resetSeconds: 59.5 });
    assert.equal(rateLimitOf({ "inin-ratelimit-count": "1", "inin-ratelimit-allowed": "300" }), undefined);
    assert.equal(rateLimitOf({}), undefined);
  });
});
