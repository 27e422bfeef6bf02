import assert from "node:assert/strict";
import { placeCall, type CallOrder } from "../../../nodes/lib/platform/calls/place-call";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Client } from "../../../nodes/lib/platform/types";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";
import { until } from "../../support/until";
import { BEN, byHand, callOrder, callsOf, meddled, outcomeIn, POST, slowIn } from "../../support/place-call";

describe("a call is never placed twice", () => {
  let org: SimulatedOrg;
  beforeEach(async () => (org = await openOrg()));
  afterEach(() => org.close());

  const calls = () => callsOf(org);
  const outcomeOf = (client: Client, what: CallOrder) => outcomeIn(org, client, what);

  it("finds for each of two lost calls to one number its own", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({
      match: { operation: "postConversationsCalls" },
      times: 2,
      fault: { lostAnswer: true },
    });
    const both = await org.play(
      Promise.all([placeCall(client, callOrder()), placeCall(client, callOrder())]),
    );
    assert.deepEqual(both.map(({ conversationId }) => conversationId).sort(), calls().sort());
  });

  it("does not take an earlier call to the same number for the lost one", async () => {
    const client = org.clientOf("authorization-code", BEN);
    const earlier = await org.play(placeCall(client, callOrder({ destination: "+15555550106" })));
    org.simulator.faults.add({ match: { operation: "postConversationsCalls" }, fault: { reset: true } });
    const { error } = await outcomeOf(client, callOrder({ destination: "+15555550106" }));
    assert.equal(error?.cause.outcome, "unknown");
    assert.deepEqual(calls(), [earlier.conversationId]);
  });

  for (const [name, aheadMs] of [
    ["fast", 20 * 60_000],
    ["slow", -20 * 60_000],
  ] as const)
    it(`is found, and no earlier one taken for it, on a machine whose clock is twenty minutes ${name}`, async () => {
      await org.close();
      org = await openOrg(aheadMs);
      const match = { operation: "postConversationsCalls" };
      const client = org.clientOf("authorization-code", BEN);
      org.simulator.faults.add({ match, fault: { lostAnswer: true } });
      const lost = await outcomeOf(client, callOrder({ destination: "+15555550106" }));
      assert.deepEqual(calls(), [lost.placed?.conversationId]);
      await org.clock.advance(60_000);
      org.simulator.faults.add({ match, fault: { reset: true } });
      const fresh = org.clientOf("authorization-code", BEN); // has found no call yet
      const { error } = await outcomeOf(fresh, callOrder({ destination: "+15555550106" }));
      assert.equal(error?.cause.outcome, "unknown");
    });

  it("does not take for the lost one what the user called by hand 5 s before, or after", async () => {
    const client = org.clientOf("authorization-code", BEN);
    await org.play(byHand(client));
    await org.clock.advance(5_000);
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    let looks = 0;
    const late = meddled(client, async (request, go) => {
      if (request.operation === "getConversationsCalls" && (looks += 1) === 3) await byHand(client);
      return go();
    });
    assert.equal((await outcomeOf(late, callOrder())).error?.cause.outcome, "unknown");
    assert.equal(calls().length, 2);
  });

  it("does not take for the lost one what the account called before it was deployed again", async () => {
    await org.play(placeCall(org.clientOf("authorization-code", BEN), callOrder()));
    await org.clock.advance(3_500);
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    const { error } = await outcomeOf(org.clientOf("authorization-code", BEN), callOrder());
    assert.equal(error?.cause.outcome, "unknown");
    assert.equal(calls().length, 1);
  });

  const slow = (client: Client, operation: string, ms: number) => slowIn(org, client, operation, ms);

  for (const [name, fault, isPlaced] of [
    ["was not placed", { reset: true }, false],
    ["was placed, and is found later", { lostAnswer: true }, true],
  ] as const)
    it(`does not take for the lost one, which ${name}, that of an equal message whose response is still to come`, async () => {
      const client = org.clientOf("authorization-code", BEN);
      const first = outcomeOf(slow(client, POST.operation, 4_000), callOrder());
      await until(() => calls().length === 1);
      org.simulator.faults.add({ match: POST, fault });
      const second = await outcomeOf(client, callOrder());
      const { placed } = await first;
      assert.deepEqual([placed?.conversationId, placed?.recovered], [calls()[0], undefined]);
      assert.equal(second.error?.cause.outcome, isPlaced ? undefined : "unknown");
      assert.equal(second.placed?.conversationId, calls()[1]);
      assert.equal(calls().length, isPlaced ? 2 : 1);
    });

  it("reports no success where two equal responses are lost and one call is there: whose it is cannot be known", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({ match: POST, fault: { lostAnswer: true } });
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    const both = await org.play(
      Promise.all([outcomeOf(client, callOrder()), outcomeOf(client, callOrder())]),
    );
    assert.deepEqual(
      both.map(({ error }) => error?.cause.outcome),
      ["unknown", "unknown"],
    );
    assert.equal(calls().length, 1);
  });

  it("does not take for the lost one that of an equal message which has not found it and given up", async () => {
    const client = org.clientOf("authorization-code", BEN);
    const blind = meddled(client, (request, go) =>
      request.operation === "getConversationsCalls"
        ? Promise.reject(new GenesysError("denied", "No.", { outcome: "refused" }))
        : go(),
    );
    org.simulator.faults.add({ match: POST, fault: { lostAnswer: true } });
    const first = outcomeOf(blind, callOrder());
    await until(() => calls().length === 1);
    await org.clock.advance(1_000);
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    const second = await outcomeOf(client, callOrder());
    assert.deepEqual(
      [(await first).error?.cause.outcome, second.error?.cause.outcome],
      ["unknown", "unknown"],
    );
  });

  it("finds for each of several lost calls the one with its attributes, whichever search comes first", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({ match: POST, times: 3, fault: { lostAnswer: true } });
    const wishes = [{ order: "8" }, { order: "7" }, {}];
    const found = wishes.map(async (attributes, i) => {
      await until(() => calls().length === i);
      const asked = i === 2 ? client : slow(client, "getConversationsCalls", 1_000);
      return placeCall(asked, callOrder({ details: { attributes } }));
    });
    const foundWishes = (await org.play(Promise.all(found))).map(
      ({ conversationId }) =>
        org.simulator.store.conversations.get(conversationId)?.participants[1]?.attributes,
    );
    assert.deepEqual(foundWishes, wishes);
  });

  it("says what it would have said where the account is closed meanwhile, and not to send again", async () => {
    const client = meddled(org.clientOf("authorization-code", BEN), (request, go) =>
      request.operation === "getConversationsCalls"
        ? Promise.reject(new GenesysError("closed", "The node was closed.", { outcome: "notSent" }))
        : go(),
    );
    org.simulator.faults.add({ match: POST, fault: { lostAnswer: true } });
    const { error } = await outcomeOf(client, callOrder());
    assert.deepEqual([error?.code, error?.cause.outcome], ["network", "unknown"]);
  });

  it("says what it would have said where the calls cannot be looked through", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({ match: { operation: "postConversationsCalls" }, fault: { lostAnswer: true } });
    org.simulator.faults.add({
      match: { operation: "getConversationsCalls" },
      times: 3,
      fault: { status: 403 },
    });
    const { error } = await outcomeOf(client, callOrder());
    assert.equal(error?.code, "network");
    assert.equal(error?.cause.outcome, "unknown");
  });
});
