import assert from "node:assert/strict";
import fc from "fast-check";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { findLeg, type LegQuery, type NamedIds } from "../../../nodes/lib/platform/conversation/target";
import { arbitraryPlan, playCall } from "../../support/consultations";
import { connected, conversation, declined, ended, leg } from "../../support/conversation";

type Phase = LegQuery["phase"];
const PHASES: Phase[] = ["live", "lastConnected"];
/** The leg that is found, or the code of the error. */
const find = (
  among: Conversation,
  party: "agent" | "customer",
  phase: Phase,
  named?: NamedIds,
  more: Partial<LegQuery> = {},
): string => {
  try {
    const which = named === undefined ? "newest" : "named";
    return findLeg(among, { of: { party }, which, phase, named, ...more }).communication.id;
  } catch (error) {
    assert.ok(isGenesysError(error), String(error));
    return error.code;
  }
};

describe("the leg whose ids a message carries", () => {
  const holds = (check: (among: Conversation, id: string, phase: Phase) => void): void =>
    fc.assert(
      fc.property(arbitraryPlan, fc.nat(), fc.constantFrom(...PHASES), (plan, pick, phase) => {
        const { conversation: among } = playCall(plan);
        check(among, among.participants[pick % among.participants.length]?.id ?? "", phase);
      }),
      { numRuns: 2_000 },
    );

  it("is taken if it is that of an agent who can be meant, or else the newest is", () =>
    fc.assert(
      fc.property(arbitraryPlan, fc.nat(), (plan, pick) => {
        const { conversation: among, agents, hadCustomer } = playCall(plan);
        const one = among.participants[pick % among.participants.length];
        const own = one?.calls?.[0]?.id;
        const newest = (phase: Phase): string => find(among, "agent", phase);
        const named = (phase: Phase): string => find(among, "agent", phase, { participantId: one?.id });
        const is = (ids: readonly string[]): boolean => ids.includes(one?.id ?? "");
        assert.equal(named("live"), is(agents) ? own : newest("live"));
        if (is(hadCustomer)) assert.equal(named("lastConnected"), own, "even if others talk");
        if (one?.purpose === "customer") assert.equal(named("lastConnected"), newest("lastConnected"));
      }),
      { numRuns: 2_000 },
    ));

  it("changes nothing for a party that it does not belong to", () =>
    holds((among, participantId, phase) => {
      const { purpose } = among.participants.find(({ id }) => id === participantId) ?? {};
      const other = purpose === "customer" || purpose === "external" ? "agent" : "customer";
      assert.equal(find(among, other, phase, { participantId }), find(among, other, phase));
    }));

  it("changes nothing where it is unknown, missing, or of another conversation", () =>
    holds((among, _, phase) => {
      for (const named of [{}, { participantId: "other" }, { communicationId: "other" }])
        assert.equal(find(among, "agent", phase, named), find(among, "agent", phase));
    }));

  const both = conversation(
    connected("c", "customer", 1),
    ended("a", "agent", 5, 40),
    connected("b", "agent", 20, {
      calls: [leg("b-1", "connected", { connectedTime: "2026-03-02T09:00:20.000Z" }), leg("b-2", "alerting")],
    }),
    declined("d", "dan", 30),
  );

  it("may have ended where after-call work is meant, not where something is to be done in the conversation", () => {
    const named = { participantId: "a", communicationId: "a-c" };
    assert.equal(find(both, "agent", "lastConnected", named), "a-c");
    assert.equal(find(both, "agent", "live", named), "b-1");
  });

  it("is no alert that came to nothing", () => {
    for (const phase of PHASES) assert.equal(find(both, "agent", phase, { participantId: "d" }), "b-1");
  });

  it("is that of the communication, where the participant has several", () => {
    for (const [named, found] of [
      [{ participantId: "b", communicationId: "b-2" }, "b-2"],
      [{ communicationId: "b-2" }, "b-2"],
      [{ participantId: "b" }, "b-1"],
      [{ participantId: "b", communicationId: "gone" }, "b-1"],
      [{ participantId: "a", communicationId: "b-2" }, "b-1"],
    ] as const)
      assert.equal(find(both, "agent", "live", named), found, JSON.stringify(named));
  });

  it("counts for the named choice only", () => {
    for (const which of ["newest", "oldest", "only"] as const)
      assert.equal(find(both, "agent", "live", { communicationId: "b-2" }, { which }), "b-1");
  });
});
