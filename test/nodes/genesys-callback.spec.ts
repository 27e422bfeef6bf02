import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import sdk from "purecloud-platform-client-v2";
import callback from "../../nodes/genesys-callback";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { nodeBench } from "../support/benches/node-bench";
import { essence, sdkRequests } from "../support/sdk";
import { CALL } from "../support/seed";
import { passUntil } from "../support/until";

const BEN = idOf("user Ben Agent");
const SUPPORT = idOf("queue Support");
const NUMBER = "+15555550142";
const CREATE = { queueId: "Support", numbers: NUMBER };

type Values = Record<string, unknown>;

describe("genesys-callback", () => {
  const { bench, open, play } = nodeBench(callback, "genesys-callback");
  afterEach(() => bench().close());

  const asBen = {
    account: { grant: "access-token", successStatus: "names" },
    credentials: (simulator: { act: { issueToken(client: string, user: string): string } }) => ({
      accessToken: simulator.act.issueToken("sign-in", BEN),
    }),
  };
  const count = (operation: string): number => bench().simulator.log.count(operation);
  const last = () => bench().simulator.log.entries().slice(-1).map(essence);
  const inMs = (ms: number): string => new Date(bench().clock.now() + ms).toISOString();
  const created = async (more: Values = {}): Promise<string> => {
    const { at, msg } = await play({ ...CREATE, ...more });
    assert.equal(at, "result", JSON.stringify(msg.error));
    return String(msg["conversationId"]);
  };

  it("creates a callback of its own by default, and sets its ids", async () => {
    await open({ country: "us" }, { account: { successStatus: "names" } });
    const scheduledTime = inMs(60_000);
    const { msg } = await play({
      ...{ queueId: "Support", numbers: "(555) 555-0142, +15555550143", customerName: "Ada", scheduledTime },
      ...{ attributes: { order: 42 }, topic: "kept", participantId: 7, conversationId: 7 },
    });
    const { conversationId, payload } = msg;
    const { requestId, callbackId, ...facts } = payload as Values;
    assert.deepEqual(facts, {
      ...{ accepted: true, action: "create", conversationId, mediaType: "callback" },
      ...{ queueId: SUPPORT, numbers: [NUMBER, "+15555550143"], scheduledTime },
    });
    assert.deepEqual([msg["mediaType"], msg["topic"]], ["callback", "kept"]);
    const [customer, queue] =
      bench().simulator.store.conversations.get(String(conversationId))?.participants ?? [];
    assert.deepEqual(customer?.attributes, { order: "42", callbackRequestId: requestId });
    assert.deepEqual([customer.name, queue?.communications[0]?.id], ["Ada", callbackId]);
    await passUntil(bench().clock, () => /^create · \+1555…142 · /.test(bench().statuses.at(-1)?.text ?? ""));
  });

  it("creates one for a participant of a conversation", async () => {
    await open({ target: "customer", which: "named" });
    const { at, msg } = await play({ ...CREATE, conversationId: CALL.conversationId });
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.equal(msg["conversationId"], CALL.conversationId);
    const [request] = last();
    assert.equal(
      request?.path,
      `/api/v2/conversations/${CALL.conversationId}/participants/${String(msg["participantId"])}/callbacks`,
    );
  });

  /** Nodes for the other actions in the same flow. */
  const OTHERS = ["reschedule", "start", "end"].map((action) => ({
    ...{ id: `to-${action}`, type: "genesys-callback", z: "tab", account: "the-account", action },
    wires: [["the-result"]],
  }));
  const playOther = async (action: string, msg: Values): Promise<Values> => {
    const before = bench().arrivals.length;
    helper.getNode(`to-${action}`).receive(msg);
    await passUntil(bench().clock, () => bench().arrivals.length !== before);
    return bench().arrivals[before]?.msg.payload as Values;
  };

  it("moves, starts and ends the callback of the message, and nothing twice", async () => {
    await open({}, { ...asBen, flow: OTHERS });
    const conversationId = await created({ userId: "ben.agent@example.com", scheduledTime: inMs(60_000) });
    const scheduledTime = inMs(5_000);
    const moved = await playOther("reschedule", { conversationId, scheduledTime });
    assert.deepEqual([moved["scheduledTime"], moved["userId"]], [scheduledTime, BEN]);
    await bench().clock.advance(7_000);
    bench().simulator.act.agentAnswers(conversationId);
    await bench().clock.advance(500);
    assert.equal((await playOther("start", { conversationId }))["number"], NUMBER);
    await bench().clock.advance(5_000);
    assert.equal((await playOther("start", { conversationId }))["already"], true);
    bench().simulator.act.customerHangsUp(conversationId);
    await playOther("end", { conversationId });
    await bench().clock.advance(500);
    assert.ok(bench().simulator.store.conversations.get(conversationId)?.endAt);
    assert.equal((await playOther("end", { conversationId }))["already"], true);
    assert.equal(count("postConversationsCall"), 1);
  });

  it("places the call once where two nodes start it at the same time, and again after that call", async () => {
    const [start] = OTHERS.filter(({ action }) => action === "start");
    await open({}, { ...asBen, flow: [...OTHERS, { ...start, id: "to-start-too" }] });
    const conversationId = await created({ userId: BEN });
    await bench().clock.advance(2_000);
    bench().simulator.act.agentAnswers(conversationId);
    await bench().clock.advance(500);
    const before = bench().arrivals.length;
    for (const id of ["to-start", "to-start-too"]) helper.getNode(id).receive({ conversationId });
    await passUntil(bench().clock, () => bench().arrivals.length === before + 2);
    const payloads = bench()
      .arrivals.slice(before)
      .map(({ msg }) => msg.payload as Values);
    assert.deepEqual(payloads.map(({ already }) => already === true).sort(), [false, true]);
    assert.equal(count("postConversationsCall"), 1);
    await bench().clock.advance(1_000);
    for (const { communications } of bench().simulator.store.conversations.get(conversationId)
      ?.participants ?? [])
      for (const leg of communications)
        if (leg.media === "calls")
          Object.assign(leg, { state: "disconnected", disconnectedAt: bench().clock.now() });
    assert.equal((await playOther("start", { conversationId }))["already"], undefined);
    assert.equal(count("postConversationsCall"), 2);
  });

  it("sends what the SDK sends", async () => {
    await open({}, { ...asBen, flow: OTHERS });
    const api = new sdk.ConversationsApi();
    const theirs = (call: () => Promise<unknown>) => sdkRequests(bench().simulator, call);
    const scheduledTime = inMs(60_000);
    const conversationId = await created({ userId: BEN, scheduledTime });
    const [create] = last();
    const body = create?.body as sdk.Models.CreateCallbackCommand;
    assert.deepEqual([create], await theirs(() => api.postConversationsCallbacks(body)));
    await playOther("reschedule", { conversationId, scheduledTime: inMs(5_000), queueId: SUPPORT });
    const [move] = last();
    const change = move?.body as sdk.Models.PatchCallbackRequest;
    assert.deepEqual([move], await theirs(() => api.patchConversationsCallbacks(change)));
    await bench().clock.advance(7_000);
    bench().simulator.act.agentAnswers(conversationId);
    await bench().clock.advance(500);
    await playOther("start", { conversationId });
    const call = () => api.postConversationsCall(conversationId, { callNumber: NUMBER });
    assert.deepEqual(last(), await theirs(call));
    const { participantId } = await playOther("end", { conversationId });
    const end = () =>
      api.patchConversationsCallbackParticipant(conversationId, String(participantId), {
        state: "disconnected",
      });
    assert.deepEqual(last(), await theirs(end));
  });

  for (const [action, field, msg] of [
    ["create", "numbers", { queueId: "Support" }],
    ["create", "queueId", { numbers: NUMBER }],
    ["reschedule", "scheduledTime", { ...CALL }],
    ["start", "conversationId", { numbers: NUMBER }],
    ["end", "conversationId", {}],
  ] as const)
    it(`needs ${field} to ${action}, and sends nothing without it`, async () => {
      await open({ action }, asBen);
      const { at, msg: error } = await play(msg);
      const { code, cause } = error.error ?? {};
      assert.deepEqual(
        [at, code, cause?.["outcome"], cause?.["field"]],
        ["catch", "input", "notSent", field],
      );
      assert.equal(
        bench()
          .simulator.log.entries()
          .filter(({ operation }) => operation !== "oauthToken").length,
        0,
      );
    });

  it("names the permission that is missing", async () => {
    await open({}, { credentials: { clientId: "limited", clientSecret: "limited" } });
    const { at, msg } = await play({ ...CREATE, queueId: SUPPORT });
    assert.deepEqual([at, msg.error?.code], ["catch", "denied"]);
    assert.deepEqual(msg.error?.cause?.["missingPermissions"], ["conversation:callback:create"]);
  });
});
