import assert from "node:assert/strict";
import { realClock, steadily } from "../../../nodes/lib/platform/time/clock";
import { openConnection } from "../../../nodes/lib/platform/events/connection";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import { createTokens } from "../../../nodes/lib/platform/client/tokens";
import { createStatus } from "../../../nodes/lib/node/status";
import { call, composeClient, factsOf } from "../../support/client";
import { createClock, type VirtualClock } from "../../support/clock";
import { refused } from "../../support/scripted-client";

const HOUR = 3_600_000;

/** A machine whose clock is set: its timers go on as they were. */
const openMachine = (): VirtualClock & { set(byMs: number): void } => {
  const clock = createClock(100 * HOUR);
  let ahead = 0;
  return { ...clock, now: () => clock.now() + ahead, set: (byMs) => void (ahead += byMs) };
};

describe("a clock that is set", () => {
  it("goes on steadily: back not at all, ahead as it was set", () => {
    const machine = openMachine();
    const { now } = steadily(machine);
    const start = now();
    machine.set(-HOUR);
    assert.equal(now(), start);
    machine.set(1_000);
    assert.equal(now(), start + 1_000);
    machine.set(8 * HOUR);
    assert.equal(now(), start + 1_000 + 8 * HOUR);
    machine.set(-20);
    machine.set(50);
    assert.equal(now(), start + 1_030 + 8 * HOUR);
  });

  it("holds no request back for longer than the platform asked, when it is set back meanwhile", async () => {
    const machine = openMachine();
    const limiter = createLimiter({ clock: steadily(machine), random: () => 0, perMinute: 300 });
    (await limiter.acquire(limiter.nextPosition())).refused(7_000);
    const entered: string[] = [];
    const waiting = limiter.acquire(limiter.nextPosition()).then((pass) => {
      entered.push("waited");
      pass.answered();
    });
    machine.set(-HOUR);
    void limiter.acquire(limiter.nextPosition()).then(() => entered.push("came later"));
    await machine.advance(6_999);
    assert.deepEqual(entered, []);
    await machine.advance(1);
    await waiting;
    await machine.advance(0);
    assert.deepEqual(entered, ["waited", "came later"]);
  });

  it("does not remember a refusal of credentials for longer", async () => {
    const machine = openMachine();
    let good = false;
    const tokens = createTokens({
      clock: steadily(machine),
      exchange: () => (good ? Promise.resolve({ accessToken: "t" }) : Promise.reject(refused(401))),
    });
    await assert.rejects(tokens.get(), { code: "auth" });
    good = true;
    machine.set(-HOUR);
    await assert.rejects(tokens.get(), { code: "auth" });
    await machine.advance(5_000);
    assert.equal(await tokens.get(), "t");
  });

  it("renews a token that ended while the machine slept, before anything is sent with it", async () => {
    const machine = openMachine();
    let given = 0;
    const tokens = createTokens({
      clock: steadily(machine),
      exchange: () => Promise.resolve({ accessToken: `t${++given}`, lifetimeMs: 4 * HOUR }),
    });
    assert.equal(await tokens.get(), "t1");
    machine.set(8 * HOUR);
    assert.equal(await tokens.get(), "t2");
  });

  it("begins a new window after a sleep", async () => {
    const machine = openMachine();
    const limiter = createLimiter({ clock: steadily(machine), random: () => 0, perMinute: 300 });
    const reported = { used: 300, allowed: 300, resetSeconds: 60 };
    (await limiter.acquire(limiter.nextPosition())).answered(reported);
    machine.set(8 * HOUR);
    (await limiter.acquire(limiter.nextPosition())).answered({ ...reported, used: 1 });
    assert.equal(machine.pending(), 0);
  });

  it("holds an operation back for hardly longer, and reports no request that took less than no time", async () => {
    const machine = openMachine();
    let answer: "refuse" | "serve" = "refuse";
    const client = composeClient({
      clock: machine,
      transport: () => {
        if (answer === "refuse") return Promise.reject(refused(429, { "retry-after": "600" }));
        machine.set(-HOUR);
        return Promise.resolve({ status: 200, headers: {}, body: undefined });
      },
    });
    await assert.rejects(call(client, "/a"), { code: "limited" });
    machine.set(-HOUR);
    answer = "serve";
    await assert.rejects(call(client, "/a"), { code: "limited" });
    await machine.advance(600_000);
    const facts = await factsOf((onFacts) => call(client, "/a", { onFacts }));
    assert.equal(facts?.durationMs, 0);
  });

  for (const [what, byMs] of [
    ["back", -HOUR],
    ["ahead by a sleep", 8 * HOUR],
  ] as const)
    it(`finds a dead connection of notifications all the same, set ${what}`, async () => {
      const machine = openMachine();
      const { signal } = new AbortController();
      let said = 0;
      const line = await openConnection({
        connect: () => Promise.resolve({ send: () => void said++, close: () => undefined }),
        clock: machine,
        url: "wss://streaming.example.com/channels/1",
        signal,
        onFrame: () => undefined,
        onInvalid: () => undefined,
      });
      machine.set(byMs);
      // What passed since it was looked at last is lost with the hour.
      await machine.advance(2 * 40_000);
      assert.equal(machine.pending(), 0);
      assert.equal(await line.ended, "silent");
      assert.equal(said, 1);
    });

  it("goes on showing the status", async () => {
    const machine = openMachine();
    const shown: unknown[] = [];
    const status = createStatus({ status: (one) => void shown.push(one) }, steadily(machine));
    const end = status.begin();
    machine.set(-HOUR);
    end("network");
    await machine.advance(250);
    assert.equal(shown.length, 2);
  });

  it("does not let a timer beyond what the machine can count fall due at once", () => {
    const { setTimeout: original } = globalThis;
    const asked: unknown[] = [];
    globalThis.setTimeout = ((fn: () => void, ms?: number) => (
      asked.push(ms),
      original(fn, 0)
    )) as typeof setTimeout;
    realClock.after(1e12, () => undefined)();
    realClock.after(1_000, () => undefined)();
    globalThis.setTimeout = original;
    assert.deepEqual(asked, [2 ** 31 - 1, 1_000]);
  });
});
