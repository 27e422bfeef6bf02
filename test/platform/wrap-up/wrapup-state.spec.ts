import assert from "node:assert/strict";
import type { Communication, Leg, Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { dueBeforeTimeout, marginMs, wrapupState } from "../../../nodes/lib/platform/wrap-up/state";

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

describe("the wrap-up state of a leg", () => {
  it("is decided by the communication, not by the participant's index or state alone", () => {
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

  it("is over when there is a disconnected time beside a state that lags behind", () => {
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
