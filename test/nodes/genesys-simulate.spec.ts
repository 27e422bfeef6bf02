import assert from "node:assert/strict";
import simulate from "../../nodes/genesys-simulate";
import { openBench, type Bench } from "../support/flow";

const inputs = {
  conversationId: "conversationId",
  conversationIdType: "msg",
  details: "details",
  detailsType: "msg",
};
const START = "fe00260d-2b3b-44ff-bc25-6008f321c168";

describe("genesys-simulate", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown>,
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<Bench> =>
    (bench = await openBench(simulate, "genesys-simulate", { ...inputs, ...config }, options));
  afterEach(() => bench.close());

  it("takes its details from fields, each of its own type", async () => {
    const field = (name: string, type: string, value: string) => ({ name, type, value });
    const fields = [
      field("queue", "str", "Sales"),
      field("from", "msg", "caller"),
      field("attributes", "json", '{"order": "7"}'),
      field("name", "str", ""),
    ];
    const { send, simulator } = await open({
      action: "customerCalls",
      details: fields,
      detailsType: "fields",
    });
    const { at, msg } = await send({ caller: "+15555550124" });
    assert.equal(at, "result");
    const [customer] = simulator.store.conversations.get(String(msg.conversationId))?.participants ?? [];
    assert.deepEqual(
      [customer?.name, customer?.ani, customer?.attributes],
      ["Casey Customer", "tel:+15555550124", { order: "7" }],
    );
  });

  for (const [action, details, field, message] of [
    ["timePasses", { seconds: "60" }, "seconds", /seconds must be a number/],
    ["timePasses", {}, "seconds", /needs details\.seconds/],
    ["conferenceFormed", { flagged: "yes" }, "flagged", /flagged must be true or false/],
    ["callsMerged", {}, "otherConversationId", /needs details\.otherConversationId/],
    ["frameFault", { kind: "twice" }, "kind", /There are: duplicate/],
    ["throttleTokens", { permitted: 1 }, "permitted", /It takes: times/],
  ] as const)
    it(`names the detail that is wrong: ${action} with ${JSON.stringify(details)}`, async () => {
      const { send } = await open({ action });
      const { msg } = await send({ conversationId: START, details });
      assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", field]);
      assert.match(msg.error?.message ?? "", message);
    });

  it("lets a customer call and sets the ids, without a token", async () => {
    const { send, simulator } = await open({ action: "customerCalls" });
    const { at, msg } = await send({
      details: { queue: "Sales", attributes: { order: "7" } },
      topic: "kept",
    });
    assert.equal(at, "result");
    assert.deepEqual(msg.payload, {
      conversationId: msg.conversationId,
      participantId: msg.participantId,
      communicationId: msg.communicationId,
    });
    assert.equal(msg.topic, "kept");
    const conversation = simulator.store.conversations.get(String(msg.conversationId));
    assert.deepEqual(conversation?.participants[0]?.attributes, { order: "7" });
    assert.equal(simulator.log.count(), 0);
  });

  it("does what was asked for in the conversation of the message", async () => {
    const { send, simulator } = await open({ action: "agentHangsUp" });
    const { at, msg } = await send({ conversationId: START });
    assert.equal(at, "result");
    assert.deepEqual(msg.payload, { done: "agentHangsUp" });
    assert.equal(msg.conversationId, START);
    assert.ok(simulator.store.conversations.get(START)?.endAt);
  });

  it("works with an account that has no credentials", async () => {
    const { send } = await open(
      { action: "customerHangsUp" },
      { credentials: { clientId: "", clientSecret: "" } },
    );
    assert.equal((await send({ conversationId: START })).at, "result");
  });

  it("lets time pass", async () => {
    const { send, clock } = await open({ action: "timePasses" });
    const before = clock.now();
    assert.equal((await send({ details: { seconds: 3600 } })).at, "result");
    assert.ok(clock.now() >= before + 3_600_000);
  });

  it("begins again from the start", async () => {
    const { send, simulator } = await open({ action: "reset" });
    simulator.act.customerHangsUp(START);
    await send({ conversationId: START });
    assert.equal(simulator.store.conversations.get(START)?.endAt, undefined);
  });

  it("names the detail that an action does not know, and those that it does", async () => {
    const { send } = await open({ action: "customerCalls" });
    const { at, msg } = await send({ details: { que: "Sales" } });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "input");
    assert.equal(msg.error.cause?.field, "que");
    assert.match(msg.error.message, /It takes: queue, from/);
  });

  it("names an action that there is not, and the nearest that there is", async () => {
    const { send } = await open({ action: "agentAnswer" });
    const { msg } = await send({ conversationId: START });
    assert.equal(msg.error?.code, "input");
    assert.equal(msg.error.cause?.field, "action");
    assert.match(msg.error.message, /Did you mean agentAnswers\?/);
  });

  it("says where a conversation is missing, and refuses details that are no object", async () => {
    const { send } = await open({ action: "agentAnswers" });
    assert.equal((await send({})).msg.error?.cause?.field, "conversationId");
    const { msg } = await send({ conversationId: START, details: "Sales" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "details"]);
  });

  it("says that no agent is there to do it", async () => {
    const { send } = await open({ action: "agentAnswers" });
    const { msg } = await send({ conversationId: START });
    assert.equal(msg.error?.code, "rejected");
    assert.match(msg.error.message, /no agent can be alerted/);
  });

  it("refuses an account whose org is a real one", async () => {
    const { send, simulator } = await open({ action: "reset" }, { account: { region: "mypurecloud.ie" } });
    const { msg } = await send({});
    assert.equal(msg.error?.code, "config");
    assert.match(msg.error.message, /only in the simulated organisation/);
    assert.equal(simulator.log.count(), 0);
  });

  it("refuses custom hosts that are elsewhere", async () => {
    const { send } = await open({ action: "reset" }, { account: { apiUrl: "https://api.example.com" } });
    assert.equal((await send({})).msg.error?.code, "config");
  });
});
