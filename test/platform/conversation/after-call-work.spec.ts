import assert from "node:assert/strict";
import {
  hasWork,
  isSkippedAtOnce,
  workLegOf,
  workOfLeg,
} from "../../../nodes/lib/platform/conversation/after-call-work";
import {
  legsOf,
  type Communication,
  type Participant,
} from "../../../nodes/lib/platform/conversation/conversation";
import { at, conversation, leg, party } from "../../support/conversation";
import { call, callback, caller, over, PENDING } from "../../support/callback-legs";

describe("the leg that after-call work belongs to", () => {
  const CASES: [string, Participant, string | undefined][] = [
    [
      "the callback, where it shows there",
      caller(callback({ ...over(40), ...PENDING }), call(over(30))),
      "callback",
    ],
    ["the callback, before any shows", caller(callback(over(40)), call(over(30))), "callback"],
    ["the callback, while both are live", caller(callback(), call()), "callback"],
    [
      "the callback, beside an empty object on the call",
      caller(callback(over(40)), call({ ...over(30), afterCallWork: {} })),
      "callback",
    ],
    ["the call, where it shows there", caller(callback(over(40)), call({ ...over(30), ...PENDING })), "call"],
    [
      "where it is pending, of two",
      caller(
        callback({ ...over(40), ...PENDING }),
        call({ ...over(30), afterCallWork: { state: "skipped", startTime: at(30), endTime: at(30) } }),
      ),
      "callback",
    ],
    [
      "nowhere in particular, of two calls",
      party("a", "agent", { calls: [call(over(9)), { ...call(), id: "other" }] }),
      undefined,
    ],
    [
      "not a callback that no agent answered",
      caller(leg("callback", "disconnected", { disconnectedTime: at(9) }), call(), { connectedTime: at(10) }),
      undefined,
    ],
  ];
  for (const [what, participant, id] of CASES)
    it(`is ${what}`, () => {
      assert.equal(workLegOf(legsOf(conversation(participant)))?.communication.id, id);
    });

  it("is none where the platform says nothing of it", () => {
    const nothing: Partial<Communication>[] = [
      {},
      { afterCallWork: {} },
      { afterCallWork: null as never },
      { afterCallWork: { state: "notApplicable" } },
      { afterCallWork: { state: "unknown" } },
      { wrapup: null as never },
      { wrapup: { code: "" } },
      { wrapup: { code: "x", provisional: true } },
    ];
    for (const more of nothing)
      assert.equal(hasWork(leg("k", "disconnected", more)), false, JSON.stringify(more));
  });
});

describe("after-call work that was skipped at once", () => {
  const skipped = (afterCallWork: object, participant: Partial<Participant> = {}): boolean => {
    const own = { ...leg("k", "disconnected"), afterCallWork } as Communication;
    const theirs = party("p", "agent", { calls: [own], ...participant });
    return isSkippedAtOnce(workOfLeg(own, theirs, true), theirs);
  };
  it("ended when it began", () => {
    const never = { wrapupRequired: false };
    assert.equal(skipped({ state: "skipped", startTime: at(9), endTime: at(9) }, never), true);
    assert.equal(skipped({ state: "skipped", startTime: at(9), endTime: at(9) }), true);
    assert.equal(skipped({ state: "skipped" }), true);
    assert.equal(skipped({ state: "notApplicable" }), true);
    assert.equal(skipped({ startTime: at(9), endTime: at(9) }, never), true);
    assert.equal(skipped({}, { ...never, startAcwTime: at(9), endAcwTime: at(9) }), true);
  });

  it("did not last, nor get a code", () => {
    assert.equal(skipped({ state: "skipped", startTime: at(9), endTime: at(12) }), false);
    assert.equal(skipped({ state: "pending", startTime: at(9) }, { wrapupRequired: false }), false);
    assert.equal(skipped({ startTime: at(9), endTime: at(9) }, { wrapupRequired: true }), false);
    const done = { wrapupRequired: false, wrapup: { code: "resolved" } };
    assert.equal(skipped({ state: "complete", startTime: at(9), endTime: at(9) }, done), false);
    assert.equal(skipped({}), false);
  });
});
