import assert from "node:assert/strict";
import { placeCall, type CallOrder } from "../../../nodes/lib/platform/calls/place-call";
import { isThatCall } from "../../../nodes/lib/platform/calls/lost-call";
import { GenesysError, isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Client, PlatformRequest } from "../../../nodes/lib/platform/types";
import type { Fault } from "../../../nodes/lib/simulator/http/faults";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";
import { until } from "../../support/until";

const BEN = idOf("user Ben Agent");
const order = (more: Partial<CallOrder> = {}): CallOrder => ({
  destination: "+15555550142",
  destinationType: "phone",
  waitFor: "created",
  deadlineMs: 60_000,
  details: {},
  ...more,
});

describe("a call is never placed twice", () => {
  let org: SimulatedOrg;
  beforeEach(async () => (org = await openOrg()));
  afterEach(() => org.close());

  const calls = () => [...org.simulator.store.conversations.keys()].slice(1);
  const outcomeOf = async (client: Client, what: CallOrder) => {
    try {
      return { placed: await org.play(placeCall(client, what)) };
    } catch (error) {
      assert.ok(isGenesysError(error), String(error));
      return { error };
    }
  };

  /** What the far end of each fault is: was the call placed? */
  const FAULTS: [name: string, fault: Fault, isPlaced: boolean][] = [
    ["the answer is lost", { lostAnswer: true }, true],
    ["the answer is lost after a while", { lostAnswer: true, delayMs: 2_000 }, true],
    ["the socket is reset", { reset: true }, false],
    ["there is never an answer", { silence: true }, false],
    ["500", { status: 500 }, false],
    ["502 from a gateway", { html: true }, false],
    ["503", { status: 503 }, false],
    ["504", { status: 504 }, false],
    ["the answer is cut off", { brokenBody: true }, false],
  ];
  const WAYS = [
    ["as the signed-in user", "authorization-code", BEN, "postConversationsCalls"],
    ["with a user's access token", "access-token", BEN, "postConversationsCalls"],
    ["on behalf of a user", "client-credentials", undefined, "postConversationsCallsUserUserId"],
  ] as const;

  for (const [way, grant, userId, operation] of WAYS)
    for (const [name, fault, isPlaced] of FAULTS)
      it(`${way}, when ${name}`, async () => {
        const client = org.clientOf(grant, userId);
        org.simulator.faults.add({ match: { operation }, fault });
        const wish = order(userId === undefined ? { userId: BEN } : {});
        const { placed, error } = await outcomeOf(client, wish);
        assert.equal(org.simulator.log.count(operation), 1, "one request");
        assert.equal(calls().length, isPlaced ? 1 : 0);
        if (isPlaced && userId !== undefined) {
          assert.equal(placed?.conversationId, calls()[0]);
          assert.equal(placed?.recovered, true);
        } else {
          assert.ok(error);
          assert.ok(["unknown", "done"].includes(error.cause.outcome), error.cause.outcome);
          assert.match(error.message, /before you place it again/);
        }
      });

  for (const [way, grant, userId, operation] of WAYS)
    it(`${way}, when the node is closed in mid-flight`, async () => {
      const closing = new AbortController();
      org.simulator.faults.add({ match: { operation }, fault: { delayMs: 5_000 } });
      const wish = order(userId === undefined ? { userId: BEN } : {});
      const call = placeCall(org.clientOf(grant, userId), wish, { signal: closing.signal });
      await until(() => org.simulator.log.count(operation) === 1);
      closing.abort();
      await assert.rejects(call, { code: "closed" });
      await org.clock.advance(60_000);
      assert.equal(org.simulator.log.count(operation), 1);
      assert.ok(calls().length <= 1);
    });

  it("is placed after all, once, when the platform refuses for the rate limit or the token first", async () => {
    const client = org.clientOf("client-credentials");
    const match = { operation: "postConversationsCallsUserUserId" };
    org.simulator.faults.add({ match, fault: { retryAfter: 3 } });
    org.simulator.faults.add({
      match,
      fault: { status: 401, body: { code: "bad.credentials", status: 401 } },
    });
    const { placed } = await outcomeOf(client, order({ userId: BEN }));
    assert.deepEqual(calls(), [placed?.conversationId]);
  });

  it("finds for each of two lost calls to one number its own", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({
      match: { operation: "postConversationsCalls" },
      times: 2,
      fault: { lostAnswer: true },
    });
    const both = await org.play(Promise.all([placeCall(client, order()), placeCall(client, order())]));
    assert.deepEqual(both.map(({ conversationId }) => conversationId).sort(), calls().sort());
  });

  it("does not take an earlier call to the same number for the lost one", async () => {
    const client = org.clientOf("authorization-code", BEN);
    const earlier = await org.play(placeCall(client, order({ destination: "+15555550106" })));
    org.simulator.faults.add({ match: { operation: "postConversationsCalls" }, fault: { reset: true } });
    const { error } = await outcomeOf(client, order({ destination: "+15555550106" }));
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
      const lost = await outcomeOf(client, order({ destination: "+15555550106" }));
      assert.deepEqual(calls(), [lost.placed?.conversationId]);
      await org.clock.advance(60_000);
      org.simulator.faults.add({ match, fault: { reset: true } });
      const fresh = org.clientOf("authorization-code", BEN); // has found no call yet
      const { error } = await outcomeOf(fresh, order({ destination: "+15555550106" }));
      assert.equal(error?.cause.outcome, "unknown");
    });

  const POST = { operation: "postConversationsCalls" };
  /** A call to the same number that the node knows nothing of. */
  const byHand = (client: Client) =>
    client.request({
      ...POST,
      method: "POST",
      path: "/api/v2/conversations/calls",
      body: { phoneNumber: order().destination },
      repeatable: false,
    });
  /** The same account with something in the way of its requests. */
  const meddled = (
    client: Client,
    meddle: (request: PlatformRequest, go: () => Promise<unknown>) => Promise<unknown>,
  ): Client => ({
    ...client,
    request: <T>(request: PlatformRequest, options?: object) =>
      meddle(request, () => client.request(request, options)) as Promise<T>,
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
    assert.equal((await outcomeOf(late, order())).error?.cause.outcome, "unknown");
    assert.equal(calls().length, 2);
  });

  it("does not take for the lost one what the account called before it was deployed anew", async () => {
    await org.play(placeCall(org.clientOf("authorization-code", BEN), order()));
    await org.clock.advance(3_500);
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    const { error } = await outcomeOf(org.clientOf("authorization-code", BEN), order());
    assert.equal(error?.cause.outcome, "unknown");
    assert.equal(calls().length, 1);
  });

  /** The answer is held up for so long after the call was placed. */
  const slow = (client: Client, operation: string, ms: number) =>
    meddled(client, async (request, go) => {
      const answer = await go();
      if (request.operation === operation)
        await new Promise<void>((resolve) => void org.clock.after(ms, resolve));
      return answer;
    });

  for (const [name, fault, isPlaced] of [
    ["was not placed", { reset: true }, false],
    ["was placed, and is found later", { lostAnswer: true }, true],
  ] as const)
    it(`does not take for the lost one, which ${name}, that of an equal message whose answer is still to come`, async () => {
      const client = org.clientOf("authorization-code", BEN);
      const first = outcomeOf(slow(client, POST.operation, 4_000), order());
      await until(() => calls().length === 1);
      org.simulator.faults.add({ match: POST, fault });
      const second = await outcomeOf(client, order());
      const { placed } = await first;
      assert.deepEqual([placed?.conversationId, placed?.recovered], [calls()[0], undefined]);
      assert.equal(second.error?.cause.outcome, isPlaced ? undefined : "unknown");
      assert.equal(second.placed?.conversationId, calls()[1]);
      assert.equal(calls().length, isPlaced ? 2 : 1);
    });

  it("tells no success where two equal answers are lost and one call is there: whose it is nobody knows", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({ match: POST, fault: { lostAnswer: true } });
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    const both = await org.play(Promise.all([outcomeOf(client, order()), outcomeOf(client, order())]));
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
    const first = outcomeOf(blind, order());
    await until(() => calls().length === 1);
    await org.clock.advance(1_000);
    org.simulator.faults.add({ match: POST, fault: { reset: true } });
    const second = await outcomeOf(client, order());
    assert.deepEqual(
      [(await first).error?.cause.outcome, second.error?.cause.outcome],
      ["unknown", "unknown"],
    );
  });

  it("finds for each of several lost calls the one with its attributes, whoever looks first", async () => {
    const client = org.clientOf("authorization-code", BEN);
    org.simulator.faults.add({ match: POST, times: 3, fault: { lostAnswer: true } });
    const wishes = [{ order: "8" }, { order: "7" }, {}];
    const found = wishes.map(async (attributes, i) => {
      await until(() => calls().length === i);
      const asked = i === 2 ? client : slow(client, "getConversationsCalls", 1_000);
      return placeCall(asked, order({ details: { attributes } }));
    });
    const told = (await org.play(Promise.all(found))).map(
      ({ conversationId }) =>
        org.simulator.store.conversations.get(conversationId)?.participants[1]?.attributes,
    );
    assert.deepEqual(told, wishes);
  });

  it("says what it would have said where the account is closed meanwhile, and not to send again", async () => {
    const client = meddled(org.clientOf("authorization-code", BEN), (request, go) =>
      request.operation === "getConversationsCalls"
        ? Promise.reject(new GenesysError("closed", "The node was closed.", { outcome: "notSent" }))
        : go(),
    );
    org.simulator.faults.add({ match: POST, fault: { lostAnswer: true } });
    const { error } = await outcomeOf(client, order());
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
    const { error } = await outcomeOf(client, order());
    assert.equal(error?.code, "network");
    assert.equal(error?.cause.outcome, "unknown");
  });
});

describe("the lost call among the active ones", () => {
  const at = Date.parse("2026-03-02T09:00:00.000Z");
  const active = (far: object, startTime = "2026-03-02T09:00:01.000Z") => ({
    id: "c",
    participants: [{ purpose: "user", direction: "outbound", startTime, user: { id: "u" } }, far],
  });
  const number = { phoneNumber: "+15555550142" };
  const since = { from: at, to: at + 10_000 };
  it("is the one to that number, with those attributes, begun since, to the two seconds that are not known", () => {
    const far = { address: "tel:+15555550142", attributes: { order: "7", more: "x" } };
    assert.equal(isThatCall(active(far), number, since), true);
    assert.equal(isThatCall(active(far), { ...number, attributes: { order: "7" } }, since), true);
    assert.equal(isThatCall(active(far), { ...number, attributes: { order: "8" } }, since), false);
    assert.equal(isThatCall(active(far), { phoneNumber: "+15555550143" }, since), false);
    for (const [begun, isThat] of [
      ["2026-03-02T08:59:57.900Z", false],
      ["2026-03-02T08:59:58.100Z", true],
      ["2026-03-02T09:00:11.900Z", true],
      ["2026-03-02T09:00:12.100Z", false],
    ] as const)
      assert.equal(isThatCall(active(far, begun), number, since), isThat, begun);
    assert.equal(isThatCall({ id: "c" }, number, since), false);
  });
  it("is the one to that user or queue", () => {
    assert.equal(isThatCall(active({ user: { id: "v" } }), { callUserId: "v" }, since), true);
    assert.equal(isThatCall(active({ user: { id: "w" } }), { callUserId: "v" }, since), false);
    assert.equal(isThatCall(active({ queue: { id: "q" } }), { callQueueId: "q" }, since), true);
  });
});
