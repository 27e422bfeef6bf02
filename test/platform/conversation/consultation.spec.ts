import assert from "node:assert/strict";
import fc from "fast-check";
import { consultedIn } from "../../../nodes/lib/platform/conversation/consultation";
import type { Conversation, Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { refuseLastCustomer } from "../../../nodes/lib/platform/participants/state";
import { findLeg, type LegQuery, type Which } from "../../../nodes/lib/platform/conversation/target";
import { arbitraryPlan, MARKS, playCall, type Called, type Plan } from "../../support/consultations";
import { at, connected, conversation, ended } from "../../support/conversation";

const RUNS = { numRuns: 3_000 };
const plan = (more: Partial<Plan>): Plan => ({
  ...{ outbound: false, mark: "everybodyCustomer", attribute: true, lingers: false },
  ...{ to: ["user"], acts: [] },
  ...more,
});
/** The participant that is found, or the code of the error. */
const find = (among: Conversation, party: "agent" | "customer", more: Partial<LegQuery> = {}): string => {
  try {
    return findLeg(among, { of: { party }, which: "newest", phase: "live", ...more }).participant.id;
  } catch (error) {
    assert.ok(isGenesysError(error), String(error));
    return error.code;
  }
};
const shuffled = (of: Conversation, seed: number): Conversation => ({
  ...of,
  participants: of.participants
    .map((one, index) => ({ one, key: (index * 7 + seed * 5) % 11 }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one),
});
const holds = (check: (called: Called, among: Conversation) => void): void =>
  fc.assert(
    fc.property(arbitraryPlan, fc.nat(10), (given, seed) => {
      const called = playCall(given);
      check(called, called.conversation);
      check(called, shuffled(called.conversation, seed));
    }),
    RUNS,
  );

describe("who has the customer", () => {
  it("is the agent who consults, not the colleague who has connected later", () => {
    const call = conversation(
      connected("c", "customer", 1),
      connected("a1", "agent", 5, { userId: "ann" }),
      connected("b", "user", 40, { userId: "bob", consultParticipantId: "c" }),
    );
    for (const phase of ["live", "lastConnected"] as const)
      assert.equal(find(call, "agent", { phase }), "a1");
    assert.equal(find(call, "agent", { which: "only" }), "a1");
  });

  for (const mark of MARKS)
    for (const attribute of [true, false])
      for (const to of ["agent", "user"] as const)
        it(`follows from the times where ${mark} is linked${attribute ? " and the agent is marked" : ""}: ${to}`, () => {
          const found = (...acts: Plan["acts"]): string =>
            find(playCall(plan({ mark, attribute, to: [to], acts })).conversation, "agent");
          assert.equal(found("consult"), "p2", "it rings");
          assert.equal(found("consult", "answer"), "p2", "they talk");
          assert.equal(found("consult", "answer", "complete"), "p3", "it was transferred");
          assert.equal(found("consult", "answer", "cancel"), "p2", "it was cancelled");
          assert.equal(
            found("consult", "answer", "complete", "consult", "answer"),
            "p3",
            "the next asks in turn",
          );
          assert.equal(found("conference", "consult", "answer"), "p3", "one of two asks a third");
        });

  it("is found in every order of the participants, however long the story", () =>
    holds(({ agents }, among) => {
      assert.equal(find(among, "agent"), agents.at(-1) ?? "noTarget");
      assert.equal(find(among, "agent", { which: "oldest" }), agents[0] ?? "noTarget");
      assert.equal(
        find(among, "agent", { which: "only" }),
        agents.length > 1 ? "ambiguous" : (agents[0] ?? "noTarget"),
      );
    }));

  it("has the after-call work, not a party who was consulted meanwhile", () =>
    holds(({ agents, hadCustomer }, among) =>
      assert.equal(find(among, "agent", { phase: "lastConnected" }), agents.at(-1) ?? hadCustomer.at(-1)),
    ));

  it("is never a consulted party, be it a colleague or an external number", () =>
    holds(({ consulted, customers }, among) => {
      assert.equal(find(among, "customer"), customers[0] ?? "noTarget");
      const live = [...consultedIn(among)].filter(({ endTime }) => endTime === undefined);
      assert.deepEqual(
        live.map(({ id }) => id),
        consulted,
      );
    }));

  it("is no supervisor, also where no agent is left", () => {
    for (const link of ["monitored", "coached", "barged"]) {
      const boss = connected("boss", "user", 9, { [`${link}ParticipantId`]: "a1" });
      assert.equal(find(conversation(connected("c", "customer", 1), boss), "agent"), "noTarget");
      const supervised = connected("a1", "agent", 5, { [`${link}ParticipantId`]: "a1" });
      assert.equal(find(conversation(supervised, boss), "agent"), "a1");
    }
  });
});

describe("the last customer", () => {
  const refuses = (among: Conversation, id: string): boolean => {
    const participant = among.participants.find((one) => one.id === id) as Participant;
    const leg = { participant, communication: { id: `${id}-c` }, mediaType: "call" as const };
    try {
      refuseLastCustomer(among, leg);
      return false;
    } catch (error) {
      assert.ok(isGenesysError(error, "input"));
      return true;
    }
  };

  it("is protected beside a consulted external party, and that party is not", () => {
    const { conversation: call } = playCall(plan({ to: ["external"], acts: ["consult", "answer"] }));
    assert.deepEqual([refuses(call, "p1"), refuses(call, "p3")], [true, false]);
  });
});

describe("after-call work of a consulted colleague", () => {
  it("is found by the id that a message names, and by no other way", () => {
    const call = conversation(
      connected("c", "customer", 1),
      connected("a1", "agent", 5),
      ended("b", "agent", 20, 40, "disconnected", { consultParticipantId: "c" }),
    );
    const after = { phase: "lastConnected" } as const;
    assert.equal(find(call, "agent", { ...after, which: "named", named: { participantId: "b" } }), "b");
    for (const which of ["newest", "oldest", "named"] satisfies Which[])
      assert.equal(find(call, "agent", { ...after, which }), "a1");
  });

  it("is not taken for the agent's where both have ended, also after the platform has removed the links", () => {
    const peer = (id: string) => ({
      calls: [{ id: `${id}-c`, state: "terminated", peerId: id === "b" ? "x" : "c-c" }],
    });
    const call = (links: object) =>
      conversation(
        ended("c", "customer", 1, 60),
        ended("a1", "agent", 5, 60, "terminated", { ...peer("a1"), connectedTime: at(5) }),
        ended("b", "agent", 20, 40, "terminated", { ...peer("b"), connectedTime: at(20), ...links }),
      );
    for (const links of [{}, { consultParticipantId: "c" }])
      assert.equal(find(call(links), "agent", { phase: "lastConnected" }), "a1");
  });
});
