import assert from "node:assert/strict";
import type { PermitResult } from "../../../nodes/lib/platform/backplane/types";
import { describeBackplanes, lostMs, probeMs, take } from "../../support/backplanes";

const answered = (used: number, allowed: number, resetSeconds = 60): PermitResult => ({
  kind: "answered",
  rateLimit: { used, allowed, resetSeconds },
});

describeBackplanes("the window of the rate limit of several instances", ({ open, pass }) => {
  it("sends one request of all instances first, and the others when its response has opened the window", async () => {
    const [one, other] = [await open(), await open()];
    const [first, second] = [await take(one, 3), await take(other, 2)];
    assert.deepEqual([first.granted, second.granted], [[1], []]);
    assert.deepEqual(
      [first.added, second.added],
      [
        [1, 2, 3],
        [4, 5],
      ],
    );
    await one.window.report(1, answered(1, 300));
    assert.deepEqual((await take(other, 0, { positions: [4, 5] })).granted, [4, 5]);
    assert.deepEqual((await take(one, 0, { positions: [2, 3] })).granted, [2, 3]);
  });

  it("lets another one go after a second where the first has no response", async () => {
    const [one, other] = [await open(), await open()];
    assert.deepEqual((await take(one, 1)).granted, [1]);
    await pass(20);
    assert.deepEqual((await take(other, 1)).granted, []);
    await pass(probeMs);
    assert.deepEqual((await take(other, 0, { positions: [2] })).granted, [2]);
  });

  it("lets another one go at once where the first did not reach the platform", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await one.window.report(1, { kind: "unsent" });
    assert.deepEqual((await take(other, 1)).granted, [2]);
  });

  it("grants no more than the window has left, with those in progress", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await one.window.report(1, answered(6, 10));
    const [first, second] = [await take(one, 3), await take(other, 3)];
    assert.deepEqual([first.granted, second.granted], [[2, 3, 4], [5]]);
    assert.equal(second.state, "open");
    await one.window.report(2, answered(10, 10));
    const { granted, state, untilMs = 0 } = await take(other, 0, { positions: [6, 7] });
    assert.deepEqual([granted, state], [[], "usedUp"]);
    assert.ok(untilMs > 50_000 && untilMs <= 60_000, String(untilMs));
  });

  it("keeps room for a request that waits longer, whichever instance checks first", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    const { added } = await take(one, 2, { most: 0 });
    const { added: later } = await take(other, 2, { most: 0 });
    await one.window.report(1, answered(7, 10));
    assert.deepEqual((await take(other, 0, { positions: later })).granted, [4]); // of three, two are kept
    assert.deepEqual((await take(one, 0, { positions: added })).granted, [2, 3]);
  });

  it("drops what an instance waits for, and has in progress, that was not seen for a while", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await one.window.report(1, answered(8, 10));
    await take(one, 1); // in progress
    await take(one, 5, { most: 0 }); // waiting
    assert.deepEqual((await take(other, 2)).granted, []);
    await pass(lostMs + 20);
    assert.deepEqual((await take(other, 0, { positions: [8, 9] })).granted, [8, 9]);
    // It was only stopped: its request has its old place again.
    assert.deepEqual((await take(one, 0, { positions: [3] })).granted, []);
  });

  it("forgets the positions that do not wait any more", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await take(one, 3, { most: 0 });
    await one.window.report(1, answered(9, 10));
    await one.window.take({ added: 0, positions: [], dropped: [2, 3, 4], most: 0 });
    assert.deepEqual((await take(other, 1)).granted, [5]);
  });

  it("closes for all instances until the time that a 429 names", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await one.window.report(1, { kind: "refused", retryAfterMs: 300 });
    const { granted, state, untilMs = 0 } = await take(other, 1);
    assert.deepEqual([granted, state], [[], "closed"]);
    assert.ok(untilMs > 200 && untilMs <= 300, String(untilMs));
    await pass(320);
    assert.deepEqual((await take(other, 0, { positions: [2] })).granted, [2]);
    assert.deepEqual((await take(one, 1)).granted, []);
  });

  it("believes a window that explains a refusal before the whole seconds of the refusal", async () => {
    const one = await open();
    await take(one, 1);
    await one.window.report(1, answered(29, 30, 0.3));
    await take(one, 1);
    const rateLimit = { used: 30, allowed: 30, resetSeconds: 0.3 };
    await one.window.report(2, { kind: "refused", retryAfterMs: 1_000, rateLimit });
    const { state, untilMs = 0 } = await take(one, 1);
    assert.equal(state, "closed");
    assert.ok(untilMs <= 300, String(untilMs));
  });

  it("begins the next window with one request, and ignores late responses of the window before", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await one.window.report(1, answered(1, 30, 0.2));
    await take(one, 2); // 2 and 3 are in progress when the window ends
    await pass(230);
    assert.deepEqual((await take(other, 2)).granted, [4]);
    await one.window.report(2, answered(30, 30, 0.2));
    assert.deepEqual((await take(other, 0, { positions: [5] })).granted, []);
    await other.window.report(4, answered(1, 30, 5));
    await one.window.report(3, answered(30, 30, 0.2));
    assert.deepEqual((await take(other, 0, { positions: [5] })).granted, [5]);
  });

  it("gives the first request of the next window to the one that waits longest", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 1);
    await one.window.report(1, answered(30, 30, 0.2));
    await take(one, 1);
    await take(other, 1);
    await pass(205);
    assert.deepEqual((await take(other, 0, { positions: [3] })).granted, []);
    assert.deepEqual((await take(one, 0, { positions: [2] })).granted, [2]);
  });

  it("counts by itself where the host reports no limit", async () => {
    const [one, other] = [await open({ perMinute: 3 }), await open({ perMinute: 3 })];
    await take(one, 1);
    await one.window.report(1, { kind: "answered" });
    assert.deepEqual((await take(other, 3)).granted, [2, 3]);
    await other.window.report(2, { kind: "answered" });
    await other.window.report(3, { kind: "answered" });
    assert.equal((await take(one, 1)).state, "usedUp");
  });

  it("stays below the platform's limit where the user has set a lower number", async () => {
    const one = await open({ perMinute: 2 });
    await take(one, 1);
    await one.window.report(1, answered(1, 300, 86_400));
    const { granted, untilMs = 0 } = await take(one, 5);
    assert.deepEqual(granted, [2]);
    assert.ok(untilMs <= 60_000, String(untilMs));
  });

  it("says that a window is used up for longer than the account waits, and checks after that time", async () => {
    const one = await open({ maxWaitMs: 200 });
    await take(one, 1);
    await one.window.report(1, answered(300, 300, 3_600));
    assert.equal((await take(one, 1)).isTooLong, true);
    await pass(220);
    assert.deepEqual((await take(one, 0, { positions: [2] })).granted, [2]);
  });

  it("does not believe a window that does not explain a refusal", async () => {
    const one = await open();
    await take(one, 1);
    await one.window.report(1, answered(1, 300));
    await take(one, 3);
    await one.window.report(2, {
      kind: "refused",
      retryAfterMs: 0,
      rateLimit: { used: 2, allowed: 300, resetSeconds: 60 },
    });
    assert.deepEqual((await take(one, 2)).granted, [5]);
  });

  it("counts the instances that are alive", async () => {
    const [one, other] = [await open(), await open()];
    await take(one, 0);
    assert.equal((await take(other, 0)).instances, 2);
  });
});
