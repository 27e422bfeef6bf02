import assert from "node:assert/strict";
import { openOnOrg } from "../support/example-on-org";
import { openExample, type RunningExample } from "../support/examples";

describe("the examples about messages", () => {
  let example: RunningExample | undefined;
  afterEach(async () => {
    await example?.close();
    example = undefined;
  });

  /** What arrives at a debug node after a press of the button so named. */
  const outcome = async (name: string, button: string, node: string): Promise<Record<string, unknown>> => {
    example = await openExample(name);
    const { flow, seen, press, run } = example;
    press(flow.find(({ type, name: label }) => type === "inject" && label === button) ?? assert.fail(button));
    await run(() => seen.some((each) => each.node === node), 60_000);
    const found = seen.find((each) => each.node === node);
    assert.ok(found, `${node}: ${JSON.stringify(seen.map(({ msg }) => msg.error ?? msg.payload))}`);
    return found.msg.payload as Record<string, unknown>;
  };

  it("40 texts the caller who got no answer", async () => {
    const payload = await outcome(
      "40 - Send a text after a missed call",
      "a missed call",
      "was it delivered?",
    );
    assert.equal(payload.verdict, "delivered");
    assert.equal(payload.toAddress, "+15555550124");
  });

  it("35 schedules a callback for that caller, which an agent is offered 15 minutes after the call", async () => {
    const { org, clock, flow, running, pass, close } = await openOnOrg("35");
    try {
      running.press(flow.find(({ type }) => type === "inject") ?? assert.fail());
      await pass(20);
      const { conversationId, payload } =
        running.seen.find(({ node }) => node === "due at")?.msg ?? assert.fail();
      const { numbers, scheduledTime } = payload as { numbers: string[]; scheduledTime: string };
      assert.deepEqual(numbers, ["+15555550126"]);
      const offered = () =>
        org.store.conversations
          .get(String(conversationId))
          ?.participants.filter(({ purpose }) => purpose === "agent").length;
      assert.equal(offered(), 0);
      await clock.advance(Date.parse(scheduledTime) + 3_000 - clock.now());
      assert.equal(offered(), 1);
    } finally {
      await close();
    }
  });

  for (const [button, node, verdict] of [
    ["a customer writes", "delivered", "delivered"],
    ["one who cannot be reached", "not delivered: choose another way", "failed"],
  ] as const)
    it(`41 reports that a reply was ${verdict}`, async () => {
      const payload = await outcome("41 - Reply to a customer and confirm the delivery", button, node);
      assert.equal(payload.verdict, verdict);
    });

  it("42 sends the picture", async () => {
    const payload = await outcome("42 - Send a file to a customer", "a customer asks for a picture", "sent");
    assert.equal(payload.verdict, "delivered");
    assert.match(JSON.stringify(payload.normalizedMessage), /"filename":"picture.png"/);
  });

  it("68 begins a conversation for a customer of another chat", async () => {
    const name = "45 - Bring a customer's message of another chat to an agent";
    const payload = await outcome(name, "a customer writes", "conversation");
    assert.equal(payload.text, "Where is my parcel?");
  });
});
