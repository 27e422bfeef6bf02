import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { afterFailure, lookAfter, nextTry } from "../../../nodes/lib/platform/wrap-up/trouble";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";

describe("a wrap-up that was refused", () => {
  const refused = (cause: object, code: "rejected" | "denied" = "rejected"): GenesysError =>
    new GenesysError(code, "no", { outcome: "refused", ...cause });
  const state = { is: "settling" } as const;

  it("for the race, is sent again after two seconds and after ten, and read in between at growing intervals", () => {
    const error = refused({ platformCode: "conversation.error.participant.no.active.conversations" });
    let trouble = afterFailure(error, state, undefined, 0);
    const sends: number[] = [];
    const looks: number[] = [];
    let now = lookAfter(trouble, 0);
    assert.throws(() => {
      for (;;) {
        const next = nextTry(trouble, state, now, Infinity);
        assert.notEqual(next.to, "fail");
        if (next.to === "look") looks.push((now = next.at));
        if (next.to !== "send") continue;
        sends.push(now);
        trouble = afterFailure(error, state, trouble, now);
      }
    }, error);
    assert.deepEqual(sends, [2_000, SETTLE_MS]);
    assert.ok(looks.length < 20, `${looks.length} looks`);
  });

  it("for the race, keeps the last attempt for the state in which a wrap-up is due", () => {
    const error = refused({ platformCode: "conversation.error.call.disconnected" });
    const first = afterFailure(error, { is: "talking" }, undefined, 0);
    assert.equal(nextTry(first, { is: "settling" }, 300, Infinity).to, "send");
    const second = afterFailure(error, { is: "settling" }, first, 300);
    assert.equal(nextTry({ ...second, seen: "talking" }, { is: "settling" }, 500, Infinity).to, "look");
    const due = { is: "due", startedAt: 0, timeoutMs: undefined } as const;
    assert.equal(nextTry(second, due, 500, Infinity).to, "send");
    assert.throws(() => afterFailure(error, due, second, 600), error);
  });

  it("is not tried again where a permission is missing, or the queue forbids it", () => {
    for (const error of [
      refused({ missingPermissions: ["conversation:participant:wrapup"] }, "denied"),
      refused({ platformCode: "conversation.error.wrapup.cannot.skip" }),
      refused({ platformCode: "not.a.user" }),
    ])
      assert.throws(() => afterFailure(error, state, undefined, 0), error);
  });

  it("is looked up after a lost response, twice at most", () => {
    const lost = new GenesysError("network", "lost", { outcome: "unknown" });
    const first = afterFailure(lost, state, undefined, 0);
    const second = afterFailure(lost, state, first, 2_000);
    assert.deepEqual(
      [1_000, 1_999, 3_000].map((at) => nextTry(second, state, at, Infinity).to),
      ["look", "look", "send"],
    );
    assert.throws(() => afterFailure(lost, state, second, 4_000), lost);
  });
});
