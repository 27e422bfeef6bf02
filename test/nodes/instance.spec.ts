// Only on node-red-5: nothing of Node-RED decides here.
import assert from "node:assert/strict";
import getConversation from "../../nodes/genesys-get-conversation";
import type { AccountNode } from "../../nodes/lib/node/account";
import { genesysOf, ownMessage } from "../../nodes/lib/node/instances";
import { createClock } from "../support/clock";
import { openBench } from "../support/flow";
import { CALL, TARGET_INPUTS } from "../support/seed";

const accountIn = (instance: string | undefined) => () => ({ instance: () => instance }) as AccountNode;
const hostile = Object.defineProperties(
  {},
  Object.fromEntries(
    ["genesys", "claimKey"].map((name) => [name, { get: () => assert.fail(name), enumerable: true }]),
  ),
);

describe("msg.genesys.instance", () => {
  it("is there with a backplane only, beside the facts of the request or else of the node before", () => {
    const msg = { genesys: { operation: "before" } };
    const of = (instance: string | undefined, facts?: object) => genesysOf(msg, accountIn(instance), facts);
    assert.deepEqual(of(undefined), {});
    assert.deepEqual(of(undefined, { operation: "now" }), { genesys: { operation: "now" } });
    assert.deepEqual(of("one"), { genesys: { operation: "before", instance: "one" } });
    assert.deepEqual(of("one", { operation: "now" }), { genesys: { operation: "now", instance: "one" } });
    assert.deepEqual(msg, { genesys: { operation: "before" } }, "the message itself is not written to");
  });

  it("needs nothing of the message or the account that cannot be read", () => {
    assert.deepEqual(genesysOf(hostile, accountIn("one")), { genesys: { instance: "one" } });
    assert.deepEqual(genesysOf({ genesys: "text" }, accountIn("one")), { genesys: { instance: "one" } });
    assert.deepEqual(
      genesysOf({}, () => assert.fail("no account")),
      {},
    );
    assert.ok(Number.isNaN(ownMessage(createClock(), hostile).claimKey), "it is refused where it is needed");
  });

  it("is not on a message without a backplane, nor is msg.claimKey read", async () => {
    const bench = await openBench(getConversation, "genesys-get-conversation", {
      ...TARGET_INPUTS,
      errorOutput: true,
      outputs: 2,
    });
    const { msg } = await bench.send({ ...CALL, claimKey: 7 });
    assert.equal(Object.hasOwn(msg.genesys as object, "instance"), false);
    const failed = await bench.send({ conversationId: "" });
    assert.deepEqual([failed.at, failed.msg.genesys], ["second", undefined]);
    await bench.close();
  });
});

describe("the age of a message", () => {
  it("is the time since it was received, also where the clock is set back", () => {
    let now = 1_000;
    const message = ownMessage({ now: () => now, after: () => () => undefined }, { claimKey: "mqtt-1" });
    now = 4_000;
    assert.deepEqual([message.agoMs(), message.claimKey], [3_000, "mqtt-1"]);
    now = 500;
    assert.equal(message.agoMs(), 3_000);
  });
});
