import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";
import type { FlowNode } from "../support/example-files";

const HOTLINE = idOf("queue Hotline");

describe("39 - Clear a flooded queue after a dry run, in detail", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  /** With a minute, as in a real organisation. */
  const aMinute = (node: FlowNode): FlowNode =>
    node.type === "function"
      ? { ...node, func: String(node["func"]).replace("Minutes = 0.1", "Minutes = 1") }
      : node;
  beforeEach(async () => (example = await openOnOrg("39", aMinute)));
  afterEach(() => example.close());

  const call = (): string => example.org.act.customerCalls({ queue: "Hotline" }).conversationId;
  const isLive = (id: string): boolean => example.org.store.conversations.get(id)?.endAt === undefined;
  /** The verdicts that a press of the button brings, by conversation. */
  const press = async (name: string, meanwhile?: () => void): Promise<Record<string, string>> => {
    const { flow, running, pass } = example;
    running.seen.length = 0;
    running.press(flow.find((node) => node.type === "inject" && node.name === name) ?? assert.fail(name));
    await pass(1);
    meanwhile?.();
    await pass(5);
    const all = running.seen.find(({ node }) => node === "callers")?.msg.payload ?? [];
    const lines = all as { conversationId: string; verdict: string }[];
    return Object.fromEntries(lines.map(({ conversationId, verdict }) => [conversationId, verdict]));
  };

  it("disconnects none in a dry run, and with the other button those that the dry run named", async () => {
    const [first, second] = [call(), call()];
    await example.clock.advance(70_000);
    const late = call();
    await example.pass(1);
    const named = await press("dry run");
    const wouldBe = "would be disconnected";
    assert.deepEqual(named, { [first]: wouldBe, [second]: wouldBe, [late]: "stays" });
    assert.deepEqual([first, second, late].map(isLive), [true, true, true]);
    const done = await press("disconnect them");
    assert.deepEqual(done, { [first]: "disconnected", [second]: "disconnected", [late]: "stays" });
    assert.deepEqual([first, second, late].map(isLive), [false, false, true]);
  });

  it("leaves a caller alone who has an agent after the list was made", async () => {
    const { org, clock } = example;
    const answered = call();
    await clock.advance(70_000);
    const queue = org.store.org.queues.get(HOTLINE) ?? assert.fail();
    org.faults.add({ match: { operation: "getConversation" }, fault: { delayMs: 2_000 } });
    const verdicts = await press("disconnect them", () => {
      Object.assign(queue, { memberIds: [idOf("user Ben Agent")] });
      org.act.agentAnswers(answered);
    });
    assert.deepEqual([verdicts, isLive(answered)], [{ [answered]: "waits no more" }, true]);
  });

  it("finds all callers of a queue that is longer than a page, and says so where none waits", async () => {
    await press("dry run");
    assert.deepEqual(
      example.running.seen.map(({ node }) => node),
      ["none waits"],
    );
    const callers = Array.from({ length: 101 }, call);
    await example.clock.advance(70_000);
    const { running, pass } = example;
    await press("dry run");
    for (let i = 0; i < 10 && !running.seen.some(({ node }) => node === "callers"); i++) await pass(10);
    const all = running.seen.find(({ node }) => node === "callers")?.msg.payload as unknown[];
    assert.equal(all.length, callers.length);
  });
});
