import assert from "node:assert/strict";
import type { Communication, Leg, Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { GenesysError, isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { findCode } from "../../../nodes/lib/platform/wrap-up/codes";
import { dueBeforeTimeout, marginMs, wrapupState } from "../../../nodes/lib/platform/wrap-up/state";
import { afterFailure, lookAfter, nextTry } from "../../../nodes/lib/platform/wrap-up/trouble";
import { judgeWrapup, type Moment, type Wish } from "../../../nodes/lib/platform/wrap-up/verdict";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";

const legWith = (communication: Partial<Communication>, participant: Partial<Participant> = {}): Leg => {
  const own: Communication = {
    id: "comm",
    state: "connected",
    connectedTime: "2026-01-01T12:00:00Z",
    ...communication,
  };
  return { participant: { id: "p", calls: [own], ...participant }, communication: own, mediaType: "call" };
};
const ended = { state: "disconnected", disconnectedTime: "2026-01-01T12:05:00Z" };

describe("how a leg stands with its wrap-up", () => {
  it("is told by the communication, not by the participant's index or state alone", () => {
    assert.equal(wrapupState(legWith({})).is, "talking");
    assert.equal(wrapupState(legWith({ ...ended, afterCallWork: { state: "pending" } })).is, "due");
    assert.equal(wrapupState(legWith(ended)).is, "settling");
    assert.equal(wrapupState(legWith({ ...ended, afterCallWork: { state: "notApplicable" } })).is, "notDue");
    const at = "2026-03-02T09:00:40.000Z";
    const unasked = { ...ended, afterCallWork: { state: "skipped", startTime: at, endTime: at } };
    assert.equal(wrapupState(legWith(unasked, { wrapupRequired: false })).is, "notDue");
    assert.equal(wrapupState(legWith(unasked, { wrapupRequired: true })).is, "wrapped");
    const { connectedTime: _never, ...alert } = legWith({ state: "alerting" }).communication;
    assert.equal(wrapupState({ ...legWith({}), communication: alert }).is, "ringing");
  });

  it("is over when a disconnected time stands beside a state that lags behind", () => {
    assert.equal(wrapupState(legWith({ disconnectedTime: ended.disconnectedTime })).is, "settling");
  });

  it("knows the platform's own codes from an agent's", () => {
    const by = (code: string): unknown => {
      const state = wrapupState(legWith({ ...ended, wrapup: { code } }));
      return state.is === "wrapped" && state.by;
    };
    assert.deepEqual(["ININ-WRAP-UP-TIMEOUT", "ININ-WRAP-UP-SKIPPED", "ININ-OTHER", "b1b2"].map(by), [
      "timeout",
      "skip",
      "system",
      "code",
    ]);
  });

  it("takes no provisional wrap-up for a final one", () => {
    const leg = legWith({
      ...ended,
      wrapup: { code: "c", provisional: true },
      afterCallWork: { state: "pending" },
    });
    assert.equal(wrapupState(leg).is, "due");
  });

  it("takes the participant's wrap-up for the leg's own only where there is no other leg", () => {
    const alone = legWith(ended, { wrapup: { code: "c" } });
    assert.equal(wrapupState(alone).is, "wrapped");
    const [own] = alone.participant.calls ?? [];
    const two = {
      ...alone,
      participant: { ...alone.participant, callbacks: own ? [{ ...own, id: "cb" }] : [] },
    };
    assert.equal(wrapupState(two).is, "settling");
  });
});

describe("the end of the agent's time", () => {
  const timeoutMs = 120_000;

  it("leaves a margin: a quarter of short times, ten seconds of long ones", () => {
    assert.equal(marginMs(4_000), 1_000);
    assert.equal(marginMs(120_000), 10_000);
  });

  it("is counted from the beginning that the platform names", () => {
    assert.equal(
      dueBeforeTimeout({ startedAt: 1_000, timeoutMs }, { lastLiveAt: 500, endSeenAt: 2_000 }),
      111_000,
    );
  });

  it("is counted from what was seen where the platform's clock is slow or fast", () => {
    const sightings = { lastLiveAt: 500_000, endSeenAt: 502_000 };
    assert.equal(dueBeforeTimeout({ startedAt: 1_000, timeoutMs }, sightings), 610_000);
    assert.equal(dueBeforeTimeout({ startedAt: 900_000, timeoutMs }, sightings), 612_000);
  });

  it("does not come where the queue sets no time", () => {
    assert.equal(dueBeforeTimeout({ startedAt: 1_000, timeoutMs: undefined }, {}), undefined);
  });
});

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

  it("a provisional note never stands in for a final wrap-up", () => {
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

describe("a wrap-up that was refused", () => {
  const refused = (cause: object, code: "rejected" | "denied" = "rejected"): GenesysError =>
    new GenesysError(code, "no", { outcome: "refused", ...cause });
  const state = { is: "settling" } as const;

  it("for the race, is sent again after two seconds and after ten, and looked at in between at growing intervals", () => {
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

  it("is looked up after a lost answer, twice at most", () => {
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

describe("a wrap-up code", () => {
  const codes = [
    { id: "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c01", name: "Callback requested" },
    { id: "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c02", name: "Resolved" },
  ];
  const complaint = (given: string, known = codes): string => {
    try {
      findCode(known, given);
    } catch (error) {
      assert.ok(isGenesysError(error, "input") && error.cause.field === "code");
      return error.message;
    }
    return "";
  };

  it("is found by id, or by name whatever its case", () => {
    assert.equal(findCode(codes, codes[1]?.id ?? "").name, "Resolved");
    assert.equal(findCode(codes, " callback REQUESTED ").name, "Callback requested");
  });

  it("that is unknown is answered with the nearest, or with all", () => {
    assert.match(complaint("resolve"), /Did you mean Resolved\?/);
    assert.match(complaint("Xyz"), /Its codes are: Callback requested, Resolved\./);
    assert.match(complaint("0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c09"), /may belong to another queue/);
    assert.match(complaint("Resolved", []), /cannot have a wrap-up code/);
  });
});
