import assert from "node:assert/strict";
import fc from "fast-check";
import { GenesysError, type ErrorCause, type ErrorCode } from "../../../nodes/lib/platform/errors/errors";
import {
  backOffMs,
  judge,
  waitAfterRefusalMs,
  type Situation,
} from "../../../nodes/lib/platform/client/retry";

const failed = (code: ErrorCode, cause: Partial<ErrorCause> = {}): GenesysError =>
  new GenesysError(code, "it failed", { outcome: "unknown", ...cause });

const situation = (more: Partial<Situation> = {}): Situation => ({
  repeatable: true,
  failures: 1,
  refusals: 1,
  maxWaitMs: 180_000,
  remainingMs: 300_000,
  random: () => 0.5,
  ...more,
});

const isRepeated = (error: unknown, more: Partial<Situation> = {}): boolean =>
  judge(error, situation(more)).again;

describe("the decision to retry", () => {
  const unknownFate: [string, GenesysError][] = [
    ["a broken line", failed("network")],
    ["a time-out", failed("timeout")],
    ["a 408", failed("timeout", { status: 408 })],
    ["a 502", failed("server", { status: 502 })],
    ["a 503", failed("server", { status: 503 })],
    ["a 504", failed("server", { status: 504 })],
  ];
  for (const [name, error] of unknownFate) {
    it(`repeats after ${name} what may be repeated`, () => assert.equal(isRepeated(error), true));
    it(`never repeats after ${name} what must not happen twice`, () =>
      assert.equal(isRepeated(error, { repeatable: false }), false));
  }

  const final: [string, unknown][] = [
    ["a 500", failed("server", { status: 500 })],
    ["a 501", failed("server", { status: 501 })],
    ["a refused token", failed("auth", { outcome: "refused", status: 401 })],
    ["a 403", failed("denied", { outcome: "refused", status: 403 })],
    ["a 404", failed("missing", { outcome: "refused", status: 404 })],
    ["a 409", failed("conflict", { outcome: "refused", status: 409 })],
    ["a 400", failed("rejected", { outcome: "refused", status: 400 })],
    ["a body that is not JSON", failed("answer", { outcome: "done" })],
    ["an input that is not usable", failed("input", { outcome: "notSent" })],
    ["the closing of its node", failed("closed")],
    ["a mistake in this package", new TypeError("x is not a function")],
    ["something thrown that is no error", "oops"],
  ];
  for (const [name, error] of final)
    it(`never repeats after ${name}`, () => assert.equal(isRepeated(error), false));

  it("repeats what was not sent, also where it must not happen twice", () => {
    for (const code of ["network", "timeout"] as const)
      assert.equal(isRepeated(failed(code, { outcome: "notSent" }), { repeatable: false }), true);
  });

  it("gives up after four tries, and before a wait that ends behind the deadline", () => {
    assert.equal(isRepeated(failed("network"), { failures: 3 }), true);
    assert.equal(isRepeated(failed("network"), { failures: 4 }), false);
    assert.equal(isRepeated(failed("network"), { remainingMs: 249 }), false);
    assert.equal(isRepeated(failed("network"), { remainingMs: 250 }), true);
  });

  it("repeats at once on a kept socket that was dead, but not a second time at once", () => {
    const stale = failed("network", { staleSocket: true });
    assert.deepEqual(judge(stale, situation()), { again: true, waitMs: 0 });
    assert.deepEqual(judge(stale, situation({ failures: 2 })), { again: true, waitMs: 500 });
    assert.deepEqual(judge(stale, situation({ repeatable: false })), { again: false });
  });

  it("leaves the wait after a 429 to the limiter, and repeats whatever it was", () => {
    const refused = failed("limited", { outcome: "refused", status: 429, retryAfterMs: 7_000 });
    assert.deepEqual(judge(refused, situation({ repeatable: false })), { again: true, waitMs: 0 });
  });

  it("waits itself for the token endpoint", () => {
    const throttled = failed("limited", { outcome: "notSent", retryAfterMs: 4_000 });
    assert.deepEqual(judge(throttled, situation()), { again: true, waitMs: 4_000 });
  });

  it("does not wait longer than allowed, nor behind the deadline, nor for a place in a full queue", () => {
    const refused = failed("limited", { outcome: "refused", retryAfterMs: 100_000 });
    assert.equal(isRepeated(refused, { maxWaitMs: 99_999 }), false);
    assert.equal(isRepeated(refused, { remainingMs: 99_999 }), false);
    assert.equal(isRepeated(refused, { refusals: 10 }), false);
    assert.equal(isRepeated(failed("limited", { outcome: "notSent", queueLimit: 5 })), false);
  });

  it("takes a refusal without a time for three seconds", () => {
    assert.equal(waitAfterRefusalMs(failed("limited")), 3_000);
    assert.equal(waitAfterRefusalMs(failed("limited", { retryAfterMs: 0 })), 0);
  });

  it("draws each wait again, between nothing and a bound that doubles up to 16 s", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, drawn) => {
          const waitMs = backOffMs(failures, () => drawn);
          assert.ok(waitMs >= 0 && waitMs <= Math.min(16_000, 500 * 2 ** (failures - 1)));
        },
      ),
    );
    const longest = [1, 2, 3, 4, 5, 6, 7].map((failures) => Math.round(backOffMs(failures, () => 0.999_999)));
    assert.deepEqual(longest, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000]);
    assert.equal(
      backOffMs(9, () => 0),
      0,
    );
  });
});
