import assert from "node:assert/strict";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { findLeg, type LegQuery, type Party } from "../../../nodes/lib/platform/conversation/target";
import { connected, conversation, declined, leg, over, party, running } from "../../support/conversation";

const CUSTOMER: Party = { party: "customer" };
const AGENT: Party = { party: "agent" };
const user = (userId: string): Party => ({ party: "user", userId });

const find = (among: Conversation, of: Party, query: Partial<LegQuery> = {}): string => {
  const { participant, communication } = findLeg(among, { of, which: "newest", phase: "live", ...query });
  return `${participant.id}/${communication.id}`;
};
const AFTER = { phase: "lastConnected" } as const;

describe("a leg that is not there", () => {
  const nothing: [string, () => unknown, RegExp, Record<string, unknown>][] = [
    [
      "a customer who has hung up",
      () => find(over, CUSTOMER, { mediaType: "call" }),
      /no customer to act on: every call of theirs has ended/,
      { target: "customer", mediaType: "call", legs: 1, ended: 1 },
    ],
    [
      "a state of disconnected, without any time",
      () => find(conversation(party("a", "customer", { calls: [leg("c", "disconnected")] })), CUSTOMER),
      /every leg of theirs has ended/,
      { legs: 1, ended: 1 },
    ],
    [
      "a state of terminated, without any time",
      () => find(conversation(party("a", "customer", { calls: [leg("c", "terminated")] })), CUSTOMER),
      /every leg of theirs has ended/,
      { legs: 1, ended: 1 },
    ],
    [
      "an agent who has only declined alerts",
      () => find(over, user("bob"), AFTER),
      /no user with this id to act on: no leg of theirs was ever connected/,
      { target: "user", legs: 1, ended: 1 },
    ],
    [
      "a medium that the conversation does not have",
      () => find(running, CUSTOMER, { mediaType: "message" }),
      /the conversation has no message of one/,
      { target: "customer", mediaType: "message", legs: 0 },
    ],
    [
      "a participant who is not there",
      () => find(running, user("cleo")),
      /the conversation has no communication of one/,
      { target: "user", legs: 0, ended: 0 },
    ],
    [
      "ids that do not belong together",
      () => find(running, { party: "ids", participantId: "ann-3", communicationId: "caller-c" }),
      /no leg with these ids/,
      { target: "ids" },
    ],
  ];
  for (const [name, act, sentence, facts] of nothing)
    it(`says so for ${name}`, () =>
      assert.throws(act, (error) => {
        assert.ok(isGenesysError(error, "noTarget"));
        assert.match(error.message, sentence);
        for (const [fact, value] of Object.entries(facts)) assert.equal(error.cause[fact], value, fact);
        return true;
      }));

  it("names the participants when only one was asked for and several fit", () => {
    const both = conversation(
      connected("a", "agent", 1),
      connected("b", "agent", 2),
      declined("c", "ann", 3),
    );
    assert.throws(
      () => find(both, AGENT, { which: "only" }),
      (error) => {
        assert.ok(isGenesysError(error, "ambiguous"));
        assert.match(
          error.message,
          /2 legs match "agent".*Choose the newest or the oldest, or set the user or the ids/,
        );
        assert.deepEqual(error.cause, { outcome: "notSent", participantIds: ["a", "b"] });
        return true;
      },
    );
  });
});
