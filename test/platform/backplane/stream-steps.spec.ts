import assert from "node:assert/strict";
import type { Backplane, FencingToken } from "../../../nodes/lib/platform/backplane/types";
import { describeBackplanes, passing } from "../../support/backplanes";

const held = async (one: Backplane, forMs = 10_000): Promise<FencingToken> => {
  const fence = await one.lease("lead").acquire(forMs);
  assert.ok(fence);
  return fence;
};
const entry = (value: string) => ({ key: "c", value });

describeBackplanes("the steps of the one that leads a stream", ({ open, pass }) => {
  const until = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
    for (let waited = 0; !(await isTrue()); waited += 20) {
      assert.ok(waited < 8_000);
      await pass(20);
    }
  };

  it("keep what belongs to the entries in the same step, for the next one", async () => {
    const [one, other] = [await open(), await open()];
    const fence = await held(one);
    const stream = one.streamOf("s");
    await stream.append([entry("1")], {
      fence,
      keep: new Map([
        ["a", "1"],
        ["b", "1"],
      ]),
    });
    await stream.append([], {
      fence,
      keep: new Map([
        ["a", "2"],
        ["b", undefined],
      ]),
    });
    assert.deepEqual([...(await other.streamOf("s").kept())], [["a", "2"]]);
    assert.deepEqual([...(await other.streamOf("another").kept())], []);
    assert.equal(await other.streamOf("s").keptAs("a"), "2");
    assert.equal(await other.streamOf("s").keptAs("b"), undefined);
  });

  it("change nothing once another one leads", async () => {
    const [one, other] = [await open(), await open()];
    const fence = await held(one, 100);
    await pass(130);
    await held(other);
    const keep = new Map([["a", "late"]]);
    assert.equal(await one.streamOf("s").append([entry("late")], { fence, keep }), undefined);
    assert.equal(await one.streamOf("s").report(fence, "a", []), undefined);
    assert.equal((await other.streamOf("s").kept()).size, 0);
  });

  it("are done once, though the response to one was lost and it is sent again", async () => {
    const one = await open();
    const fence = await held(one);
    const values: string[] = [];
    await one.streamOf("s").consume("group", ({ value }) => Promise.resolve(void values.push(value)));
    const step = { fence, name: "1" };
    const ids = await one.streamOf("s").append([entry("x"), entry("y")], step);
    assert.deepEqual(await one.streamOf("s").append([entry("x"), entry("y")], step), ids);
    await one.streamOf("s").append([entry("z")], { fence, name: "2" });
    await until(() => values.includes("z"));
    assert.deepEqual(values, ["x", "y", "z"]);
  });

  it("show what each group has acknowledged, and what is kept", async () => {
    const one = await open();
    const fence = await held(one);
    const stream = one.streamOf("s");
    const acknowledge: (() => void)[] = [];
    const taken = await stream.consume(
      "slow",
      () => new Promise<void>((resolve) => void acknowledge.push(resolve)),
    );
    await stream.consume("quick", () => Promise.resolve());
    const ids = (await stream.append([entry("1"), entry("2")], { fence, keep: new Map([["a", "x"]]) })) ?? [];
    const open2 = async (group: string): Promise<readonly string[] | undefined> => {
      const found = await stream.report(fence, "a", ids);
      assert.equal(found?.kept, "x");
      return found.unacknowledged.get(found.nameOf(group));
    };
    await until(async () => (await open2("quick"))?.length === 0);
    await until(() => acknowledge.length === 1);
    assert.deepEqual(await open2("slow"), ids);
    acknowledge[0]?.();
    await until(async () => (await open2("slow"))?.length === 1);
    assert.deepEqual(await open2("slow"), ids.slice(1));
    await until(() => acknowledge.length === 2);
    acknowledge[1]?.();
    await until(async () => (await open2("slow"))?.length === 0);
    await passing(pass, taken.close());
  });

  it("show which entries are there, and which server it is", async () => {
    const one = await open();
    const fence = await held(one);
    const stream = one.streamOf("s");
    const ids = (await stream.append([entry("1"), entry("2"), { key: "d", value: "3" }], { fence })) ?? [];
    assert.deepEqual(await stream.present(ids), ids);
    await stream.append([], { fence, remove: ids.slice(0, 1) });
    assert.deepEqual(await stream.present(ids), ids.slice(1));
    const found = await stream.report(fence, "a", ids);
    assert.ok(found?.server);
    assert.equal((await stream.report(fence, "a", ids))?.server, found.server);
  });

  it("take out entries, which no instance receives then", async () => {
    const one = await open();
    const fence = await held(one);
    const seen: string[] = [];
    const failing = await one.streamOf("s").consume("group", ({ value }) => {
      seen.push(value);
      return Promise.reject(new Error("not taken"));
    });
    const ids = (await one.streamOf("s").append([entry("1"), entry("2")], { fence })) ?? [];
    await until(() => seen.length === 2);
    await passing(pass, failing.close());
    await one.streamOf("s").append([], { fence, remove: ids.slice(0, 1) });
    const received: string[] = [];
    await one.streamOf("s").consume("group", ({ value, redelivered }) => {
      received.push(`${value} ${redelivered}`);
      return Promise.resolve();
    });
    await until(() => received.length > 0);
    assert.deepEqual(received, ["2 true"]);
  });

  it("are free to be taken after a lease has ended", async () => {
    const [one, other] = [await open(), await open()];
    assert.equal(await other.lease("lead").isFree(), true);
    await held(one, 100);
    assert.equal(await other.lease("lead").isFree(), false);
    await pass(130);
    assert.equal(await other.lease("lead").isFree(), true);
  });
});
