import assert from "node:assert/strict";
import type { Communication, Leg, Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { dueBeforeTimeout, sameLeg, wrapupState } from "../../../nodes/lib/platform/wrap-up/state";
import { connected, conversation } from "../../support/conversation";

const AT = "2026-01-01T12:05:00.000Z";
const LATER = "2026-01-01T12:05:30.000Z";
const ENDED = { state: "disconnected", connectedTime: "2026-01-01T12:00:00.000Z", disconnectedTime: AT };
const legWith = (communication: Partial<Communication>, participant: Partial<Participant> = {}): Leg => {
  const own: Communication = { id: "k", ...ENDED, ...communication };
  return { participant: { id: "p", calls: [own], ...participant }, communication: own, mediaType: "call" };
};
const stateOf = (communication: Partial<Communication>, participant: Partial<Participant> = {}) =>
  wrapupState(legWith(communication, participant));
const SKIP = { is: "wrapped", by: "skip", wrapup: {} };

describe("a wrap-up that was skipped", () => {
  it("is one where the leg or the participant says so, also while the leg goes on", () => {
    const talking = { state: "connected", disconnectedTime: null as never };
    assert.deepEqual(stateOf({ afterCallWork: { state: "skipped" } }), SKIP);
    assert.deepEqual(stateOf({ ...talking, afterCallWork: { state: "skipped" } }), SKIP);
    assert.deepEqual(stateOf({}, { wrapupSkipped: true }), SKIP);
    assert.deepEqual(stateOf({ ...talking }, { wrapupSkipped: true }), SKIP);
    assert.deepEqual(stateOf({}, { wrapupRequired: false, startAcwTime: AT, endAcwTime: AT }), SKIP);
  });

  it("was never due where the agent did not request it: it ended when it began", () => {
    const atOnce = { afterCallWork: { state: "skipped", startTime: AT, endTime: AT } };
    assert.deepEqual(stateOf(atOnce, { wrapupRequired: false }), { is: "notDue" });
    const others: [Partial<Communication>, Partial<Participant>][] = [
      [atOnce, {}],
      [atOnce, { wrapupRequired: true }],
      [atOnce, { wrapupRequired: false, wrapupSkipped: true }],
      [{ afterCallWork: { state: "skipped" } }, { wrapupRequired: false }],
      [{ afterCallWork: { state: "skipped", startTime: AT, endTime: LATER } }, { wrapupRequired: false }],
    ];
    for (const [communication, participant] of others)
      assert.deepEqual(stateOf(communication, participant), SKIP);
  });
});

describe("after-call work", () => {
  it("is due with its beginning and its time", () => {
    assert.deepEqual(
      stateOf({ afterCallWork: { state: "pending", startTime: AT } }, { wrapupTimeoutMs: 9 }),
      {
        ...{ is: "due", startedAt: Date.parse(AT), timeoutMs: 9 },
      },
    );
    assert.equal(stateOf({ afterCallWork: { state: "pending", startTime: AT, endTime: LATER } }).is, "due");
  });

  it("is due by its beginning alone only where the leg does not say how it is", () => {
    for (const state of [undefined, "unknown"]) {
      const work = { ...(state === undefined ? {} : { state }), startTime: AT };
      assert.equal(stateOf({ afterCallWork: work }).is, "due");
      assert.equal(stateOf({ afterCallWork: { ...work, endTime: LATER } }).is, "settling");
    }
    assert.equal(stateOf({ afterCallWork: { state: "complete", startTime: AT } }).is, "settling");
    assert.equal(stateOf({ afterCallWork: { state: "unknown" } }).is, "settling");
  });

  it("is of one leg of several, which the participant does not name", () => {
    const { participant, communication, mediaType } = legWith({});
    const two = { ...participant, calls: [communication, { ...communication, id: "l" }], wrapupTimeoutMs: 9 };
    const leg: Leg = { participant: { ...two, startAcwTime: AT }, communication, mediaType };
    assert.equal(wrapupState(leg).is, "settling");
  });
});

describe("the same leg in a newer reading", () => {
  const among = conversation(connected("ann", "agent", 1), connected("bob", "agent", 2));

  it("is the one with its id", () => {
    assert.equal(sameLeg(among, legWith({ id: "bob-c" }))?.participant.id, "bob");
    assert.equal(sameLeg(among, legWith({ id: "gone" })), undefined);
  });
});

describe("the end of the agent's time, of which little was seen", () => {
  it("is counted from what there is", () => {
    const timeoutMs = 120_000;
    const due = (startedAt: number | undefined, sightings: Parameters<typeof dueBeforeTimeout>[1]) =>
      dueBeforeTimeout({ startedAt, timeoutMs }, sightings);
    assert.equal(due(1_000, {}), 111_000);
    assert.equal(due(1_000, { endSeenAt: 2_000 }), 111_000);
    assert.equal(due(undefined, { endSeenAt: 2_000 }), 112_000);
    assert.equal(due(undefined, { lastLiveAt: 500, endSeenAt: 2_000 }), 110_500);
    assert.equal(due(undefined, {}), 110_000);
  });
});
