import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import placeCall from "../../nodes/genesys-place-call";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import { changedAttributes } from "../../nodes/lib/platform/events/changes";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

describe("an input of an unusual type", () => {
  let bench: Bench;
  afterEach(() => bench.close());
  const open = async (
    module: (RED: NodeAPI) => void,
    type: string,
    config: Record<string, unknown>,
  ): Promise<void> => {
    bench = await openBench(module, type, { ...TARGET_INPUTS, ...config });
  };
  const failure = ({ at, msg }: Arrival) => [
    at,
    msg.error?.code,
    msg.error?.cause?.field,
    msg.error?.cause?.outcome,
  ];
  const update = (config: Record<string, unknown>) =>
    open(updateParticipant, "genesys-update-participant", {
      ...fromMessage("attributes", "destination"),
      ...config,
    });
  const changes = () => bench.simulator.log.entries().filter(({ method }) => method === "PATCH");

  it("attributes are set whatever they are called, those that every object of JavaScript has as well", async () => {
    await update({ action: "setAttributes", target: "customer" });
    const names = '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d","ünï ☎":"e"}';
    const { at, msg } = await bench.send({ ...CALL, attributes: JSON.parse(names) as object });
    assert.equal(at, "result", msg.error?.message);
    const [change] = changes();
    assert.equal(JSON.stringify(change?.body), `{"attributes":${names}}`);
  });

  for (const [what, attributes] of [
    ["a list", ["a"]],
    ["text", "vip"],
    ["a Map", new Map([["vip", "true"]])],
    ["a date", new Date(0)],
  ] as const)
    it(`attributes that are ${what} are refused by name`, async () => {
      await update({ action: "setAttributes", target: "customer" });
      assert.deepEqual(failure(await bench.send({ ...CALL, attributes })), [
        "catch",
        "input",
        "attributes",
        "notSent",
      ]);
      assert.equal(bench.simulator.log.count(), 0);
    });

  for (const [what, priority] of [
    ["true", true],
    ["an empty list", []],
    ["a list of one", [5]],
    ["a date", new Date(0)],
    ["no number", "high"],
    ["half a number", 1.5],
  ] as const)
    it(`a priority that is ${what} does not count as a number`, async () => {
      await open(placeCall, "genesys-place-call", {
        ...fromMessage("priority", "userId"),
        destination: "destination",
        destinationValueType: "msg",
        destinationType: "queue",
      });
      const sent = await bench.send({
        destination: CALL.participantId,
        userId: CALL.participantId,
        priority,
      });
      assert.deepEqual(failure(sent), ["catch", "input", "priority", "notSent"]);
      assert.equal(bench.simulator.log.count(), 0);
    });

  it("a duration that is true does not count as one second", async () => {
    await open(wrapUp, "genesys-wrap-up", { ...fromMessage("code", "durationSeconds"), target: "agent" });
    const sent = await bench.send({ ...CALL, code: "Resolved", durationSeconds: true });
    assert.deepEqual(failure(sent), ["catch", "input", "durationSeconds", "notSent"]);
  });

  it("a text of ten megabytes is refused by the platform, and reported as its limit", async () => {
    await update({ action: "setAttributes", target: "customer" });
    const { at, msg } = await bench.send({ ...CALL, attributes: { a: "x".repeat(10_000_000) } });
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "rejected", "refused"]);
    assert.match(msg.error?.message ?? "", /larger than the platform accepts/);
    assert.ok((msg.error?.message ?? "").length < 500);
  });
});

describe("an attribute with the name of what every object has", () => {
  it("is emitted as new, not as what JavaScript would find in its place", () => {
    const values = JSON.parse('{"constructor":"b","toString":"c"}') as Record<string, unknown>;
    const seen = { participantId: "p", values, whole: true, fact: { payload: undefined } };
    const [fact] = changedAttributes(new Map(), [seen], { at: 0, isRead: false }).facts;
    assert.deepEqual([fact?.from, fact?.to], [{}, values]);
  });
});
