import assert from "node:assert/strict";
import { ANN, at, connected, leg, party } from "../../support/conversation";
import { liveLeg, openParticipants } from "../../support/already";

describe("what need not be done to a leg any more", () => {
  it("a leg that is given by ids: nothing is read, so everything is sent, but for who has left", async () => {
    const ids = { target: "ids", participantId: "p", communicationId: "k" } as const;
    const ended = party("p", "agent", { userId: ANN, calls: [leg("k", "disconnected")] });
    for (const allowLastCustomer of [true, false]) {
      const { verdict } = openParticipants([ended]);
      for (const action of ["hold", "resume", "record"] as const)
        assert.equal(await verdict(action, ids, allowLastCustomer), "send", action);
      const read = allowLastCustomer ? "send" : "already";
      assert.equal(await verdict("disconnect", ids, allowLastCustomer), read);
    }
  });

  it("several legs that have all ended, of which only one is meant", async () => {
    const ended = ["k1", "k2"].map((id, each) =>
      party(id, "agent", { userId: ANN, calls: [leg(id, "disconnected", { disconnectedTime: at(each) })] }),
    );
    const { verdict } = openParticipants(ended);
    for (const which of ["newest", "oldest", "only"] as const)
      assert.equal(await verdict("disconnect", { target: "user", userId: ANN, which }), "already");
  });

  it("a named party who has left, while another is there in their place", async () => {
    const gone = [
      party("p", "agent", { userId: ANN, calls: [leg("k", "terminated", { connectedTime: at(5) })] }),
      party("p", "agent", { userId: ANN, calls: [leg("k", "disconnected", { disconnectedTime: at(9) })] }),
    ];
    for (const left of gone) {
      const { verdict, sent } = openParticipants([left, connected("b", "agent", 20, { userId: "bob" })]);
      const named = { which: "named", participantId: "p", communicationId: "k" } as const;
      assert.equal(await verdict("disconnect", named), "already");
      assert.equal(await verdict("disconnect", { ...named, which: "newest" }), "send");
      assert.equal(await verdict("disconnect", { which: "named", participantId: "b" }), "send");
      assert.equal(await verdict("disconnect", { which: "named", participantId: "unknown" }), "send");
      assert.ok(sent.every(({ url }) => url.includes("/participants/b")));
    }
  });

  it("an attribute that has this value already", async () => {
    const { verdict } = openParticipants([
      party("p", "agent", { userId: ANN, attributes: { order: "7" }, calls: [liveLeg({})] }),
    ]);
    assert.equal(await verdict("setAttributes", { target: "agent" }), "already");
  });
});

describe("a message, an e-mail, a callback", () => {
  for (const array of ["messages", "emails", "callbacks"] as const)
    it(`among ${array} is disconnected while it is live, parked ones included, and not twice`, async () => {
      for (const state of ["alerting", "connected", "parked", "transmitting", "scheduled", "offering"]) {
        const { verdict } = openParticipants([
          party("p", "agent", { userId: ANN, [array]: [leg("k", state)] }),
        ]);
        assert.equal(await verdict("disconnect", { target: "agent" }), "send", state);
      }
      for (const more of [{ state: "disconnected" }, { state: "parked", disconnectedTime: at(3) }]) {
        const { verdict } = openParticipants([
          party("p", "agent", { userId: ANN, [array]: [{ id: "k", ...more }] }),
        ]);
        assert.equal(await verdict("disconnect", { target: "agent" }), "already");
      }
    });
});
