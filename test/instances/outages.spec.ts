import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { startFront } from "../support/kills/front";
import { connected, describeWithRedis } from "../support/redis";
import { sharedSpecs, type Emitted, type SharedInstance } from "../support/shared-instances";
import { until } from "../support/until";

describeWithRedis("events of several instances, while Redis is away,", function (this: Mocha.Suite) {
  this.timeout(90_000); // it waits for real leases, and all of it for the machine
  const { act, open, redis, channels, isListening, call, all, countOf } = sharedSpecs();

  const keyOf = ({ event }: Emitted): string => `${event.conversationId} ${event.key}`;
  /** Different ones of this event. */
  const count = (name: string): number =>
    new Set(all().flatMap((one) => (one.event.event === name ? [keyOf(one)] : []))).size;
  /** What may have been emitted before is marked; nothing else is emitted twice. */
  const isEachOnce = (): void => {
    const sure = all().filter(({ redelivered }) => !redelivered);
    assert.equal(new Set(sure.map(keyOf)).size, sure.length);
  };

  it("go on at the one that leads, and afterwards at all of them: none twice, none lost", async () => {
    const one = open();
    await until(isListening);
    const other = open();
    await delay(1_000);
    const first = call();
    await until(() => countOf("offered") >= 1);
    await redis().kill();
    act().agentAnswers(first);
    const second = call();
    await until(() => countOf("offered") >= 2 && countOf("connected") >= 1, 5_000);
    await delay(2_000); // longer than a lease
    act().customerHangsUp(first);
    await until(() => countOf("ended") >= 1, 2_000);
    assert.equal(countOf("ended", one.emitted), 1, "only the owner emits");
    await redis().start();
    await delay(3_000);
    assert.ok(one.isLeading() && !other.isLeading(), "the owner leads on");
    act().customerHangsUp(second);
    const ids = Array.from({ length: 8 }, call);
    await until(() => countOf("offered") >= 10 && countOf("ended") >= 2);
    await delay(500);
    isEachOnce();
    assert.deepEqual([count("offered"), count("connected"), count("ended")], [10, 1, 2]);
    assert.equal(channels().length, 1);
    assert.ok(ids.some((id) => other.emitted.some(({ event }) => event.conversationId === id)));
    one.kill();
    await until(() => other.isLeading());
    act().customerHangsUp(ids[0] ?? "");
    await until(() => countOf("ended") >= 3);
    await delay(300);
    isEachOnce();
    assert.deepEqual([count("offered"), count("ended")], [10, 3], "what was known was written again");
  });

  it("are emitted once more, as redelivered, where Redis loses what no instance had sent on", async () => {
    const one = open();
    await until(isListening);
    const held = open({ onEmit: () => new Promise(() => undefined) });
    await delay(1_500); // each has its half
    const ids = Array.from({ length: 8 }, call);
    await until(() => one.emitted.length > 0 && held.emitted.length > 0);
    await delay(500);
    await redis().kill();
    held.kill();
    await redis().start();
    const emittedIn = (instance: SharedInstance) =>
      new Set(instance.emitted.map(({ event }) => event.conversationId));
    await until(() => emittedIn(one).size === ids.length);
    await delay(500);
    assert.equal(one.emitted.length, ids.length);
    for (const { event, redelivered } of one.emitted)
      assert.ok(redelivered || !emittedIn(held).has(event.conversationId));
  });

  it("are emitted by one only, where another one has led since the lease of the first has ended", async () => {
    const one = open();
    await until(() => one.isLeading() && isListening());
    const other = open();
    await delay(1_000);
    const free = one.hold();
    await until(() => other.isLeading());
    await delay(500); // its channel is open
    await redis().kill();
    free();
    const id = call();
    await until(() => countOf("offered", other.emitted) >= 1);
    await delay(1_000);
    assert.equal(countOf("offered", one.emitted), 0);
    await redis().start();
    act().agentAnswers(id);
    await until(() => countOf("connected") >= 1);
    await delay(500);
    assert.deepEqual([count("offered"), count("connected")], [1, 1]);
    isEachOnce();
  });

  /** What others find when they reach the server before the one that leads does. */
  const found = {
    "that came back empty": async () => {
      await redis().kill();
      await redis().start();
    },
    "that lacks the leases": async () => {
      const control = await connected(redis().connect());
      const leases = (await control.keys("*")).filter((key) => key.includes(":lease:"));
      assert.ok(leases.length > 0);
      await control.del(...leases);
      control.disconnect();
    },
  };
  for (const [which, lose] of Object.entries(found))
    it(`go on at the one that leads, though others reach a Redis ${which} before it does`, async () => {
      const [near, far] = [await startFront(redis().port), await startFront(redis().port)];
      const one = open({ redisUrl: far.url });
      await until(() => one.isLeading() && isListening());
      const other = open({ redisUrl: near.url });
      await delay(1_000);
      const id = call();
      await until(() => countOf("offered") === 1);
      await Promise.all([near.refuse(), far.refuse()]);
      await lose();
      await near.leadTo(redis().port);
      const third = which === "that came back empty" ? [open({ redisUrl: near.url })] : []; // just started
      await delay(500);
      await far.leadTo(redis().port);
      await delay(500);
      act().agentAnswers(id);
      await until(() => countOf("connected") >= 1);
      await delay(500);
      assert.deepEqual([count("offered"), count("connected")], [1, 1]);
      isEachOnce();
      assert.ok(one.isLeading() && ![other, ...third].some((each) => each.isLeading()));
      await Promise.all([near.close(), far.close()]);
    });

  it("go on at the one that has led last, though one that led before reaches an empty Redis before it does", async () => {
    const [near, far] = [await startFront(redis().port), await startFront(redis().port)];
    const before = open({ redisUrl: near.url });
    await until(() => before.isLeading() && isListening());
    const last = open({ redisUrl: far.url });
    await delay(1_000);
    const free = before.hold();
    await until(() => last.isLeading());
    await delay(500); // its channel is open
    const id = call();
    await until(() => countOf("offered") === 1);
    await redis().kill();
    await Promise.all([near.refuse(), far.refuse()]);
    free();
    await delay(600);
    act().agentAnswers(id);
    await until(() => countOf("connected", last.emitted) === 1);
    await redis().start();
    await near.leadTo(redis().port);
    await delay(700);
    await far.leadTo(redis().port);
    await delay(700);
    act().customerHangsUp(id);
    await until(() => countOf("ended") >= 1);
    await delay(500);
    assert.deepEqual([countOf("offered"), countOf("connected"), countOf("ended")], [1, 1, 1]);
    assert.ok(last.isLeading() && !before.isLeading());
    await Promise.all([near.close(), far.close()]);
  });

  it("wait while it is silent, and go on at the one that leads when it responds", async () => {
    open();
    await until(isListening);
    await delay(500);
    const id = call();
    await until(() => countOf("offered") >= 1);
    redis().freeze();
    await delay(200);
    act().agentAnswers(id);
    await delay(2_500);
    assert.equal(countOf("connected"), 0);
    redis().thaw();
    await until(() => countOf("connected") >= 1);
    await delay(300);
    assert.deepEqual([count("offered"), count("connected")], [1, 1]);
    isEachOnce();
  });

  it("end within a second, with work in progress", async () => {
    const one = open({ onEmit: () => new Promise(() => undefined) });
    await until(isListening);
    call();
    await until(() => countOf("offered") >= 1);
    redis().freeze();
    const begun = performance.now();
    await one.close();
    assert.ok(performance.now() - begun < 1_000, `${performance.now() - begun} ms`);
  });
});
