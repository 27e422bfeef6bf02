import assert from "node:assert/strict";
import type { Arrival } from "../support/flow";
import { BEN, NUMBER, placeCallBench, POST } from "../support/benches/place-call";
import { deployAccount } from "../support/redeploy";
import { passUntil, until } from "../support/until";

describe("genesys-place-call", () => {
  const { bench, open, play, placed } = placeCallBench();
  afterEach(() => bench().close());

  describe("waiting until the call is answered", () => {
    it("emits the called party's leg, and shows that it rings", async () => {
      await open({ waitFor: "connected" });
      const { at, msg } = await play({ destination: NUMBER, userId: BEN });
      assert.equal(at, "result", msg.error?.message);
      const conversation = bench().simulator.store.conversations.get(msg.conversationId as string);
      const far = conversation?.participants[1];
      assert.equal(far?.purpose, "external");
      assert.equal(msg.participantId, far.id);
      assert.equal(msg.communicationId, far.communications[0]?.id);
      assert.equal((msg.payload as { state: string }).state, "connected");
      assert.equal(
        (msg.genesys as { operation: string }).operation,
        POST,
        "the facts are those of the placing",
      );
      assert.ok(bench().statuses.some(({ text }) => text?.endsWith("status.ringing")));
    });

    it("is not deceived by the caller's own leg, which may be connected long before", async () => {
      await open({ waitFor: "connected", deadlineSeconds: 5 });
      bench().simulator.settings.callerWhileDialing = "connected";
      const { msg } = await play({ destination: "+15555550106", userId: BEN });
      assert.equal(msg.error?.code, "timeout");
    });

    const REASONS = [
      ["+15555550101", "busy"],
      ["+15555550102", "noAnswer"],
      ["+15555550103", "declined"],
      ["+15555550104", "unreachable"],
      ["+15555550105", "failed"],
    ];
    for (const [destination, reason] of REASONS)
      it(`reports ${reason} as such`, async () => {
        await open({ waitFor: "connected" });
        const { at, msg } = await play({ destination, userId: BEN });
        assert.equal(at, "catch");
        assert.equal(msg.error?.code, "rejected");
        const { reason: shownReason, outcome, conversationId } = msg.error.cause ?? {};
        assert.deepEqual([shownReason, outcome], [reason, "done"]);
        assert.ok(bench().simulator.store.conversations.has(conversationId as string));
        assert.equal(placed(), 1);
      });

    it("distinguishes a caller who gives up from a callee who declines", async () => {
      await open({ waitFor: "connected" });
      const done = play({ destination: "+15555550106", userId: BEN });
      await until(() => placed() === 1);
      const id = [...bench().simulator.store.conversations.keys()].at(-1) ?? "";
      bench().simulator.act.agentHangsUp(id);
      const { msg } = await done;
      assert.equal(msg.error?.cause?.reason, "cancelled");
    });

    it("at the deadline says that it still rings, and leaves the call alone", async () => {
      await open({ waitFor: "connected", deadlineSeconds: 20 });
      const { at, msg } = await play({ destination: "+15555550106", userId: BEN });
      assert.equal(at, "catch");
      assert.equal(msg.error?.code, "timeout");
      assert.match(msg.error.message, /within 20 s/);
      assert.equal(msg.error.cause?.reason, "ringing");
      assert.equal(msg.error.cause.outcome, "done");
      const call = bench().simulator.store.conversations.get(msg.error.cause.conversationId as string);
      assert.equal(call?.endAt, undefined);
    });

    it("says that the call was placed when it cannot be followed", async () => {
      await open({ waitFor: "connected" });
      bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { status: 403 } });
      const { msg } = await play({ destination: NUMBER, userId: BEN });
      assert.equal(msg.error?.code, "denied");
      assert.match(msg.error.message, /was placed, but its state cannot be read/);
      assert.equal(msg.error.cause?.outcome, "done");
    });

    it("says that the call was placed when its account is closed while it rings, as by a deploy", async () => {
      process.env.SPEC_ACCOUNT = "the-account";
      await open({ waitFor: "connected", account: "${SPEC_ACCOUNT}" });
      const { faults, log, store } = bench().simulator;
      bench().start({ destination: "+15555550106", userId: BEN });
      await until(() => log.count("getConversation") === 1);
      // The next look finds its token refused, and waits for another.
      faults.add({ match: { operation: "getConversation" }, fault: { status: 401 } });
      faults.add({ match: { operation: "oauthToken" }, fault: { silence: true } });
      await passUntil(bench().clock, () => log.count("oauthToken") === 2);
      await deployAccount({ name: "another" });
      await until(() => bench().arrivals.length === 1);
      delete process.env.SPEC_ACCOUNT;
      const { at, msg } = bench().arrivals[0] as Arrival;
      assert.deepEqual([at, msg.error?.code], ["catch", "config"]);
      assert.deepEqual([msg.error?.cause?.outcome, msg.error?.cause?.field], ["done", "account"]);
      assert.ok(store.conversations.has(String(msg.error?.cause?.conversationId)));
      assert.match(msg.error?.message ?? "", /was placed.*closed in the meantime.*Do not place it again/s);
      assert.doesNotMatch(msg.error?.message ?? "", /Send the message again/);
      assert.equal(placed(), 1);
    });

    it("does not take a conversation that cannot be read yet for one that is missing", async () => {
      await open({ waitFor: "connected" });
      bench().simulator.faults.add({
        match: { operation: "getConversation" },
        times: 2,
        fault: { status: 404 },
      });
      const { at, msg } = await play({ destination: NUMBER, userId: BEN });
      assert.equal(at, "result", msg.error?.message);
    });

    it("ends silently when the node is closed", async () => {
      await open({ waitFor: "connected" });
      bench().start({ destination: "+15555550106", userId: BEN });
      await until(() => bench().simulator.log.count("getConversation") > 0);
      await bench().node.close(false);
      await bench().clock.advance(60_000);
      assert.deepEqual(bench().arrivals, []);
    });
  });
});
