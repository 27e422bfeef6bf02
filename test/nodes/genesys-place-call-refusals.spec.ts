import assert from "node:assert/strict";
import { BEN, NUMBER, placeCallBench } from "../support/benches/place-call";

describe("genesys-place-call", () => {
  const { bench, open, placed } = placeCallBench();
  afterEach(() => bench().close());

  describe("refuses before anything is sent", () => {
    const WRONG: [why: string, msg: Record<string, unknown>, field: string, says: RegExp][] = [
      ["no destination", {}, "destination", /msg\.destination is blank/],
      ["a text that is no number", { destination: "Casey" }, "destination", /NOT_A_NUMBER/],
      ["a number without a country", { destination: "555 555 0142" }, "destination", /choose the country/],
      ["a number that is too short", { destination: "+1555" }, "destination", /TOO_SHORT/],
      ["a number as a number", { destination: 15555550142 }, "destination", /must be text, but is a number/],
      ["a caller id that is no number", { destination: NUMBER, callerId: "me" }, "callerId", /NOT_A_NUMBER/],
      [
        "an attribute that is null",
        { destination: NUMBER, attributes: { a: null } },
        "attributes",
        /"attributes.a".*but is null/,
      ],
      [
        "an attribute that is an object",
        { destination: NUMBER, attributes: { b: {} } },
        "attributes",
        /"attributes.b".*an object/,
      ],
      ["no user on whose behalf", { destination: NUMBER }, "userId", /on whose behalf/],
    ];
    for (const [why, msg, field, says] of WRONG)
      it(why, async () => {
        await open();
        const { at, msg: out } = await bench().send(msg);
        assert.equal(at, "catch");
        assert.equal(out.error?.code, "input");
        assert.equal(out.error.cause?.field, field);
        assert.equal(out.error.cause.outcome, "notSent");
        assert.match(out.error.message, says);
        assert.equal(bench().simulator.log.count(), 0);
      });
  });

  describe("what the platform refuses", () => {
    it("a user without a station: says so, and nothing was placed", async () => {
      await open();
      const { msg } = await bench().send({ destination: NUMBER, userId: "nora.nostation@example.com" });
      assert.equal(msg.error?.code, "rejected");
      assert.equal(msg.error.cause?.reason, "noStation");
      assert.equal(msg.error.cause.outcome, "refused");
      assert.match(msg.error.message, /station/);
    });

    it("a station without an edge is a refusal, although the platform returns 500", async () => {
      await open();
      bench().simulator.settings.edgesUp = false;
      const { msg } = await bench().send({ destination: NUMBER, userId: BEN });
      assert.equal(msg.error?.code, "rejected");
      assert.equal(msg.error.cause?.reason, "noStation");
      assert.equal(msg.error.cause.outcome, "refused");
    });

    it("an unknown user or queue", async () => {
      await open({ destinationType: "queue" });
      const { msg } = await bench().send({ destination: "no such queue", userId: BEN });
      assert.equal(msg.error?.code, "missing");
      const { msg: other } = await bench().send({ destination: "q", userId: "unknown@example.com" });
      assert.equal(other.error?.code, "missing");
      assert.equal(other.error.cause?.field, "userId");
    });

    it("names the permissions of which one is missing", async () => {
      await open({}, { credentials: { clientId: "limited", clientSecret: "limited" } });
      const { msg } = await bench().send({ destination: NUMBER, userId: BEN });
      assert.equal(msg.error?.code, "denied");
      assert.match(msg.error.message, /conversation:agentlessCall:add/);
      assert.equal(placed(), 0);
    });
  });
});
