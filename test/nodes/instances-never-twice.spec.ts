// Only on node-red-5: what decides is below the nodes, and test/platform/client/claimed.spec.ts runs on the other.
import assert from "node:assert/strict";
import type Redis from "ioredis";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations } from "../../nodes/lib/facts/operations";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import { ACTS, type Act } from "../support/acts";
import type { Arrival } from "../support/flow";
import { connected, describeWithRedis, startRedis, type RunningRedis } from "../support/redis";
import { openTwo, type TwoInstances } from "../support/two-instances";

/** Two instances receive the same message. Whatever goes wrong, the org receives one request, or one after a refusal. */

const instanceOf = ({ msg }: Arrival): unknown => (msg.genesys as { instance?: unknown }).instance;
const codes = (all: readonly Arrival[]): (string | undefined)[] => all.map(({ msg }) => msg.error?.code);
/** Long enough for both to have read what they need. */
const LATE = { delayMs: 500 };

/** They may be sent again: what they set, or open, is the same or has no effect. */
const REPEATABLE = [
  "postConversationsMessageCommunicationMessagesMediaUploads",
  "postConversationsMessageInboundOpenEvent",
  "postConversationsMessageInboundOpenReceipt",
  "postNotificationsChannels",
];
/** A wrap-up is the same in all media. */
const OTHER_MEDIA = /^postConversations(Callback|Email|Message|Social|Video)ParticipantCommunicationWrapup$/;

describe("the nodes that act in two instances", () => {
  it("are all that send a POST, of which a second one would be a second act", () => {
    const blank = (path: string): string => path.replace(/\{[^}]*\}/g, "{}").trim();
    const page = readFileSync(join(__dirname, "../../docs/endpoints.md"), "utf8");
    const sent = new Set(
      [...page.matchAll(/`POST ([^`]+)`/g)].map(([, path = ""]) => `/api/v2${blank(path)}`),
    );
    const missing = loadOperations()
      .filter(({ method, repeatable, path }) => method === "POST" && !repeatable && sent.has(blank(path)))
      .map(({ id }) => id)
      .filter((id) => !ACTS.some(({ operation }) => operation === id) && !REPEATABLE.includes(id));
    assert.deepEqual(
      missing.filter((id) => !OTHER_MEDIA.test(id)),
      [],
    );
    assert.equal(missing.length, 5, "the page lists them");
  });
});

describeWithRedis("two instances that receive the same message", () => {
  let redis: RunningRedis;
  let commands: Redis;
  let two: TwoInstances;
  before(async () => {
    redis = await startRedis();
    commands = await connected(redis.connect());
  });
  after(() => redis.stop());
  beforeEach(() => commands.flushall());
  afterEach(() => two.close());

  const open = async (act: Act): Promise<Record<string, unknown>> => {
    two = await openTwo(act, redis.url);
    const msg = act.msg(two.simulator);
    await two.clock.advance(1_000);
    return msg;
  };
  const strike = ({ operation }: Act, fault: Fault): void =>
    two.simulator.faults.add({ match: { operation }, fault });
  const asked = ({ operation }: Act): number => two.simulator.log.count(operation);
  const named = (name: string): Act => ACTS.find((act) => act.name === name) ?? assert.fail(name);
  /** The one that fails because the other one has sent it. */
  const beaten = (all: [Arrival, Arrival]): { it: Arrival; first: Arrival } => {
    const nth = all.findIndex(({ msg }) => msg.error?.code === "conflict");
    assert.notEqual(nth, -1, codes(all).join());
    return { it: all[nth] ?? assert.fail(), first: all[1 - nth] ?? assert.fail() };
  };

  for (const act of ACTS)
    it(`act once: ${act.name}`, async () => {
      const msg = await open(act);
      strike(act, LATE);
      const { it: second, first } = beaten(await two.both(msg));
      assert.equal(first.at, "result", first.msg.error?.message);
      const { outcome, claimedBy, claimOutcome } = second.msg.error?.cause ?? {};
      assert.deepEqual([outcome, claimedBy, claimOutcome], ["notSent", instanceOf(first), "done"]);
      assert.notEqual(instanceOf(second), instanceOf(first));
      assert.equal(asked(act), 1);
    });

  for (const name of ["place call, on behalf", "send message", "update participant, transfer user"])
    it(`act once where the first response is lost: ${name}`, async () => {
      const act = named(name);
      const msg = await open(act);
      strike(act, { lostAnswer: true, ...LATE });
      const { it: second, first } = beaten(await two.both(msg));
      assert.deepEqual(
        [first.msg.error?.cause?.outcome, second.msg.error?.cause?.claimOutcome, asked(act)],
        ["unknown", "unknown", 1],
      );
    });

  for (const name of ["place call, on behalf", "callback", "send message"])
    it(`act once where the first request is refused: ${name}`, async () => {
      const act = named(name);
      const msg = await open(act);
      strike(act, { status: 403, ...LATE });
      const all = await two.both(msg);
      assert.deepEqual(codes(all).sort(), ["denied", undefined]);
      assert.equal(asked(act), 2);
    });

  it("do not act while Redis is away, and say so; they go on when it is back", async () => {
    const act = named("send message");
    const msg = await open(act);
    await redis.kill();
    const all = await two.both(msg);
    assert.deepEqual(codes(all), ["backplane", "backplane"]);
    assert.deepEqual(
      all.map(({ msg: { error } }) => error?.cause?.outcome),
      ["notSent", "notSent"],
    );
    assert.equal(asked(act), 0);
    await redis.start();
    await connected(commands);
  });

  it("act again for the next message, and for each msg.claimKey", async () => {
    const act = named("send message");
    const msg = await open(act);
    for (const nth of [1, 2]) {
      beaten(await two.both(msg));
      assert.equal(asked(act), nth);
    }
    assert.equal((await two.one(0, msg)).at, "result", "a repetition of one instance");
    assert.equal((await two.one(0, { ...msg, claimKey: "mqtt-1" })).at, "result");
    assert.equal((await two.one(1, { ...msg, claimKey: "mqtt-2" })).at, "result");
    for (const nth of [0, 1]) {
      const { error } = (await two.one(nth, { ...msg, claimKey: "mqtt-1" })).msg;
      assert.deepEqual([error?.code, error?.cause?.outcome], ["conflict", "notSent"]);
    }
    assert.equal(asked(act), 5);
  });
});
