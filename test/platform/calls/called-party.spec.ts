import assert from "node:assert/strict";
import fc from "fast-check";
import { callProgress } from "../../../nodes/lib/platform/calls/call-progress";
import type { Called } from "../../../nodes/lib/platform/calls/called-party";
import type {
  Communication,
  Conversation,
  Participant,
} from "../../../nodes/lib/platform/conversation/conversation";
import { at } from "../../support/conversation";

const NUMBER = "+15555550142";

let serial = 0;
const party = (
  purpose: string,
  call: Partial<Communication>,
  more: Partial<Participant> = {},
): Participant => {
  const id = `p${++serial}`;
  return { id, purpose, calls: [{ id: `${id}-c`, ...call }], ...more };
};
const talk = (...participants: Participant[]): Conversation => ({ id: "c", participants });
const dialing = { state: "dialing" };
const talking = (second: number) => ({ state: "connected", connectedTime: at(second) });
const gone = (disconnectType: string, more: Partial<Communication> = {}) => ({
  ...{ state: "disconnected", disconnectedTime: at(30), disconnectType },
  ...more,
});

const caller = (): Participant => party("user", talking(1), { userId: "me" });
/** Each way of calling: what is known of it, and the leg that is called, in a state. */
const WAYS: Record<string, { called: Called; far: (call: Partial<Communication>) => Participant[] }> = {
  "a number": {
    called: { phoneNumber: NUMBER },
    far: (call) => [party("external", call, { address: `tel:${NUMBER}` })],
  },
  "a number whose leg names none": {
    called: { phoneNumber: NUMBER },
    far: (call) => [party("external", call)],
  },
  "a colleague": {
    called: { callUserId: "you" },
    far: (call) => [party("user", call, { userId: "you" })],
  },
  "a queue": {
    called: { callQueueId: "queue" },
    far: (call) => [
      party("acd", talking(2), { queueId: "queue" }),
      party("agent", call, { userId: "you", queueId: "queue" }),
    ],
  },
};

/** Who may be in the conversation besides, connected and not. */
const bystander = fc
  .record({
    who: fc.constantFrom("self", "supervisor", "consulted", "party", "colleague", "menu", "voicemail"),
    connected: fc.boolean(),
    link: fc.constantFrom("monitored", "coached", "barged"),
    early: fc.boolean(),
  })
  .map(({ who, connected, link, early }) => {
    const call = connected ? talking(early ? 0 : 8) : gone("client", { connectedTime: at(8) });
    if (who === "self") return party("user", call, { userId: "me" });
    if (who === "supervisor") return party("user", call, { userId: "boss", [`${link}ParticipantId`]: "own" });
    if (who === "consulted")
      return party("external", talking(20), { consultParticipantId: "far", address: "tel:+15555550199" });
    if (who === "party") return party("external", call, { address: "tel:+15555550100" });
    if (who === "colleague") return party("user", call, { userId: "other" });
    return party(who === "menu" ? "ivr" : "voicemail", call);
  });

describe("the called party", () => {
  for (const [way, { called, far }] of Object.entries(WAYS))
    for (const callerId of ["me", undefined])
      it(`of a call to ${way} alone decides how far it has come${callerId ? "" : ", without the caller's id"}`, () =>
        fc.assert(
          fc.property(
            fc.constantFrom<Partial<Communication>>(
              dialing,
              { state: "alerting" },
              talking(9),
              gone("peer", talking(9)),
              gone("uncallable"),
            ),
            fc.array(bystander, { maxLength: 4 }),
            (call, others) => {
              // Without an address, only its place distinguishes the called party from one who was added.
              const added = way.includes("names none")
                ? others.filter(({ purpose }) => purpose !== "external")
                : others;
              const sides = far(call);
              const progress = callProgress(talk(caller(), ...sides, ...added), { ...called, callerId });
              const connected = call.connectedTime !== undefined;
              const ended = call.disconnectedTime !== undefined;
              // The queue goes on looking for an agent.
              const wanted = connected ? "connected" : ended && way !== "a queue" ? "ended" : "dialing";
              assert.equal(progress.state, wanted);
              if (progress.state !== "dialing") assert.equal(progress.leg.participant, sides.at(-1));
              if (progress.state === "ended") assert.equal(progress.reason, "unreachable");
            },
          ),
          { numRuns: 500 },
        ));

  it("is distinguished from the caller's second participant, and from a supervisor, also where the destination is not given", () => {
    const boss = party("user", talking(4), { userId: "boss", monitoredParticipantId: "own" });
    for (const call of [
      talk(caller(), party("user", talking(3), { userId: "me" }), party("external", dialing)),
      talk(caller(), party("external", dialing), party("user", talking(3), { userId: "me" })),
      talk(caller(), party("external", dialing), boss),
      talk(
        caller(),
        party("user", dialing, { userId: "you" }),
        party("user", talking(3), { userId: "me" }),
        boss,
      ),
    ])
      assert.equal(callProgress(call).state, "dialing");
  });

  it("was found among those who were there before, in a call that was made a conference", () => {
    const before = party("external", talking(0), { address: "tel:+15555550100" });
    const called = party("external", dialing, { address: `tel:${NUMBER}` });
    assert.equal(callProgress(talk(before, caller(), called), { phoneNumber: NUMBER }).state, "dialing");
  });

  it("has answered in spite of errorInfo on the leg", () => {
    const errorInfo = { code: "error.ininedgecontrol.session.inactive" };
    const far = party("external", { ...talking(9), errorInfo }, { errorInfo });
    const progress = callProgress(talk(caller(), far), { phoneNumber: NUMBER });
    assert.equal(progress.state === "connected" && progress.leg.participant, far);
    assert.equal(callProgress(talk(caller(), party("external", { ...dialing, errorInfo }))).state, "dialing");
  });

  it("is the one who got the call when it was forwarded before an answer, but not the one who takes the caller's place", () => {
    const you = party("user", gone("transfer.forward"), { userId: "you" });
    const deputy = party("user", talking(40), { userId: "deputy" });
    const called = { callerId: "me", callUserId: "you" };
    assert.equal(callProgress(talk(caller(), you), called).state, "dialing", "it may still go on");
    const progress = callProgress(talk(caller(), you, deputy), called);
    assert.equal(progress.state === "connected" && progress.leg.participant, deputy);
    const left = party("user", gone("transfer", talking(1)), { userId: "me" });
    assert.equal(
      callProgress(talk(left, party("user", dialing, { userId: "you" }), deputy), called).state,
      "dialing",
    );
  });

  it("stays the one who answered, though the call was transferred since", () => {
    const you = party("user", gone("transfer", { connectedTime: at(9) }), { userId: "you" });
    const next = party("user", talking(31), { userId: "next" });
    const progress = callProgress(talk(caller(), you, next), { callerId: "me", callUserId: "you" });
    assert.equal(progress.state === "connected" && progress.leg.participant, you);
  });

  it("of a queue is its agent, also in another queue that the call went on to, but no colleague who was added", () => {
    const acd = (queueId: string, call: Partial<Communication>) => party("acd", call, { queueId });
    const called = { callerId: "me", callQueueId: "queue" };
    const overflow = [acd("queue", gone("transfer", talking(2))), acd("other", talking(12))];
    const agent = party("agent", talking(15), { userId: "you", queueId: "other" });
    assert.equal(callProgress(talk(caller(), ...overflow, agent), called).state, "connected");
    const colleague = party("user", talking(15), { userId: "you" });
    assert.equal(callProgress(talk(caller(), acd("queue", talking(2)), colleague), called).state, "dialing");
  });

  it("may be the caller", () => {
    const called = { callerId: "me", callUserId: "me" };
    const ring = (call: Partial<Communication>) => talk(caller(), party("user", call, { userId: "me" }));
    assert.equal(callProgress(ring({ state: "alerting" }), called).state, "dialing");
    assert.equal(callProgress(ring(talking(9)), called).state, "connected");
  });
});
