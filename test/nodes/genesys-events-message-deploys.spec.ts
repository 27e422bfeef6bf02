import assert from "node:assert/strict";
import type { NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import { eventsBench } from "../support/benches/events";
import { deployNode } from "../support/redeploy";

const READ = "getConversationsMessageMessage";

describe("a customer's message that is being read when the flows are deployed", () => {
  const { bench, run, connect, events, isSubscribed } = eventsBench();
  afterEach(() => bench().close());

  for (const type of ["full", "nodes"] as const)
    it(`is emitted once, with its text, after the deploy: ${type}`, async () => {
      await connect({ readMessage: true, events: "messageReceived" });
      const { simulator, clock } = bench();
      simulator.faults.add({ match: { operation: READ }, fault: { silence: true } });
      simulator.act.customerWrites({ queue: "Support", text: "Where is my parcel?" });
      await run(() => simulator.log.count(READ) === 1);
      assert.deepEqual(events(), []);

      const before = helper.getNode("the-node");
      await deployNode("the-account", { timeoutSeconds: 20 }, type);
      assert.notEqual(helper.getNode("the-node"), before);
      const texts: unknown[] = [];
      helper
        .getNode("the-result")
        .on("input", (msg: NodeMessage & { text?: string }) => texts.push(msg.text));
      await run(() => texts.length > 0);
      await run(isSubscribed);
      await clock.advance(60_000);
      assert.deepEqual(texts, ["Where is my parcel?"]);
    });
});
