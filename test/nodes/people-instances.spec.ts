// Only on node-red-5: the node is given its status and its output.
import assert from "node:assert/strict";
import { openPeopleInstances, type PeopleInstance } from "../support/people-instances";
import { describeWithRedis, startRedis, type RunningRedis } from "../support/redis";

type Bench = Awaited<ReturnType<typeof openPeopleInstances>>;

/** Instances that share what they know in one place, for each spec. */
const peopleSpecs = (specs: (bench: () => Bench) => void, redisUrl?: () => string): void => {
  let bench: Bench;
  beforeEach(async () => (bench = await openPeopleInstances(redisUrl?.())));
  afterEach(() => bench.close());
  specs(() => bench);
};

/** Two instances, of which the first leads, and calls of which at least one is emitted by each of them. */
const startBoth = async (bench: Bench) => {
  const leader = bench.open("the-account");
  await bench.pass(() => leader.shown().code === "leading" && bench.isListening());
  const follower = bench.open("other-account");
  await bench.pass(() => follower.shown().code === "waitingForLead");
  const calls: { id: string; agent: string; by: PeopleInstance }[] = [];
  const more = async (): Promise<void> => {
    const { id, agent } = bench.talk();
    const has = (one: PeopleInstance): boolean => one.emitted(id).includes("connected");
    await bench.pass(() => has(leader) || has(follower));
    calls.push({ id, agent, by: has(leader) ? leader : follower });
  };
  for (const isBy of [leader, follower]) while (!calls.some(({ by }) => by === isBy)) await more();
  const of = (by: PeopleInstance) => calls.filter((one) => one.by === by);
  return { leader, follower, calls, of, more };
};

/** ` · Ada 3 + 2`, or nothing. */
const named = (talks: readonly { agent: string }[]): string => {
  const last = talks.at(-1);
  if (last === undefined) return "";
  return ` · ${last.agent}${talks.length > 1 ? ` + ${talks.length - 1}` : ""}`;
};
const endsWith = (one: PeopleInstance, end: string): boolean => one.shown().text?.endsWith(end) === true;

const namesThem = (bench: () => Bench): unknown =>
  it("names all who talk where it leads, and else those whose events it emits", async () => {
    const { leader, follower, calls, of } = await startBoth(bench());
    await bench().pass(() => endsWith(leader, named(calls)) && endsWith(follower, named(of(follower))));
    assert.deepEqual([leader.shown().code, follower.shown().code], ["leading", "waitingForLead"]);
    const codes = follower.codes();
    assert.deepEqual([...new Set(codes.slice(codes.indexOf("waitingForLead")))], ["waitingForLead"]);
    assert.ok(!JSON.stringify([leader.shown(), follower.shown()]).includes("Gloria"));

    for (const { id } of of(follower)) bench().act.customerHangsUp(id);
    await bench().pass(() => !String(follower.shown().text).includes("Ada"));
    await bench().pass(() => endsWith(leader, named(of(leader))));
    assert.equal(follower.shown().code, "waitingForLead");
  });

describe("who is talking, in the status of one of several instances", () => {
  describe("with what they share in memory", () => {
    peopleSpecs((bench) => {
      namesThem(bench);
      it("names no talk whose events another instance emits from now on", async () => {
        const { leader, follower, calls, of, more } = await startBoth(bench());
        while (calls.length < 16) await more();
        await bench().pass(() => endsWith(follower, named(of(follower))));
        const third = bench().open("the-account");
        await bench().pass(() => !endsWith(follower, named(of(follower))));
        for (const { id } of calls) bench().act.agentHolds(id);
        const heldAt = (one: PeopleInstance) => calls.filter(({ id }) => one.emitted(id).includes("held"));
        const held = () => [leader, follower, third].flatMap(heldAt);
        await bench().pass(() => held().length === calls.length);
        await bench().pass(() => endsWith(follower, named(heldAt(follower))));
        await bench().pass(() => endsWith(third, named(heldAt(third))));
        assert.ok(heldAt(third).some(({ by }) => by === follower));
      });

      it("names all who talk once it leads, without another event of theirs", async () => {
        const { leader, follower, calls } = await startBoth(bench());
        await bench().pass(() => endsWith(leader, named(calls)));
        leader.stop();
        await bench().pass(() => follower.shown().code === "leading" && endsWith(follower, named(calls)));
        for (const { id } of calls) bench().act.customerHangsUp(id);
        await bench().pass(() => follower.shown().text?.includes("Ada") === false);
        assert.equal(follower.shown().code, "leading");
      });
    });
  });

  describeWithRedis("with a Redis", () => {
    let redis: RunningRedis;
    beforeEach(async () => (redis = await startRedis()));
    afterEach(() => redis.stop());
    peopleSpecs(
      (bench) => {
        namesThem(bench);
        it("names only what is certain after Redis was away: the leader may have emitted an end", async () => {
          const { leader, follower, calls, of } = await startBoth(bench());
          await bench().pass(() => endsWith(follower, named(of(follower))));
          await redis.kill();
          await bench().pass(() => follower.shown().code === "backplaneAway");
          for (const { id } of of(follower)) bench().act.customerHangsUp(id);
          await bench().pass(() => of(follower).every(({ id }) => leader.emitted(id).includes("ended")));
          await redis.start();
          await bench().pass(() => follower.shown().code === "waitingForLead");
          assert.ok(!String(follower.shown().text).includes("Ada"), follower.shown().text);
          await bench().pass(() => endsWith(leader, named(of(leader))) && leader.shown().code === "leading");
          assert.ok(calls.length > of(leader).length);
        });
      },
      () => redis.url,
    );
  });
});
