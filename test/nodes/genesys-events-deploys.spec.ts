import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { eventsBench } from "../support/benches/events";
import { deployAccount, deployNode } from "../support/redeploy";

describe("the life of conversation events", () => {
  const { bench, open, run, isConnected, events, has } = eventsBench();
  afterEach(() => bench().close());

  it("a partial deploy of other nodes touches neither the channel nor its topics", async () => {
    const other = { id: "other", type: "helper", z: "tab", wires: [] };
    await open({}, { flow: [other] });
    await run(isConnected);
    const [before] = bench().simulator.act.channels();
    const requests = bench().simulator.log.count();
    await deployNode("other", { name: "changed" });
    await bench().clock.advance(5_000);
    assert.deepEqual(bench().simulator.act.channels()[0]?.id, before?.id);
    assert.equal(bench().simulator.log.count(), requests);
    bench().simulator.act.customerCalls({ queue: "Support" });
    await run(() => bench().arrivals.length > 0);
  });

  describe("a deploy of the account in the middle of a call", () => {
    const deploy = async (): Promise<void> => {
      const before = helper.getNode("the-node");
      await deployAccount({ name: "another" });
      assert.notEqual(helper.getNode("the-node"), before, "the account takes its nodes with it");
    };
    const answer = async (): Promise<string> => {
      await open();
      await run(isConnected);
      const { conversationId } = bench().simulator.act.customerCalls({ queue: "Support" });
      await run(has("offered"));
      bench().simulator.act.agentAnswers(conversationId);
      await run(has("connected"));
      return conversationId;
    };

    it("repeats nothing of what was emitted before", async () => {
      const conversationId = await answer();
      await deploy();
      await run(isConnected);
      bench().simulator.act.supervisorJoins(conversationId);
      await run(has("supervisorJoined"));
      assert.deepEqual(events(), ["offered", "connected", "supervisorJoined"]);
    });

    it("misses nothing, though no notification of the call follows", async () => {
      const conversationId = await answer();
      await bench().clock.advance(20_000);
      await deploy();
      bench().simulator.act.agentHangsUp(conversationId);
      bench().simulator.act.agentWrapsUp(conversationId, { code: "Resolved" });
      await run(has("wrappedUp"));
      for (const name of ["connected", "agentLeft", "ended", "wrappedUp"])
        assert.equal(events().filter((one) => one === name).length, 1, name);
    });
  });

  it("an account that is named by an environment variable is subscribed to again when it is deployed again", async () => {
    process.env.SPEC_ACCOUNT = "the-account";
    await open({ account: "${SPEC_ACCOUNT}" });
    await run(isConnected);
    const node = helper.getNode("the-node");
    await deployAccount({ name: "another" });
    await run(isConnected);
    assert.equal(helper.getNode("the-node"), node, "Node-RED leaves the node alone");
    bench().simulator.act.customerCalls({ queue: "Support" });
    await run(() => bench().arrivals.length > 0);
    await deployAccount({ d: true });
    await run(() => bench().statuses.at(-1)?.fill === "red");
    assert.match(bench().statuses.at(-1)?.text ?? "", /config$/);
    await deployAccount({ d: false });
    await run(isConnected);
    delete process.env.SPEC_ACCOUNT;
  });
});
