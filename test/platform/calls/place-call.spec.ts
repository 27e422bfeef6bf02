import assert from "node:assert/strict";
import { placeCall, type CallOrder } from "../../../nodes/lib/platform/calls/place-call";
import type { Client } from "../../../nodes/lib/platform/types";
import type { Fault } from "../../../nodes/lib/simulator/http/faults";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";
import { until } from "../../support/until";
import { BEN, callOrder, callsOf, outcomeIn } from "../../support/place-call";

describe("a call is never placed twice", () => {
  let org: SimulatedOrg;
  beforeEach(async () => (org = await openOrg()));
  afterEach(() => org.close());

  const calls = () => callsOf(org);
  const outcomeOf = (client: Client, what: CallOrder) => outcomeIn(org, client, what);

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
        const wish = callOrder(userId === undefined ? { userId: BEN } : {});
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
      const wish = callOrder(userId === undefined ? { userId: BEN } : {});
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
    const { placed } = await outcomeOf(client, callOrder({ userId: BEN }));
    assert.deepEqual(calls(), [placed?.conversationId]);
  });
});
