import assert from "node:assert/strict";
import type { WrapUpState } from "../../../nodes/lib/platform/wrap-up/state";
import { judgeWrapup, type Moment, type Wish } from "../../../nodes/lib/platform/wrap-up/verdict";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";

const NOW = 1_000_000;
const IDS = { conversationId: "c", participantId: "p", communicationId: "l" };
const judge = (state: WrapUpState, wish: Partial<Wish> = {}, moment: Partial<Moment> = {}) =>
  judgeWrapup(
    state,
    { action: "apply", when: "now", codeId: "mine", provisional: false, ...wish },
    { now: NOW, deadline: 2 * NOW, ids: IDS, ...moment },
  );
const SEND = { to: "send" };

describe("the moment of a wrap-up", () => {
  it("of a leg that rings comes with the answer; only one that is wanted now is given up", () => {
    const longAgo = { ringingSince: NOW - SETTLE_MS };
    const WAIT = { to: "wait", wait: "answer" };
    assert.deepEqual(judge({ is: "ringing" }), { ...WAIT, soon: true });
    assert.deepEqual(judge({ is: "ringing" }, {}, { ringingSince: NOW - SETTLE_MS + 1 }), {
      ...WAIT,
      soon: true,
    });
    for (const when of ["ended", "beforeTimeout"] as const)
      assert.deepEqual(judge({ is: "ringing" }, { when }, longAgo), WAIT);
    const late = judge({ is: "ringing" }, {}, longAgo);
    assert.ok(late.to === "fail");
    assert.deepEqual(late.error.cause, { outcome: "notSent", ...IDS });
    assert.equal(
      late.error.message,
      "No agent has answered yet, so there is nothing to wrap up. Wait for the end of the leg.",
    );
  });

  it("of a leg that talks is now, or its end", () => {
    assert.deepEqual(judge({ is: "talking" }), SEND);
    for (const when of ["ended", "beforeTimeout"] as const)
      assert.deepEqual(judge({ is: "talking" }, { when }), { to: "wait", wait: "end" });
  });

  it("of a leg that has just ended is now, but the agent has the time that the platform needs to show more", () => {
    const patient = { when: "beforeTimeout" } as const;
    const WAIT = { to: "wait", wait: "wrapUp", soon: true };
    for (const when of ["now", "ended"] as const) assert.deepEqual(judge({ is: "settling" }, { when }), SEND);
    assert.deepEqual(judge({ is: "settling" }, patient), WAIT);
    assert.deepEqual(judge({ is: "settling" }, patient, { endSeenAt: NOW - SETTLE_MS + 1 }), WAIT);
    assert.deepEqual(judge({ is: "settling" }, patient, { endSeenAt: NOW - SETTLE_MS }), SEND);
  });

  it("of after-call work is now, or shortly before its time is over", () => {
    const due = { is: "due", startedAt: NOW - 100_000, timeoutMs: 120_000 } as const;
    for (const when of ["now", "ended"] as const) assert.deepEqual(judge(due, { when }), SEND);
    assert.deepEqual(judge(due, { when: "beforeTimeout" }), {
      ...{ to: "wait", wait: "wrapUp", until: NOW + 10_000 },
    });
    assert.deepEqual(judge(due, { when: "beforeTimeout" }, { now: NOW + 10_000 }), SEND);
    assert.deepEqual(judge({ is: "notDue" }, { when: "beforeTimeout" }), SEND);
  });
});

describe("a wrap-up that is there already", () => {
  const wrapped = (by: "code" | "timeout" | "skip" | "system", code?: string): WrapUpState => ({
    ...{ is: "wrapped", by },
    wrapup: code === undefined ? {} : { code, name: "Theirs", endTime: "2026-01-01T12:00:00Z" },
  });
  const refusal = (state: WrapUpState, wish: Partial<Wish> = {}) => {
    const verdict = judge(state, wish);
    return verdict.to === "fail" ? verdict.error : assert.fail(verdict.to);
  };
  const LEFT = { to: "leave", accepted: true };
  const THEIRS = { to: "leave", accepted: false };

  it("is what is wanted: the same code, or a skip", () => {
    assert.deepEqual(judge(wrapped("code", "mine")), LEFT);
    for (const code of [undefined, "ININ-WRAP-UP-SKIPPED"])
      assert.deepEqual(judge(wrapped("skip", code), { action: "skip", codeId: undefined }), LEFT);
  });

  it("is not overwritten: the error names it, and that nothing was sent", () => {
    const { code, message, cause } = refusal(wrapped("code", "theirs"));
    assert.deepEqual(
      [code, message],
      ["conflict", "The interaction already has another wrap-up code, which was not changed."],
    );
    assert.deepEqual(cause, {
      ...{ outcome: "notSent", ...IDS, wrappedBy: "code" },
      wrapup: { code: "theirs", name: "Theirs", endTime: "2026-01-01T12:00:00Z" },
    });
  });

  it("is not skipped any more", () => {
    for (const by of ["code", "system", "timeout"] as const)
      assert.equal(refusal(wrapped(by, "mine"), { action: "skip", codeId: undefined }).cause.wrappedBy, by);
  });

  it("has an error of its own where the platform has set it, or the agent has skipped it", () => {
    assert.equal(refusal(wrapped("skip")).message, "The wrap-up was skipped, so no code can be applied.");
    assert.equal(
      refusal(wrapped("system", "ININ-OTHER")).message,
      "The platform has wrapped up this interaction with its own code.",
    );
    assert.equal(
      refusal(wrapped("timeout", "ININ-WRAP-UP-TIMEOUT")).message,
      "The time for after-call work is over, and the platform has set its own code ININ-WRAP-UP-TIMEOUT. " +
        "Wrap up earlier: before the after-call work times out, or when the leg has ended.",
    );
  });

  it("is left to the agent where the flow acts in the agent's place only", () => {
    const patient = { when: "beforeTimeout" } as const;
    assert.deepEqual(judge(wrapped("code", "theirs"), patient), THEIRS);
    assert.deepEqual(judge(wrapped("skip"), patient), THEIRS);
    assert.match(refusal(wrapped("timeout", "ININ-WRAP-UP-TIMEOUT"), patient).message, /^The time for/);
    assert.match(refusal(wrapped("system", "ININ-OTHER"), patient).message, /^The platform has/);
    for (const when of ["now", "ended"] as const)
      assert.match(refusal(wrapped("code", "theirs"), { when }).message, /^The interaction already/);
  });
});
