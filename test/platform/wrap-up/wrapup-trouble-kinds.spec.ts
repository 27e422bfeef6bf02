import assert from "node:assert/strict";
import {
  closedError,
  GenesysError,
  type ErrorCause,
  type ErrorCode,
} from "../../../nodes/lib/platform/errors/errors";
import type { WrapUpState } from "../../../nodes/lib/platform/wrap-up/state";
import {
  afterFailure,
  afterLosses,
  isAccounts,
  lookAfter,
  nextTry,
  type Trouble,
} from "../../../nodes/lib/platform/wrap-up/trouble";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";

const AT = 1_000_000;
const SETTLING: WrapUpState = { is: "settling" };
const DUE: WrapUpState = { is: "due", startedAt: AT, timeoutMs: undefined };
const NOT_DUE: WrapUpState = { is: "notDue" };

const failed = (code: ErrorCode, cause: Partial<ErrorCause> = {}): GenesysError =>
  new GenesysError(code, "no", { outcome: "refused", ...cause });
const withCode = (platformCode: string): GenesysError => failed("rejected", { platformCode });
const LOST = failed("network", { outcome: "unknown" });
const REFUSED = failed("rejected");
const RACE = failed("conflict");
const TOKEN = failed("auth");
const RATE = failed("limited", { retryAfterMs: 4_000 });
const UNSENT = failed("network", { outcome: "notSent" });

const after = (error: unknown, before?: Trouble, now = AT, state: WrapUpState = SETTLING): Trouble =>
  afterFailure(error, state, before, now, 60_000);
const afterAll = (...errors: GenesysError[]): Trouble =>
  errors.reduce<Trouble | undefined>((before, error) => after(error, before), undefined) ?? assert.fail();

describe("a wrap-up that has failed", () => {
  const kinds: [string, GenesysError, Trouble["kind"]][] = [
    ["a lost response", LOST, "lost"],
    ["a 503", failed("server", { outcome: "unknown" }), "lost"],
    ["a refused token", TOKEN, "token"],
    ["a rate limit", RATE, "rate"],
    ["a rate limit for as long as the account waits", failed("limited", { retryAfterMs: 60_000 }), "rate"],
    ["no connection", UNSENT, "unsent"],
    ["no connection in time", failed("timeout", { outcome: "notSent" }), "unsent"],
    ["a 400", REFUSED, "refused"],
    ["a 403", failed("denied"), "refused"],
    ["a 404", failed("missing"), "refused"],
    ["a 409", RACE, "race"],
    ...[
      "conversation.error.participant.no.active.conversations",
      "conversation.error.call.disconnected",
      "conversation.error.not.conversation.participant",
      "conversation.error.conversation.not.found",
      "conversation.not.found",
    ].map((code): [string, GenesysError, "race"] => [code, withCode(code), "race"]),
  ];
  for (const [what, error, kind] of kinds)
    it(`by ${what} is in trouble of the kind \`${kind}\``, () => assert.equal(after(error).kind, kind));

  const hopeless: [string, unknown][] = [
    ["credentials that are refused", failed("auth", { outcome: "notSent" })],
    ["a rate limit for longer than the account waits", failed("limited", { retryAfterMs: 60_001 })],
    ["a queue that is full", failed("limited", { outcome: "notSent", retryAfterMs: 0 })],
    ["an account that is not set up", failed("config", { outcome: "notSent" })],
    ["an input that cannot be used", failed("input", { outcome: "notSent" })],
    ["a response that is not understood", failed("answer", { outcome: "done" })],
    ["a missing permission", failed("denied", { missingPermissions: ["a:b:c"] })],
    ["not being a user", withCode("not.a.user")],
    ["a missing code", withCode("conversation.error.wrapup.code.required")],
    ["a queue that forbids to skip", withCode("conversation.error.wrapup.cannot.skip")],
    ["the closing of its node", closedError()],
    ["a mistake of this package", new TypeError("x is not a function")],
  ];
  for (const [what, error] of hopeless)
    it(`by ${what} ends with that error, in whatever state the leg is`, () => {
      for (const state of [SETTLING, NOT_DUE])
        assert.throws(
          () => after(error, undefined, AT, state),
          (thrown) => thrown === error,
        );
    });

  it("is sent three times at most, whatever it meets", () => {
    for (const error of [LOST, REFUSED, RACE, RATE, UNSENT]) {
      assert.equal(afterAll(error, error).sends, 2);
      assert.throws(() => afterAll(error, error, error), error);
    }
  });

  it("gets a new token once, also where something else has happened in between", () => {
    assert.throws(() => afterAll(TOKEN, TOKEN), TOKEN);
    assert.throws(() => afterAll(TOKEN, RATE, TOKEN), TOKEN);
    assert.equal(afterAll(RATE, TOKEN).kind, "token");
    assert.deepEqual([afterAll(TOKEN, RATE).isTokenRenewed, afterAll(RATE).isTokenRenewed], [true, false]);
  });

  it("counts its lost responses", () => {
    assert.deepEqual(
      [afterAll(LOST, LOST).losses, afterAll(LOST, RACE).losses, afterAll(RACE).losses],
      [2, 1, 0],
    );
  });

  it("in the race gives up ten seconds after it has begun; another failure does not", () => {
    const first = after(RACE);
    assert.equal(first.racingSince, AT);
    assert.equal(after(REFUSED).racingSince, undefined);
    assert.equal(after(RACE, first, AT + SETTLE_MS - 1).racingSince, AT);
    assert.throws(() => after(RACE, first, AT + SETTLE_MS), RACE);
    assert.throws(() => after(REFUSED, first, AT + SETTLE_MS), REFUSED);
    assert.equal(after(LOST, first, AT + SETTLE_MS).kind, "lost");
    assert.equal(after(REFUSED, after(REFUSED), AT + SETTLE_MS).kind, "refused");
  });

  it("ends with an explanation where there is no after-call work, if it was refused", () => {
    for (const error of [REFUSED, RACE])
      assert.throws(() => after(error, undefined, AT, NOT_DUE), {
        ...{ code: error.code, cause: error.cause },
        message:
          "There is no after-call work, because the queue gives it only on request, and the agent did not request it. " +
          "Wrap up while the agent is connected. no",
      });
    const twice = afterAll(LOST, LOST);
    assert.throws(
      () => after(LOST, twice, AT, NOT_DUE),
      (thrown) => thrown === LOST,
    );
  });
});

describe("the next attempt of a wrap-up", () => {
  const next = (trouble: Trouble, state: WrapUpState, ms: number, deadlineMs = Infinity) =>
    nextTry(trouble, state, AT + ms, AT + deadlineMs);
  const look = (ms: number) => ({ to: "look", at: AT + ms });
  const SEND = { to: "send" };

  it("after a refusal comes with another state of the leg, or not at all", () => {
    const trouble = after(REFUSED);
    assert.deepEqual(next(trouble, DUE, 10), SEND);
    assert.deepEqual(next(trouble, SETTLING, 2_999), look(3_000));
    assert.deepEqual(next(trouble, SETTLING, 3_000), { to: "fail", error: REFUSED });
  });

  it("after a refusal is given up with an explanation where there is no after-call work", () => {
    const end = next(after(failed("denied")), SETTLING, 3_000);
    assert.ok(end.to === "fail" && end.error.message === "no");
    const seen = { ...after(REFUSED), seen: "notDue" } as const;
    const explained = next(seen, NOT_DUE, 3_000);
    assert.ok(explained.to === "fail");
    assert.match(explained.error.message, /^There is no after-call work/);
  });

  it("in the race comes with another state, or two seconds later", () => {
    const trouble = after(RACE);
    assert.deepEqual(next(trouble, DUE, 10), SEND);
    assert.deepEqual(next(trouble, { is: "talking" }, 10), SEND);
    assert.deepEqual(next(trouble, SETTLING, 1_999), look(2_000));
    assert.deepEqual(next(trouble, SETTLING, 2_000), SEND);
  });

  it("in the race is the last one only where a wrap-up is due or never will be, or when the race is over", () => {
    const last = after(RACE, after(RACE), AT + 2_000);
    assert.deepEqual(next(last, DUE, 2_010), SEND);
    assert.deepEqual(next(last, NOT_DUE, 2_010), SEND);
    assert.equal(next(last, { is: "talking" }, 2_010).to, "look");
    assert.deepEqual(next(last, SETTLING, SETTLE_MS - 1), look(SETTLE_MS));
    assert.deepEqual(next(last, SETTLING, SETTLE_MS), SEND);
  });

  it("is preceded by reads, soon at first and then every two seconds", () => {
    const last = after(RACE, after(RACE), AT);
    for (const [now, at] of [
      [10, 110],
      [200, 300],
      [1_000, 1_500],
      [4_000, 6_000],
      [6_000, 8_000],
    ] as const)
      assert.deepEqual(next(last, SETTLING, now), look(at));
  });

  it("after a lost response comes a second later, or at the deadline, whatever the leg shows", () => {
    const trouble = after(LOST);
    for (const state of [SETTLING, DUE]) {
      for (const now of [0, 999]) assert.deepEqual(next(trouble, state, now), look(1_000));
      assert.deepEqual(next(trouble, state, 1_000), SEND);
      assert.deepEqual(next(trouble, state, 399, 400), look(400));
      assert.deepEqual(next(trouble, state, 400, 400), SEND);
    }
  });

  it("after a failure of the account comes when that is over, also behind the deadline", () => {
    for (const [trouble, ms] of [
      [after(RATE), 4_000],
      [after(UNSENT), 500],
      [afterAll(UNSENT, UNSENT), 1_000],
    ] as const) {
      assert.deepEqual(next(trouble, DUE, ms - 1, 100), look(ms));
      assert.deepEqual(next(trouble, DUE, ms, 100), SEND);
    }
    assert.deepEqual(next(after(TOKEN), SETTLING, 0), SEND);
  });

  it("is preceded by a read: soon after a refusal, or when it comes", () => {
    const lookMs = (error: GenesysError): number => lookAfter(after(error), AT + 30) - AT;
    assert.deepEqual(
      [REFUSED, RACE, LOST, RATE, UNSENT, TOKEN].map(lookMs),
      [130, 130, 1_000, 4_000, 500, 0],
    );
  });

  it("is waited for within the attempt where the failure is the account's", () => {
    const isWaited = (error: GenesysError): boolean => isAccounts(after(error));
    assert.deepEqual([TOKEN, RATE, UNSENT].map(isWaited), [true, true, true]);
    assert.deepEqual([REFUSED, RACE, LOST].map(isWaited), [false, false, false]);
  });
});

describe("the error of a wrap-up that was sent before", () => {
  it("is unknown where a response was lost, whatever it ends with", () => {
    const error = afterLosses(failed("denied", { status: 403 }), afterAll(LOST));
    assert.ok(error instanceof GenesysError);
    assert.deepEqual([error.code, error.cause], ["denied", { outcome: "unknown", status: 403 }]);
    assert.equal(
      error.message,
      "no A wrap-up was sent before, and its response was lost. It is unknown whether it took effect.",
    );
  });

  it("stays as it is where none was lost, or where it says so already", () => {
    for (const [error, trouble] of [
      [REFUSED, undefined],
      [REFUSED, afterAll(RACE)],
      [LOST, afterAll(LOST)],
      [closedError("notSent"), afterAll(LOST)],
      [new TypeError("bug"), afterAll(LOST)],
    ] as const)
      assert.equal(afterLosses(error, trouble), error);
  });
});
