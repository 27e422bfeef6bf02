import assert from "node:assert/strict";
import { sendMessageBench, SMS } from "../support/benches/send-message";

describe("genesys-send-message", () => {
  const { bench, open, play } = sendMessageBench();
  afterEach(() => bench().close());

  describe("accepted is not done, so that delivery is confirmed", () => {
    it("reports the delivery, and the facts of the sending rather than of the reads after it", async () => {
      await open({ confirm: true });
      const { at, msg, payload } = await play(SMS);
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
      assert.equal(payload.status, "delivery-success");
      assert.equal((msg.genesys as { operation: string }).operation, "postConversationsMessagesAgentless");
      assert.ok(bench().statuses.some(({ text }) => text?.endsWith("status.waitingForDelivery")));
    });

    it("reports a failure with its reason as a result, not as an error", async () => {
      await open({ confirm: true });
      const { at, payload } = await play({ ...SMS, toAddress: "+15555550111" });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "failed");
      assert.equal(payload.status, "delivery-failed");
      assert.equal(payload.reasonCode, "InvalidDestination");
      assert.match(payload.reason ?? "", /cannot be reached/);
    });

    it("reports unknown at the deadline, with the status that was seen last", async () => {
      await open({ confirm: true, deadlineSeconds: 30 });
      const from = bench().clock.now();
      const { at, payload } = await play({ ...SMS, toAddress: "+15555550112" });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "unknown");
      assert.match(payload.reason ?? "", /After 30 s .*"sent"/);
      assert.ok(bench().clock.now() - from < 32_000);
      assert.ok(bench().simulator.log.count("getConversationsMessageMessage") < 10, "spares the rate limit");
    });

    it("never turns a status that cannot be read into an error that invites to send again", async () => {
      await open({ confirm: true });
      bench().simulator.faults.add({
        match: { operation: "getConversationsMessageMessage" },
        fault: { status: 403 },
      });
      const { at, payload } = await play(SMS);
      assert.equal(at, "result");
      assert.equal(payload.verdict, "unknown");
      assert.match(payload.reason ?? "", /cannot be read/);
    });

    it("reads again where the platform does not have the message yet, or is busy", async () => {
      await open({ confirm: true });
      const match = { operation: "getConversationsMessageMessage" };
      bench().simulator.faults.add({ match, fault: { status: 404 } });
      bench().simulator.faults.add({ match, times: 6, fault: { status: 503 } });
      assert.equal((await play(SMS)).payload.verdict, "delivered");
    });
  });
});
