import assert from "node:assert/strict";
import { AGENT, SAM, updateParticipantBench } from "../support/benches/update-participant";

describe("genesys-update-participant", () => {
  const { bench, open, openAs, conversation, done, failed, changes, sent } = updateParticipantBench();
  afterEach(() => bench().close());

  describe("supervision", () => {
    const LINKS = [
      ["monitor", "monitoredParticipantId"],
      ["coach", "coachedParticipantId"],
      ["barge", "bargedParticipantId"],
    ] as const;
    for (const [action, link] of LINKS)
      it(`${action}: the signed-in user comes into the agent's call, once`, async () => {
        await openAs(SAM, { action });
        await done();
        const sam = conversation().participants.at(-1);
        assert.equal(sam?.userId, SAM);
        assert.equal(sam[link], AGENT);
        const msg = await done();
        assert.equal((msg.payload as { already?: boolean }).already, true);
        assert.equal(changes().length, 1);
      });

    it("monitor with client credentials is refused with the grant and permission that it takes, before it is sent", async () => {
      await open({ action: "monitor" });
      const { code, message, cause } = await failed();
      assert.deepEqual([code, cause.outcome], ["config", "notSent"]);
      assert.match(message, /authorization code.*conversation:call:monitor/);
      assert.deepEqual(sent(), []);
    });

    it("coach with client credentials is refused as a 400, explained, and not asked for again", async () => {
      await open({ action: "coach" });
      const { code, message } = await failed();
      assert.equal(code, "rejected");
      assert.match(message, /signed-in user/);
      assert.equal(changes().length, 1);
      assert.equal(bench().simulator.log.count("oauthToken"), 1);
    });
  });

  it("says who may record: a user who is on the call", async () => {
    await openAs(SAM, { action: "record" });
    const { code, message } = await failed();
    assert.equal(code, "denied");
    assert.match(message, /only by a user who is on the call/);
  });
});
