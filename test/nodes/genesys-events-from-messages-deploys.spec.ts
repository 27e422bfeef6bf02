import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { endInteraction } from "../../nodes/lib/simulator/machines/interaction";
import { bridgeBench } from "../support/benches/bridge";
import { deployAccount, deployNode } from "../support/redeploy";

describe("conversation events of conversations that the flow names", () => {
  const { bench, openBridge, run, isConnected, has, events, first, writes, serve, topics, act, caught } =
    bridgeBench();
  afterEach(() => bench().close());

  const count = (name: string): number => events().filter((each) => each === name).length;

  for (const [what, deploy] of [
    ["the node", () => deployNode("the-node", { name: "another" })],
    ["the account", () => deployAccount({ name: "another" })],
  ] as const)
    it(`are followed over a deploy of ${what}, each event once, with the message that named them`, async () => {
      await openBridge();
      const conversationId = await writes({ fromId: "chat-1" });
      await run(isConnected);
      act().agentAnswers(conversationId);
      await run(has("connected"));
      await deploy();
      await run(isConnected);
      await bench().clock.advance(5_000);
      act().agentCompletes(conversationId);
      await run(has("agentLeft", "ended"));
      assert.equal(first("ended")["fromId"], "chat-1");
      for (const name of ["connected", "agentLeft", "ended"]) assert.equal(count(name), 1, name);
      await run(() => topics().length === 0);
    });

  it("are caught up where they end in the middle of the deploy", async () => {
    await openBridge();
    const conversationId = await writes({ fromId: "chat-1" });
    await run(isConnected);
    act().agentAnswers(conversationId);
    await run(has("connected"));
    const deploying = deployAccount({ name: "another" });
    await serve(conversationId).catch(() => act().agentCompletes(conversationId));
    await deploying;
    await run(has("ended"));
    await bench().clock.advance(10_000);
    assert.equal(count("ended"), 1);
    await run(() => topics().length === 0);
  });

  it("are followed also where the deploy comes while they are looked for", async () => {
    await openBridge();
    const lag = { match: { operation: "getConversation" }, times: 2, fault: { status: 404 } };
    bench().simulator.faults.add(lag);
    const { conversationId } = act().customerWrites({ channel: "open", queue: "Support" });
    bench().start({ conversationId, fromId: "chat-1" });
    await run(() => bench().simulator.log.count("getConversation") > 0);
    await deployNode("the-node", { name: "another" });
    await run(isConnected);
    await serve(conversationId);
    await run(has("ended"));
    assert.deepEqual([first("ended")["fromId"], caught()], ["chat-1", []]);
  });

  it("are no longer followed by a node that is deleted", async () => {
    await openBridge();
    await writes({ fromId: "chat-1" });
    await run(() => topics().length > 0);
    await deployNode("the-node", { d: true });
    await run(() => topics().length === 0);
    assert.equal(helper.getNode("the-node"), null);
  });

  it("are many at once: topics on several channels, each ends once, and none is left", async () => {
    await openBridge({ events: ["ended"] });
    const ids: string[] = [];
    for (let at = 0; at < 120; at++) {
      const { conversationId } = act().customerWrites({
        channel: "open",
        queue: "Support",
        from: `chat-${at}`,
      });
      ids.push(conversationId);
      bench().start({ conversationId, fromId: `chat-${at}` });
    }
    await run(() => bench().seen.completed.length >= ids.length);
    await run(() => topics().length >= ids.length * 11);
    const sizes = act()
      .channels()
      .map((each) => each.topics.length);
    assert.ok(sizes.length >= 2 && Math.max(...sizes) <= 1_000, sizes.join());
    const { store } = bench().simulator;
    for (const id of ids) endInteraction(store, store.conversations.get(id) ?? assert.fail(), "endpoint");
    await run(() => count("ended") >= ids.length);
    const named = bench().arrivals.map(({ msg }) => [msg["conversationId"], msg["fromId"]]);
    assert.deepEqual([...named].sort(), ids.map((id, at) => [id, `chat-${at}`]).sort());
    await run(() => topics().length === 0);
  });
});
