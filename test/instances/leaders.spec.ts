import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithRedis } from "../support/redis";
import { sharedSpecs } from "../support/shared-instances";
import { until } from "../support/until";

describeWithRedis("events of several instances", () => {
  const { act, open, channels, isListening, call, all, countOf } = sharedSpecs();

  it("are received over one channel, and emitted once, in order", async () => {
    const [one, other] = [open(), open()];
    await until(isListening);
    await delay(1_500); // both read
    const ids = Array.from({ length: 8 }, call);
    for (const id of ids) act().agentAnswers(id);
    for (const id of ids) act().customerHangsUp(id);
    await until(() => countOf("ended") >= 8);
    await delay(300);
    assert.equal(channels().length, 1);
    assert.deepEqual([countOf("offered"), countOf("connected"), countOf("ended")], [8, 8, 8]);
    assert.ok(one.emitted.length > 0 && other.emitted.length > 0, "each emits a share");
    assert.equal(Number(one.isLeading()) + Number(other.isLeading()), 1);
    for (const id of ids) {
      const names = all().flatMap(({ event }) => (event.conversationId === id ? [event.event] : []));
      assert.ok(names.indexOf("offered") < names.indexOf("connected"), names.join());
      assert.ok(names.indexOf("connected") < names.indexOf("ended"), names.join());
    }
    assert.ok(all().every(({ redelivered }) => !redelivered));
  });

  it("go on with another instance when the one that leads is killed in the middle: all of them, once", async () => {
    const one = open();
    await until(isListening);
    const other = open();
    const [id, gone] = [call(), call()];
    await until(() => countOf("offered") >= 2);
    act().agentAnswers(id);
    await until(() => countOf("connected") >= 1);
    one.kill();
    const killed = performance.now();
    act().agentHangsUp(id);
    act().customerHangsUp(gone);
    await until(() => other.isLeading());
    assert.ok(performance.now() - killed < 3_000, `${performance.now() - killed} ms`);
    const begun = call();
    await until(() => countOf("ended") >= 2 && countOf("offered") >= 3);
    await delay(300);
    assert.deepEqual([countOf("offered"), countOf("connected"), countOf("ended")], [3, 1, 2]);
    const ends = other.emitted.filter(({ event: { event } }) => event === "ended");
    assert.ok(ends.every(({ event }) => event.recovered));
    assert.ok(other.emitted.some(({ event }) => event.conversationId === begun));
  });

  it("go on with another instance at once when the one that leads is stopped", async () => {
    const one = open();
    await until(isListening);
    const other = open();
    const id = call();
    await until(() => countOf("offered") >= 1);
    act().agentAnswers(id);
    const stopped = performance.now();
    await one.close();
    assert.ok(performance.now() - stopped < 1_000, `${performance.now() - stopped} ms`);
    await until(() => other.isLeading());
    assert.ok(performance.now() - stopped < 1_400, `${performance.now() - stopped} ms`);
    act().customerHangsUp(id);
    await until(() => countOf("ended") >= 1);
    assert.deepEqual([countOf("offered"), countOf("connected")], [1, 1]);
  });

  it("are left by one that was stopped for a while and goes on: another one leads by then", async () => {
    const one = open();
    await until(isListening);
    const other = open();
    const id = call();
    await until(() => countOf("offered") >= 1);
    const goOn = one.hold();
    act().agentAnswers(id); // it receives it, and cannot write it
    await until(() => other.isLeading());
    goOn();
    await until(() => !one.isLeading());
    act().customerHangsUp(id);
    await until(() => countOf("ended") >= 1 && channels().length === 1);
    await delay(300);
    assert.deepEqual([countOf("offered"), countOf("connected"), countOf("ended")], [1, 1, 1]);
  });

  it("are emitted once more, marked as redelivered, if an instance is killed before it has sent them on", async () => {
    const one = open({ onEmit: () => new Promise(() => undefined) }); // such as a message that is being read
    await until(isListening);
    call();
    await until(() => countOf("offered") >= 1);
    const other = open();
    one.kill();
    await until(() => other.emitted.length > 0);
    const [again] = other.emitted;
    assert.deepEqual([again?.event.event, again?.redelivered], ["offered", true]);
  });

  it("of a node that the one that leads does not have are received by one that has it, as while a flow is deployed", async () => {
    const one = open({ name: "old" });
    await until(isListening);
    const other = open({ name: "new" });
    await until(() => other.isLeading());
    assert.ok(one.isLeading());
    call();
    await until(() => one.emitted.length > 0 && other.emitted.length > 0);
    await delay(300);
    assert.deepEqual([countOf("offered", one.emitted), countOf("offered", other.emitted)], [1, 1]);
  });

  it("are emitted in each group", async () => {
    const [one, other] = [open({ group: "one" }), open({ group: "another" })];
    await until(isListening);
    await delay(700);
    call();
    await until(() => one.emitted.length > 0 && other.emitted.length > 0);
    await delay(300);
    assert.equal(channels().length, 1);
    assert.deepEqual([countOf("offered", one.emitted), countOf("offered", other.emitted)], [1, 1]);
  });
});
