import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

describe("64 - Warn when the longest wait crosses a threshold, in detail", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  before(async () => (example = await openOnOrg("64")));
  after(() => example.close());

  it("warns once for all who wait too long, and gives the all-clear when the last one of them has gone", async () => {
    const { org, pass, running } = example;
    const names = () => running.seen.map(({ node }) => node);
    const call = () => org.act.customerCalls({ queue: "Reception" }).conversationId;
    await pass(3);
    const first = call();
    await pass(4);
    assert.deepEqual(names(), [], "four seconds are not too long");
    await pass(4);
    assert.deepEqual(names(), ["warning"]);
    const second = call();
    await pass(10);
    org.act.customerHangsUp(first);
    await pass(5);
    assert.deepEqual(names(), ["warning"], "the second one waits too long as well");
    org.act.customerHangsUp(second);
    await pass(3);
    assert.deepEqual(names(), ["warning", "all clear"]);
    const [{ msg } = assert.fail()] = running.seen;
    assert.deepEqual([msg["queueName"], msg["event"]], ["Reception", "thresholdReached"]);
  });
});
