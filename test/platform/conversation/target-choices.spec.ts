import assert from "node:assert/strict";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { findLeg, type LegQuery } from "../../../nodes/lib/platform/conversation/target";
import { connected, conversation, ended } from "../../support/conversation";

const find = (among: Conversation, query: Partial<LegQuery> = {}): string => {
  const wanted: LegQuery = { of: { party: "agent" }, which: "newest", phase: "live", ...query };
  return findLeg(among, wanted).communication.id;
};

describe("the choice among several legs", () => {
  it("of the same moment is the last one as the newest, and the first one as the oldest", () => {
    const equals = conversation(connected("a", "agent", 5), connected("b", "agent", 5));
    assert.equal(find(equals), "b-c");
    assert.equal(find(equals, { which: "oldest" }), "a-c");
  });

  it("is the named participant's where the communication that is named is gone", () => {
    const both = conversation(connected("a", "agent", 5), connected("b", "agent", 20));
    const named = { participantId: "a", communicationId: "gone" };
    assert.equal(find(both, { which: "named", named }), "a-c");
  });

  it("is the consulted colleague's where their user is meant, but not where the agent is", () => {
    const linked = { consultParticipantId: "caller" };
    const among = conversation(
      connected("caller", "customer", 1, linked),
      connected("ann", "agent", 5, { ...linked, userId: "ann" }),
      connected("bob", "agent", 20, { ...linked, userId: "bob" }),
    );
    assert.equal(find(among), "ann-c");
    assert.equal(find(among, { of: { party: "user", userId: "bob" } }), "bob-c");
    assert.equal(find(among, { of: { party: "ids", participantId: "bob" } }), "bob-c");
  });
});

describe("a leg that has ended", () => {
  const past = conversation(
    ended("a", "agent", 1, 5),
    ended("b", "agent", 6, 10),
    connected("c", "agent", 12),
  );

  it("is found where such a one is meant, whichever it is", () => {
    for (const which of ["newest", "only"] as const)
      assert.equal(find(past, { phase: "ended", which }), "b-c");
    assert.equal(find(past, { phase: "ended", which: "oldest" }), "a-c");
  });

  it("is not found while the only leg goes on, and the error counts the legs", () => {
    const live = conversation(connected("c", "agent", 12));
    assert.throws(
      () => find(live, { phase: "ended" }),
      (error) => {
        assert.ok(isGenesysError(error, "noTarget"));
        assert.deepEqual(error.cause, {
          ...{ outcome: "notSent", conversationId: "conversation" },
          ...{ target: "agent", mediaType: "any", legs: 1, ended: 0 },
        });
        return true;
      },
    );
  });
});
