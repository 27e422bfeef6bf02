import assert from "node:assert/strict";
import type { Backplane } from "../../../nodes/lib/platform/backplane/types";
import { isGenesysError, type GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { CallOptions, Client, OwnMessage, PlatformRequest } from "../../../nodes/lib/platform/types";
import type { Fault } from "../../../nodes/lib/simulator/http/faults";
import { openRedisBackplane } from "../../support/backplanes";
import { connected, describeWithRedis, startRedis, type RunningRedis } from "../../support/redis";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";
import { until } from "../../support/until";

const SEND = "postConversationsMessagesAgentless";
const HELLO: PlatformRequest = {
  ...{ operation: SEND, method: "POST", path: "/api/v2/conversations/messages/agentless", repeatable: false },
  body: {
    ...{ fromAddress: "+15555550199", toAddress: "+15555550123", toAddressMessengerType: "sms" },
    textBody: "Hello",
  },
};
const READ: PlatformRequest = {
  ...{ operation: "getOrganizationsMe", method: "GET", path: "/api/v2/organizations/me", repeatable: true },
};

const messageWith = (claimKey: unknown): OwnMessage => ({ agoMs: () => 0, claimKey, claims: new Map() });
const failure = (promise: Promise<unknown>): Promise<GenesysError> =>
  promise.then(
    () => assert.fail("it was sent"),
    (error: unknown) => (isGenesysError(error) ? error : assert.fail(String(error))),
  );

describeWithRedis("a request that must not be sent twice, by two instances", () => {
  let redis: RunningRedis;
  let org: SimulatedOrg;
  let backplanes: Backplane[];
  let [one, other]: Client[] = [];
  let owners = 0;

  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.stop());
  beforeEach(async () => {
    org = await openOrg();
    owners += 1;
    const open = async () => openRedisBackplane(await connected(redis.connect()), { owner: `o${owners}` });
    backplanes = [await open(), await open()];
    [one, other] = backplanes.map(({ acts }) => org.clientOf("client-credentials", undefined, acts));
  });
  afterEach(async () => {
    await Promise.all(backplanes.map((each) => each.close()));
    await org.close();
  });

  const send = (client: Client | undefined, options?: CallOptions, request = HELLO): Promise<unknown> =>
    (client ?? assert.fail()).request(request, options);
  const count = (): number => org.simulator.log.count(SEND);
  const fault = (strike: Fault): void =>
    org.simulator.faults.add({ match: { operation: SEND }, fault: strike });
  const instance = (nth: number): string | undefined => backplanes[nth]?.instance;

  /** The first one has claimed it when the second one asks. */
  const sendBoth = async (
    strike?: Fault,
  ): Promise<[PromiseSettledResult<unknown>, PromiseSettledResult<unknown>]> => {
    if (strike !== undefined) fault(strike);
    const first = send(one);
    const second = until(() => count() === 1).then(() => send(other));
    return org.play(Promise.allSettled([first, second]));
  };

  it("is sent by the first, and the other one fails as `conflict` and says who has it", async () => {
    const [first, second] = await sendBoth({ delayMs: 2_000 });
    assert.equal(first.status, "fulfilled");
    assert.ok(second.status === "rejected" && isGenesysError(second.reason, "conflict"));
    const { operation, outcome, claimedBy, claimOutcome } = second.reason.cause;
    assert.deepEqual([operation, outcome, claimedBy, claimOutcome], [SEND, "notSent", instance(0), "done"]);
    assert.match(second.reason.message, /Another Node-RED instance has sent .* msg\.claimKey/);
    assert.equal(count(), 1);
  });

  it("is sent once where both begin at the same moment", async () => {
    for (const text of ["a", "b", "c", "d"]) {
      const request = { ...HELLO, body: { ...(HELLO.body as object), textBody: text } };
      const both = await org.play(Promise.allSettled([send(one, {}, request), send(other, {}, request)]));
      assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    }
    assert.equal(count(), 4);
  });

  it("is not sent by the other where the first one's response was lost", async () => {
    const [first, second] = await sendBoth({ lostAnswer: true });
    assert.ok(first.status === "rejected" && second.status === "rejected");
    assert.ok(isGenesysError(second.reason, "conflict"));
    assert.deepEqual([second.reason.cause.claimOutcome, count()], ["unknown", 1]);
    assert.match(second.reason.message, /not known whether it took effect/);
  });

  it("is sent by the other where the first one was refused", async () => {
    const [first, second] = await sendBoth({ status: 403 });
    assert.ok(first.status === "rejected" && isGenesysError(first.reason, "denied"));
    assert.deepEqual([second.status, count()], ["fulfilled", 2]);
  });

  it("is not sent by the other where the first one has no response for longer than a request may take", async () => {
    const closing = new AbortController();
    fault({ silence: true });
    send(one, { signal: closing.signal }).catch(() => undefined);
    await until(() => count() === 1);
    const began = org.clock.now();
    const deadline = began + 5_000;
    const error = await org.play(failure(send(other, { deadline })));
    assert.deepEqual([error.code, error.cause.claimOutcome, count()], ["conflict", "unknown", 1]);
    assert.ok(org.clock.now() - began <= 6_000, "its own deadline counts as well");
    closing.abort();
  });

  it("may be sent again by the same instance: that is another message, for the other one as well", async () => {
    await org.play(send(one));
    await org.play(send(one));
    for (const nth of [1, 2]) {
      const error = await org.play(failure(send(other)));
      assert.deepEqual([error.code, count()], ["conflict", 2], String(nth));
    }
    await org.play(send(other));
    assert.equal(count(), 3);
  });

  it("is another one where the body or the path differs, and the same where only a made-up id does", async () => {
    const with_ = (id: string, textBody: string): PlatformRequest => {
      const body = { ...(HELLO.body as object), textBody };
      return { ...HELLO, body: { ...body, externalContactId: id }, sameAs: body };
    };
    const id = "11111111-1111-4111-8111-111111111111";
    await org.play(send(one, {}, { ...with_(id, "one"), body: HELLO.body }));
    await org.play(send(other, {}, { ...with_(id, "two"), body: HELLO.body }));
    assert.equal(count(), 2);
    const error = await org.play(failure(send(other, {}, with_(id, "one"))));
    assert.deepEqual([error.code, count()], ["conflict", 2]);
  });

  it("is claimed by msg.claimKey where the flow sets it: once for all, and once for each key", async () => {
    await org.play(send(one, { message: messageWith("mqtt-1") }));
    for (const again of [one, other]) {
      const error = await org.play(failure(send(again, { message: messageWith("mqtt-1") })));
      assert.deepEqual([error.code, error.cause.claimedBy], ["conflict", instance(0)]);
      assert.match(error.message, /same msg\.claimKey/);
    }
    await org.play(send(other, { message: messageWith("mqtt-2") }));
    assert.equal(count(), 2);
  });

  it("may be sent again by the message that has claimed it", async () => {
    const message = messageWith("mqtt-1");
    fault({ lostAnswer: true });
    await org.play(failure(send(one, { message })));
    await org.play(send(one, { message }));
    assert.equal(
      (await org.play(failure(send(other, { message: messageWith("mqtt-1") })))).cause.claimOutcome,
      "done",
    );
    assert.equal(count(), 2);
  });

  for (const claimKey of ["", " ", 7, NaN, {}])
    it(`is refused with msg.claimKey ${JSON.stringify(claimKey)}`, async () => {
      const error = await org.play(failure(send(one, { message: messageWith(claimKey) })));
      assert.deepEqual(
        [error.code, error.cause.field, error.cause.outcome, count()],
        ["input", "claimKey", "notSent", 0],
      );
    });

  it("waits no longer when its node is closed, and was not sent", async () => {
    const closing = new AbortController();
    fault({ silence: true });
    send(one, { signal: closing.signal }).catch(() => undefined);
    await until(() => count() === 1);
    const waits = failure(send(other, { signal: closing.signal }));
    await org.clock.advance(100);
    closing.abort();
    const error = await waits;
    assert.deepEqual([error.code, error.cause.outcome, count()], ["closed", "notSent", 1]);
  });

  it("is not sent while Redis is away; what only reads is", async () => {
    await redis.kill();
    try {
      const error = await org.play(failure(send(one)));
      assert.deepEqual(
        [error.code, error.cause.outcome, error.cause.operation],
        ["backplane", "notSent", SEND],
      );
      assert.equal(count(), 0);
      await org.play(send(one, {}, READ));
    } finally {
      await redis.start();
    }
  });
});
