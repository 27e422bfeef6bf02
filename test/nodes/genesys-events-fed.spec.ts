import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { deployNode } from "../support/redeploy";
import { eventsBench } from "../support/benches/events";

type Body = Record<string, unknown>;

describe("conversation events that the flow delivers", () => {
  const { bench, open, run, has, events, first } = eventsBench();
  const delivered: [Body, string][] = [];
  afterEach(async () => {
    delivered.length = 0;
    await bench().close();
  });

  const openFed = async (config: Body = {}, as: "eventBridge" | "trigger" = "eventBridge") => {
    await open({ scope: "input", ids: "", ...config });
    bench().simulator.deliveries.add({ as, to: (body, topic) => void delivered.push([body, topic]) });
  };
  const call = async (): Promise<string> => {
    const { conversationId } = bench().simulator.act.customerCalls({ queue: "Support" });
    await bench().clock.advance(3_000);
    bench().simulator.act.agentAnswers(conversationId);
    await bench().clock.advance(10_000);
    bench().simulator.act.customerHangsUp(conversationId);
    await bench().clock.advance(2_000);
    return conversationId;
  };
  const isDone = (count: number) => (): boolean => bench().seen.completed.length >= count;

  it("are emitted for envelopes, and no channel is opened", async () => {
    await openFed();
    const conversationId = await call();
    bench().start({ payload: delivered.map(([body]) => body) });
    await run(isDone(1));
    for (const name of ["offered", "connected", "agentLeft", "customerLeft", "ended", "acwStarted"])
      assert.ok(has(name)(), `${name} of ${events().join()}`);
    assert.equal(first("ended")["conversationId"], conversationId);
    assert.equal(first("ended")["recovered"], false);
    assert.equal(bench().simulator.log.count("postNotificationsChannels"), 0);
  });

  it("are emitted for the bodies of triggers, as text, with the topic of the message", async () => {
    await openFed({ events: ["customerLeft"] }, "trigger");
    await call();
    const [body, topic] = delivered.find(([, each]) => each.endsWith("customer.end"))!;
    bench().start({ payload: JSON.stringify(body), topic });
    await run(isDone(1));
    assert.deepEqual(events(), ["customerLeft"]);
    assert.equal(first("customerLeft")["mediaType"], "call");
  });

  it("are emitted once, also when the queue delivers all of them again, and after a deploy of the node", async () => {
    await openFed();
    await call();
    const payload = delivered.map(([body]) => body);
    bench().start({ payload });
    await run(isDone(1));
    const before = events().length;
    bench().start({ payload });
    await run(isDone(2));
    await deployNode("the-node", { name: "another" });
    helper.getNode("the-node").receive({ payload });
    await run(isDone(3));
    assert.equal(events().length, before);
  });

  it("are emitted with what the customer wrote before the message is done, with the option readMessage", async () => {
    await open({ scope: "input", ids: "", readMessage: true, events: ["messageReceived"] });
    const topics = ["v2.routing.queues.{id}.conversations"];
    const to = (body: Body, topic: string): void => void delivered.push([body, topic]);
    bench().simulator.deliveries.add({ as: "eventBridge", to, topics });
    bench().simulator.act.customerWrites({ queue: "Support", text: "Where is my parcel?" });
    await bench().clock.advance(2_000);
    bench().start({ payload: delivered.map(([body]) => body) });
    await run(() => isDone(1)() || bench().seen.caught.length > 0);
    assert.deepEqual(
      bench().arrivals.map(({ msg }) => msg["text"]),
      ["Where is my parcel?"],
    );
  });

  it("are filtered by name and medium, and contain their frame with the option raw", async () => {
    await openFed({ events: ["customerLeft"], mediaType: "call", raw: true });
    await call();
    for (const [payload] of delivered) bench().start({ payload });
    await run(isDone(delivered.length));
    assert.deepEqual(events(), ["customerLeft"]);
    const { frame } = first("customerLeft") as { frame?: { topicName?: string } };
    assert.match(String(frame?.topicName), /customer\.end$/);
  });

  it("reach a Catch node where a message is no event; nothing of it is in the error, the others go on", async () => {
    await openFed();
    await call();
    const [ended] = delivered.find(([, each]) => each.endsWith("customer.end"))!;
    bench().start({ payload: [{ a: "secret" }, ended] });
    await run(() => bench().seen.caught.length > 0);
    assert.ok(has("customerLeft")());
    const { error } = bench().seen.caught[0] as { error?: { code?: string; message?: string; cause?: Body } };
    assert.deepEqual([error?.code, error?.cause?.["field"]], ["input", "payload"]);
    assert.match(String(error?.message), /^The entry \[0\] of the input is no event\./);
    assert.doesNotMatch(JSON.stringify(error), /secret/);
    await run(() => bench().statuses.at(-1)?.fill === "red");
  });

  it("are not done where a conversation cannot be read: a Catch node receives the reason, and they may come again", async () => {
    await openFed({}, "trigger");
    const { conversationId } = bench().simulator.act.customerCalls({ queue: "Support" });
    await bench().clock.advance(3_000);
    const [payload, topic] = delivered.find(([, each]) => each.endsWith("user.start"))!;
    bench().simulator.faults.add({
      match: { operation: "getConversation" },
      times: 1,
      fault: { status: 403 },
    });
    bench().start({ payload, topic });
    await run(() => bench().seen.caught.length > 0);
    const { error } = bench().seen.caught[0] as { error?: { code?: string } };
    const emitted = bench().arrivals.filter(({ at }) => at === "result");
    assert.deepEqual([error?.code, emitted], ["denied", []]);
    bench().start({ payload, topic });
    await run(isDone(1));
    assert.equal(first("offered")["conversationId"], conversationId);
  });
});
