import assert from "node:assert/strict";
import fc from "fast-check";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { createOperationHost } from "../../support/operation-host";
import { askOperation, START } from "../../support/operation-limit";

describe("operations with separate limits, whatever they are", () => {
  const limits = fc.record({
    a: fc.record({
      allowed: fc.integer({ min: 1, max: 5 }),
      windowMs: fc.integer({ min: 800, max: 20_000 }),
    }),
    b: fc.record({
      allowed: fc.integer({ min: 1, max: 5 }),
      windowMs: fc.integer({ min: 800, max: 20_000 }),
    }),
  });
  const arrivals = fc.array(
    fc.record({ operation: fc.constantFrom("a", "b", "free"), afterMs: fc.integer({ min: 0, max: 900 }) }),
    { maxLength: 40 },
  );

  it("hold up no other operation, lose nothing, and are requested in order and never before the time named", async () => {
    await fc.assert(
      fc.asyncProperty(limits, arrivals, async (limited, asked) => {
        const clock = createClock(START);
        const host = createOperationHost(clock, limited);
        const limiter = createLimiter({ clock, random: () => 0.5, perMinute: 300 });
        const client = composeClient({ clock, transport: host.transport, limiter, random: () => 0.5 });
        const calls: Promise<unknown>[] = [];
        const arrivedAt: number[] = [];
        for (const [nth, { operation, afterMs }] of asked.entries()) {
          await clock.advance(afterMs);
          arrivedAt.push(clock.now());
          calls.push(askOperation(client, operation, nth));
        }
        await clock.runUntil(Promise.all(calls));
        // Only the very first request of all may be waited for, since it learns the window.
        for (const { operation, nth, at } of host.sent)
          if (operation === "free") assert.ok(at - (arrivedAt[nth] ?? 0) <= 1_000, `${nth} at ${at}`);
        for (const operation of ["a", "b"]) {
          const mine = host.sent.filter((one) => one.operation === operation);
          const firsts = mine.filter((one, at) => mine.findIndex(({ nth }) => nth === one.nth) === at);
          assert.deepEqual(
            firsts.map(({ nth }) => nth),
            firsts.map(({ nth }) => nth).sort((one, other) => one - other),
          );
        }
        assert.equal(clock.pending(), 0);
      }),
      { numRuns: 60 },
    );
  });

  it("are closed for the longest time named, while 429s of several requests come in any order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ seconds: fc.integer({ min: 0, max: 170 }), lateMs: fc.integer({ min: 0, max: 900 }) }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        async (refusals) => {
          const clock = createClock(START);
          const limiter = createLimiter({ clock, random: () => 0, perMinute: 300 });
          const known = await limiter.acquire(limiter.nextPosition());
          known.answered({ used: 1, allowed: 300, resetSeconds: 60 });
          const passes = await Promise.all(
            refusals.map(() => limiter.acquire(limiter.nextPosition(), undefined, { operation: "a" })),
          );
          let closedUntil = 0;
          for (const [index, { seconds, lateMs }] of refusals.entries()) {
            await clock.advance(lateMs);
            closedUntil = Math.max(closedUntil, clock.now() + seconds * 1_000);
            passes[index]?.operationRefused(seconds * 1_000, { used: 2, allowed: 300, resetSeconds: 60 });
          }
          const entering = limiter.acquire(limiter.nextPosition(), undefined, { operation: "a" });
          const pass = await clock.runUntil(entering);
          assert.ok(clock.now() >= closedUntil && clock.now() <= closedUntil + 250);
          pass.answered({ used: 3, allowed: 300, resetSeconds: 60 });
          await clock.advance(0);
          assert.equal(clock.pending(), 0);
        },
      ),
    );
  });
});
