import assert from "node:assert/strict";
import { acting, orderBench, READ } from "../support/benches/order";
import { CALL, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

describe("in order", () => {
  const { bench, open, openNode, acts, outcomes } = orderBench();
  afterEach(() => bench().close());

  const turns = async (count = 40): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
  };

  it("get conversation hands the conversation on in order, so that what follows it acts in order", async () => {
    await openNode("genesys-get-conversation", TARGET_INPUTS);
    bench().simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
    for (const nth of [1, 2, 3]) bench().start({ ...CALL, nth });
    await passUntil(bench().clock, outcomes(3), 50);
    assert.deepEqual(
      bench().arrivals.map(({ msg }) => msg.nth),
      [1, 2, 3],
    );
  });

  it("delete postflow waits for the one before as well", async () => {
    await openNode("genesys-delete-postflow", TARGET_INPUTS);
    bench().simulator.faults.add({ match: READ, fault: { silence: true } });
    bench().start({ ...CALL });
    bench().start({ ...CALL });
    await until(() => bench().simulator.log.count("getConversation") === 1);
    await turns();
    assert.equal(bench().simulator.log.count("getConversation"), 1);
  });

  it("different conversations do not wait for each other", async () => {
    const one = acting("set postflow");
    await open(one);
    const { conversationId } = bench().simulator.act.customerCalls({ queue: "Support" });
    bench().simulator.faults.add({ match: READ, fault: { silence: true } });
    bench().start({ ...one.message(1, {}), nth: 1 });
    await until(() => bench().simulator.log.count("getConversation") === 1);
    bench().start({ ...one.message(2, {}), nth: 2 });
    bench().start({ conversationId, destination: "+15555550103", nth: 3 });
    await passUntil(bench().clock, outcomes(1), 250);
    assert.deepEqual([bench().arrivals[0]?.at, bench().arrivals[0]?.msg.nth], ["result", 3]);
  });

  it("of a message whose expression takes longer, the place counts in which it came in", async () => {
    const one = acting("update participant, attributes");
    await open(one, {
      conversationId: "slow ? ($sum([1..3000].($ * 2)); conversationId) : conversationId",
      conversationIdType: "jsonata",
    });
    bench().start({ ...one.message(1, {}), slow: true });
    bench().start({ ...one.message(2, {}) });
    await until(outcomes(2));
    assert.deepEqual(acts(one), ["1", "2"]);
  });

  it("a slow expression of another input does not let the next one of the conversation pass", async () => {
    const one = acting("update participant, attributes");
    await open(one, {
      attributes: "slow ? ($sum([1..3000].($ * 2)); attributes) : attributes",
      attributesType: "jsonata",
    });
    bench().start({ ...one.message(1, {}), slow: true });
    bench().start({ ...one.message(2, {}) });
    await until(outcomes(2));
    assert.deepEqual(acts(one), ["1", "2"]);
  });

  it("inputs are read when the message arrives, not when its turn comes", async () => {
    const one = acting("update participant, attributes");
    await open(one, { attributes: "wanted", attributesType: "flow" });
    bench().simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
    const context = bench().node.context().flow;
    for (const nth of [1, 2]) {
      context.set("wanted", { step: String(nth) });
      bench().start({ ...CALL });
    }
    context.set("wanted", { step: "3" });
    await passUntil(bench().clock, outcomes(2), 50);
    assert.deepEqual(acts(one), ["1", "2"]);
  });

  it("a message with a wrong input fails at once, and holds no other message up", async () => {
    const one = acting("set postflow");
    await open(one);
    bench().simulator.faults.add({ match: READ, fault: { delayMs: 400 } });
    bench().start({ ...one.message(1, {}), nth: 1 });
    bench().start({ ...CALL, destination: ["no"], nth: 2 });
    bench().start({ ...one.message(3, {}), nth: 3 });
    await until(outcomes(1));
    assert.deepEqual([bench().arrivals[0]?.msg.nth, bench().arrivals[0]?.msg.error?.code], [2, "input"]);
    await passUntil(bench().clock, outcomes(3), 50);
    assert.equal(acts(one).length, 2);
  });

  it("reply: the second text goes once the first is answered, although its delivery is still to be confirmed", async () => {
    const one = acting("reply to message");
    const begun = await open(one, { confirm: true, deadlineSeconds: 3_600 });
    bench().simulator.settings.messageDeliveredMs = 3_000_000;
    bench().start(one.message(1, begun));
    bench().start(one.message(2, begun));
    await until(() => acts(one).length === 2);
    assert.deepEqual(acts(one), ["text 1", "text 2"]);
    assert.deepEqual(bench().arrivals, []);
  });

  it("send message: the same for its confirmation", async () => {
    const one = acting("send message to one address, however it is written");
    await open(one, { confirm: true, deadlineSeconds: 3_600 });
    bench().simulator.settings.messageDeliveredMs = 3_000_000;
    bench().start(one.message(1, {}));
    bench().start(one.message(2, {}));
    await until(() => acts(one).length === 2);
    assert.deepEqual(acts(one), ["text 1", "text 2"]);
  });
});
