import assert from "node:assert/strict";
import genesysApi from "../../nodes/genesys-api";
import setPostflow from "../../nodes/genesys-set-postflow";
import { openBench, type Bench } from "../support/flow";

const IDS = {
  conversationId: "fe00260d-2b3b-44ff-bc25-6008f321c168",
  participantId: "568aeef9-663b-40f3-8eed-ba0298733191",
  communicationId: "59ff0880-edac-367c-a64f-341f057befbe",
};
const SURVEY = "d6c3d9d3-2b9c-4d5c-9a4e-6f3ad3f0c001";

const inputs = {
  conversationId: "conversationId",
  conversationIdType: "msg",
  participantId: "participantId",
  participantIdType: "msg",
  communicationId: "communicationId",
  communicationIdType: "msg",
  destination: "destination",
  destinationType: "msg",
  invocationData: "invocationData",
  invocationDataType: "msg",
};

describe("genesys-set-postflow", () => {
  let bench: Bench;
  const open = async (config: Record<string, unknown> = {}): Promise<Bench> =>
    (bench = await openBench(setPostflow, "genesys-set-postflow", { ...inputs, ...config }));
  afterEach(() => bench.close());

  it("sets the action on the caller's live call, found by itself, and reports it as accepted", async () => {
    const { send, simulator, clock } = await open();
    const { at, msg } = await send({ ...IDS, participantId: undefined, destination: SURVEY, topic: "kept" });
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.deepEqual(msg.payload, {
      accepted: true,
      ...IDS,
      mediaType: "call",
      destination: SURVEY,
      invocationData: undefined,
    });
    assert.equal(msg.topic, "kept");
    assert.equal(msg.participantId, IDS.participantId);
    await clock.advance(1000);
    assert.deepEqual(
      simulator.log.entries().map(({ operation }) => operation),
      ["oauthToken", "getConversation", "patchConversationsCallParticipantCommunicationPostflowaction"],
    );
  });

  it("takes ids from the message without reading the conversation", async () => {
    const { send, simulator } = await open({ target: "ids" });
    const { at, msg } = await send({ ...IDS, invocationData: "order 7" });
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.equal(simulator.log.count("getConversation"), 0);
    const [patch] = simulator.log.entries().slice(-1);
    assert.deepEqual(patch?.body, { invocationData: "order 7" });
    assert.equal((msg.genesys as { status: number }).status, 202);
  });

  it("refuses two blank fields before anything is sent, naming them", async () => {
    const { send, simulator } = await open();
    const { at, msg } = await send({ ...IDS, destination: "  ", invocationData: "" });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "input");
    assert.match(msg.error?.message ?? "", /destination.*invocationData.*empty/);
    assert.equal(msg.error?.cause?.outcome, "notSent");
    assert.equal(simulator.log.entries().length, 0);
  });

  it("says that the caller's leg has ended where it has", async () => {
    const { send, simulator, clock } = await open();
    simulator.act.customerHangsUp(IDS.conversationId);
    await clock.advance(1000);
    const { at, msg } = await send({ ...IDS, destination: SURVEY });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "noTarget");
    assert.match(msg.error?.message ?? "", /has ended/);
  });

  it("explains the platform's refusal where the call ends between reading and setting", async () => {
    const { send, simulator, clock } = await open({ target: "ids" });
    simulator.act.customerHangsUp(IDS.conversationId);
    await clock.advance(1000);
    const { at, msg } = await send({ ...IDS, destination: SURVEY });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "rejected");
    assert.match(msg.error?.message ?? "", /already ended/);
    assert.equal(msg.error?.cause?.platformCode, "conversation.error.call.disconnected");
  });

  const warningsOf = ({
    msg,
  }: {
    msg: Record<string, unknown>;
  }): { code: string; message: string }[] | undefined =>
    (msg.genesys as { warnings?: { code: string; message: string }[] }).warnings;

  for (const destination of [
    ...["+15555550142", "tel:+15555550142", "+1 (555) 555-0142", "5555550142", "911", " +15555550142 "],
    ...["+1.555.555.0142", "+1 555 555 0142 ext. 12"],
  ])
    it(`warns, but sends, where the data would go to a number: ${destination}`, async () => {
      const { send, simulator } = await open();
      const arrival = await send({ ...IDS, destination, invocationData: "order 7" });
      assert.equal(arrival.at, "result", JSON.stringify(arrival.msg.error));
      const [warning, ...more] = warningsOf(arrival) ?? [];
      assert.deepEqual([warning?.code, more.length], ["invocationDataUnused", 0]);
      assert.match(warning?.message ?? "", /phone number/);
      assert.doesNotMatch(warning?.message ?? "", /555|911|order/, "no number and no data is repeated");
      const [patch] = simulator.log.entries().slice(-1);
      assert.deepEqual(patch?.body, { destination: destination.trim(), invocationData: "order 7" });
    });

  for (const [what, message] of [
    ["a flow", { destination: SURVEY, invocationData: "order 7" }],
    [
      "a flow whose id has digits only",
      { destination: "12345678-1234-1234-1234-123456789012", invocationData: "7" },
    ],
    ["a number without data", { destination: "+15555550142" }],
    ["data alone", { invocationData: "order 7" }],
  ] as const)
    it(`warns of nothing where there is ${what}`, async () => {
      const { send } = await open();
      const arrival = await send({ ...IDS, ...message });
      assert.equal(arrival.at, "result", JSON.stringify(arrival.msg.error));
      assert.equal(warningsOf(arrival), undefined);
      assert.ok(!("warnings" in (arrival.msg.genesys as object)));
    });

  it("warns in the same way where any operation is called by name", async () => {
    bench = await openBench(genesysApi, "genesys-api", {
      ...{ operation: "patchConversationsCallParticipantCommunicationPostflowaction", operationType: "str" },
      ...{ parameters: "parameters", parametersType: "msg", body: "body", bodyType: "msg" },
    });
    const body = { destination: "+15555550142", invocationData: "order 7" };
    const arrival = await bench.send({ parameters: IDS, body });
    assert.equal(arrival.at, "result", JSON.stringify(arrival.msg.error));
    assert.deepEqual(
      warningsOf(arrival)?.map(({ code }) => code),
      ["invocationDataUnused"],
    );
  });
});
