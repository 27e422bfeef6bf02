import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

const PLACE = "postConversationsCallsUserUserId";

describe("65 - Call for help when the service level breaks, in detail", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  beforeEach(async () => (example = await openOnOrg("65")));
  afterEach(() => example.close());

  const check = async (): Promise<void> => {
    const { flow, running, pass } = example;
    running.press(flow.find(({ type, name }) => type === "inject" && name === "check") ?? assert.fail());
    await pass(4);
  };
  const giveUp = async (): Promise<void> => {
    const { conversationId } = example.org.act.customerCalls({ queue: "Claims" });
    await example.pass(2);
    example.org.act.customerHangsUp(conversationId);
    await example.pass(2);
  };
  const calls = (): number => example.org.log.count(PLACE);

  it("calls once for each break: not before it, nor again while it lasts", async () => {
    await check();
    assert.equal(calls(), 0, "no calls, no level");
    await giveUp();
    await check();
    await check();
    assert.equal(calls(), 1);
  });

  for (const [what, fault, times] of [
    ["tries again at the next check if no call was placed", { status: 400 }, 2],
    ["does not try again if the call may have been placed", { lostAnswer: true }, 1],
  ] as const)
    it(what, async () => {
      await giveUp();
      example.org.faults.add({ match: { operation: PLACE }, fault });
      await check();
      await check();
      assert.equal(calls(), times);
    });
});
