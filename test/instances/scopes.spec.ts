import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { USERS } from "../../nodes/lib/simulator/seed/org";
import { describeWithRedis } from "../support/redis";
import { sharedSpecs, SUPPORT, type InstanceOptions } from "../support/shared-instances";
import { until } from "../support/until";

type Listened = Pick<InstanceOptions, "scope" | "names">;

/** What is listened to, of a call that waits in the queue. */
const SCOPES: Readonly<Record<string, (callId: string) => Listened>> = {
  user: () => ({ scope: "user", names: USERS.map(({ id }) => id) }),
  conversation: (callId) => ({ scope: "conversation", names: [callId] }),
  topic: () => ({ scope: "topic", names: [`v2.routing.queues.${SUPPORT}.conversations`] }),
};

describeWithRedis("what several instances listen to", function (this: Mocha.Suite) {
  this.timeout(60_000); // it waits for real leases
  const { act, open, channels, isListening, call, countOf } = sharedSpecs();

  for (const [scope, listenedTo] of Object.entries(SCOPES))
    it(`is emitted once by one of them, and goes on with the other one: ${scope}`, async () => {
      const id = call();
      const one = open(listenedTo(id));
      await until(isListening);
      const other = open(listenedTo(id));
      await delay(1_500); // both read
      act().agentAnswers(id);
      await until(() => countOf("connected") >= 1);
      await delay(300);
      assert.equal(countOf("connected"), 1);
      assert.equal(channels().length, 1);
      one.kill();
      await until(() => other.isLeading());
      act().customerHangsUp(id);
      await until(() => countOf("ended") >= 1);
      await delay(300);
      assert.deepEqual([countOf("connected"), countOf("ended")], [1, 1]);
    });

  it("has the figures of queues with what they were before, also from the other one", async () => {
    const listened: Listened = { scope: "queueStats", names: [SUPPORT] };
    const one = open(listened);
    await until(() => one.stats.length > 0);
    const other = open(listened);
    await delay(1_500);
    const all = () => [...one.stats, ...other.stats];
    const idle = (): number[] => all().map(({ figures }) => figures.agentsIdle);
    const answered = async (left: number): Promise<void> => {
      const before = Math.min(...idle());
      const id = call();
      await delay(300);
      act().agentAnswers(id);
      await until(() => idle().includes(before - 1));
      assert.equal(before - 1, left);
    };
    const [first = 0] = idle();
    await answered(first - 1);
    one.kill();
    await until(() => other.isLeading());
    await answered(first - 2);
    const last = all().find(({ figures }) => figures.agentsIdle === first - 2);
    assert.equal(last?.previous?.agentsIdle, first - 1);
    assert.equal(channels().filter(({ topics }) => topics.length > 0).length, 1);
  });
});
