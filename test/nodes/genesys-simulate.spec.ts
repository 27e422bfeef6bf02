import assert from "node:assert/strict";
import simulate from "../../nodes/genesys-simulate";
import { ACTS } from "../../nodes/lib/simulator/act/index";
import words from "../../nodes/locales/en-US/genesys-simulate.json";
import { openBench, type Bench } from "../support/flow";

const inputs = {
  conversationId: "conversationId",
  conversationIdType: "msg",
  details: "details",
  detailsType: "msg",
};
const START = "fe00260d-2b3b-44ff-bc25-6008f321c168";
/** Acts for the specs of this package rather than for flows. */
const NOT_OFFERED = ["revokeToken", "forgetSignIns", "issueToken", "channels"];

describe("genesys-simulate", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown>,
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<Bench> =>
    (bench = await openBench(simulate, "genesys-simulate", { ...inputs, ...config }, options));
  afterEach(() => bench.close());

  it("lets a customer call and hands on the ids, without a token", async () => {
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
    assert.match(msg.error.message, /It takes: queue, number/);
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

  it("says that nobody is there to do it", async () => {
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

  it("offers every act of the simulator, each with words", async () => {
    await open({ action: "reset" });
    const offered = Object.keys(words.action);
    assert.deepEqual(
      ACTS.filter((act) => !offered.includes(act) && !NOT_OFFERED.includes(act)),
      [],
    );
    assert.deepEqual(Object.keys(words.hint), offered);
  });
});
