import assert from "node:assert/strict";
import { emptyTally, factsOf, judgeAttempt } from "../../../nodes/lib/platform/client/next-attempt";
import type { Tally } from "../../../nodes/lib/platform/client/outcome";
import { judge, type Situation } from "../../../nodes/lib/platform/client/retry";
import { GenesysError, type ErrorCause, type ErrorCode } from "../../../nodes/lib/platform/errors/errors";

const failed = (code: ErrorCode, cause: Partial<ErrorCause> = {}): GenesysError =>
  new GenesysError(code, "It failed.", { outcome: "unknown", ...cause });
const PATIENT = { repeatable: true, maxWaitMs: 180_000, remainingMs: 300_000, random: () => 0.5 };
const STOP = { again: false };

describe("whether a request is sent again", () => {
  const judged = (error: unknown, more: Partial<Situation> = {}) =>
    judge(error, { ...PATIENT, failures: 1, refusals: 1, ...more });
  const limited = (cause: Partial<ErrorCause> = {}): GenesysError =>
    failed("limited", { outcome: "refused", retryAfterMs: 100_000, ...cause });

  it("follows from the code: the status of an overloaded platform alone is no reason", () => {
    for (const status of [502, 503, 504])
      for (const code of ["answer", "auth", "config", "rejected"] as const)
        assert.deepEqual(judged(failed(code, { outcome: "notSent", status })), STOP);
  });

  it("is not decided by an error that only looks like one of ours, nor by what is no error", () => {
    const foreign = Object.assign(new Error("It failed."), {
      code: "network",
      cause: { outcome: "notSent" },
    });
    for (const thrown of [foreign, undefined, null]) assert.deepEqual(judged(thrown), STOP);
  });

  it("is allowed up to the longest wait, up to the deadline and up to the tenth refusal", () => {
    assert.equal(judged(limited(), { maxWaitMs: 100_000 }).again, true);
    assert.equal(judged(limited(), { remainingMs: 100_000 }).again, true);
    assert.equal(judged(limited(), { refusals: 9 }).again, true);
    assert.deepEqual(judged(limited(), { refusals: 10 }), STOP);
    assert.deepEqual(judged(limited(), { refusals: 11 }), STOP);
  });

  it("is refused at each of these limits alone, also where the wait would be nothing", () => {
    assert.deepEqual(judged(limited({ retryAfterMs: 0 }), { refusals: 10 }), STOP);
    assert.deepEqual(judged(limited({ queueLimit: 0 })), STOP);
    assert.deepEqual(judged(failed("network"), { failures: 5 }), STOP);
  });

  it("waits for a refusal where no limiter does, as at a store of files", () => {
    assert.deepEqual(judged(limited(), { isUnlimited: true }), { again: true, waitMs: 100_000 });
    assert.deepEqual(judged(limited(), { isUnlimited: false }), { again: true, waitMs: 0 });
  });

  it("is judged alike whether an act was refused or not sent, and never where its response was lost", () => {
    assert.equal(judged(limited(), { repeatable: false }).again, true);
    assert.equal(judged(failed("network", { outcome: "notSent" }), { repeatable: false }).again, true);
    for (const outcome of ["unknown", "refused", "done"] as const)
      assert.deepEqual(judged(failed("network", { outcome }), { repeatable: false }), STOP);
  });
});

describe("an attempt that has failed", () => {
  it("is the first one of a request that has done nothing yet", () =>
    assert.deepEqual(emptyTally(), {
      ...{ attempts: 0, failures: 0, refusals: 0 },
      ...{ renewed: false, mayHaveActed: false, onWire: false },
    }));

  const judgedWith = (error: unknown, tally: Tally) => judgeAttempt(error, tally, PATIENT);

  it("is followed at once by one with a new token, after the first refusal of the token only", () => {
    const tally = emptyTally();
    const refused = failed("auth", { outcome: "refused", status: 401 });
    assert.deepEqual(judgedWith(refused, tally), { again: true, waitMs: 0 });
    assert.deepEqual(tally, { ...emptyTally(), renewed: true });
    assert.deepEqual(judgedWith(refused, tally), STOP);
  });

  it("is followed by none where the account has no token to send", () => {
    const tally = emptyTally();
    assert.deepEqual(judgedWith(failed("auth", { outcome: "notSent" }), tally), STOP);
    assert.equal(tally.renewed, false);
    assert.deepEqual(judgedWith(failed("denied", { outcome: "refused", status: 403 }), tally), STOP);
    assert.equal(tally.renewed, false);
  });

  it("counts a refusal for the rate limit apart from a failure", () => {
    const tally = emptyTally();
    judgedWith(failed("limited", { outcome: "refused", retryAfterMs: 0 }), tally);
    assert.deepEqual(tally, { ...emptyTally(), refusals: 1 });
    judgedWith(failed("network"), tally);
    judgedWith(new TypeError("x is not a function"), tally);
    assert.deepEqual(tally, { ...emptyTally(), refusals: 1, failures: 2 });
  });

  it("has as many successors as its count allows: three after failures, nine after refusals", () => {
    const successors = (error: GenesysError): number => {
      const tally = emptyTally();
      let count = 0;
      while (judgedWith(error, tally).again) count += 1;
      return count;
    };
    assert.equal(successors(failed("network")), 3);
    assert.equal(successors(failed("limited", { outcome: "refused", retryAfterMs: 0 })), 9);
  });

  it("waits longer after each failure", () => {
    const tally = emptyTally();
    const waits = [1, 2, 3].map(() => judgedWith(failed("network"), tally));
    assert.deepEqual(
      waits,
      [250, 500, 1_000].map((waitMs) => ({ again: true, waitMs })),
    );
  });
});

describe("the facts of a response", () => {
  const headers = { "content-type": "audio/wav", "inin-correlation-id": "corr-1" };

  it("name the type of a body that is no text", () =>
    assert.deepEqual(factsOf({ status: 200, headers, body: new Uint8Array(1) }), {
      correlationId: "corr-1",
      contentType: "audio/wav",
    }));

  it("have nothing that the response has not", () => {
    assert.deepEqual(factsOf({ status: 200, headers, body: { id: 1 } }), { correlationId: "corr-1" });
    assert.deepEqual(factsOf({ status: 200, headers: {}, body: new Uint8Array(1) }), {});
  });
});
