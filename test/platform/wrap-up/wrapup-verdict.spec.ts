import assert from "node:assert/strict";
import { judgeWrapup, type Moment, type Wish } from "../../../nodes/lib/platform/wrap-up/verdict";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";

describe("what to do about a wrap-up", () => {
  const wish: Wish = { action: "apply", when: "now", codeId: "mine", provisional: false };
  const ids = { conversationId: "c", participantId: "p", communicationId: "l" };
  const moment: Moment = { now: 1_000_000, deadline: 2_000_000, ids };

  it("now: it is given while talking, in after-call work, and where that has not shown yet", () => {
    for (const state of [
      { is: "talking" },
      { is: "settling" },
      { is: "notDue" },
      { is: "due", startedAt: 0, timeoutMs: 1 },
    ] as const)
      assert.deepEqual(judgeWrapup(state, wish, moment), { to: "send" });
  });

  it("now: a leg that still rings is given a moment, and then an error", () => {
    assert.equal(judgeWrapup({ is: "ringing" }, wish, { ...moment, ringingSince: moment.now }).to, "wait");
    const verdict = judgeWrapup({ is: "ringing" }, wish, { ...moment, ringingSince: moment.now - SETTLE_MS });
    assert.ok(verdict.to === "fail" && verdict.error.code === "conflict");
  });

  it("a provisional note never takes the place of a final wrap-up", () => {
    const state = { is: "wrapped", by: "code", wrapup: { code: "mine" } } as const;
    assert.equal(judgeWrapup(state, { ...wish, provisional: true }, moment).to, "fail");
    assert.deepEqual(judgeWrapup(state, wish, moment), { to: "leave", accepted: true });
  });

  it("before the time-out: at the deadline at the latest, also without a time-out", () => {
    const state = { is: "due", startedAt: 0, timeoutMs: undefined } as const;
    const patient: Wish = { ...wish, when: "beforeTimeout" };
    assert.deepEqual(judgeWrapup(state, patient, moment), {
      to: "wait",
      wait: "wrapUp",
      until: 2_000_000,
    });
    assert.deepEqual(judgeWrapup(state, patient, { ...moment, now: 2_000_000 }), { to: "send" });
  });
});
