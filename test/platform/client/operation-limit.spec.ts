import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import fc from "fast-check";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import type { CallOptions, Client, Transport } from "../../../nodes/lib/platform/types";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { createOperationHost } from "../../support/operation-host";

const START = 1_772_442_012_345;
const ROOM = { "inin-ratelimit-count": "7", "inin-ratelimit-allowed": "300", "inin-ratelimit-reset": "53" };

/** A request of an operation, by its number. */
const ask = (client: Client, operation: string, nth = 0, options: CallOptions = {}): Promise<unknown> =>
  client.request({ operation, method: "POST", path: `/${operation}/${nth}`, repeatable: false }, options);

/** A client over a wire, with what its account shows. */
const open = (wire: (clock: ReturnType<typeof createClock>) => Transport, maxWaitMs = 180_000) => {
  const clock = createClock(START);
  const shown: (number | undefined)[] = [];
  const random = (): number => 0.5;
  const onHeldBack = (until: number | undefined): void => void shown.push(until);
  const limiter = createLimiter({ clock, random, perMinute: 300, maxWaitMs, onHeldBack });
  const client = composeClient({ clock, transport: wire(clock), limiter, random });
  return { clock, client, shown };
};

/** A wire that refuses the first requests of `search`, and lets everything else through. */
const refusing = (times: number, headers: Record<string, string>, body?: unknown) => {
  const sentAt: Record<string, number[]> = {};
  const wire =
    (clock: { now: () => number }): Transport =>
    ({ url }) => {
      const operation = new URL(url).pathname.split("/")[1] ?? "";
      const all = (sentAt[operation] ??= []);
      all.push(clock.now() - START);
      return operation === "search" && all.length <= times
        ? Promise.reject(refusalError({ status: 429, headers, body }))
        : Promise.resolve({ status: 200, headers: ROOM, body: undefined });
    };
  return { sentAt, wire };
};

describe("a 429 while the window of the token has room", () => {
  const refused = { ...ROOM, "retry-after": "20" };
  const named = { code: "too.many.requests", limit: { key: "users.search.rate", namespace: "directory" } };

  for (const [what, body] of [
    ["names its limit", named],
    ["names no limit", undefined],
  ] as const)
    it(`closes that operation, and not the account, where the body ${what}`, async () => {
      const { sentAt, wire } = refusing(1, refused, body);
      const { clock, client, shown } = open(wire);
      const held: (number | undefined)[] = [];
      const search = ask(client, "search", 1, { onHeldBack: (until) => held.push(until) });
      await clock.advance(500);
      await ask(client, "setPostflow");
      assert.deepEqual(sentAt, { search: [0], setPostflow: [500] });
      await clock.runUntil(search);
      assert.deepEqual(sentAt, { search: [0, 20_000], setPostflow: [500] });
      assert.deepEqual([held, shown], [[START + 20_000, undefined], []]);
      assert.equal(clock.pending(), 0);
    });

  it("never closes the account, however often the operation is refused", async () => {
    const { sentAt, wire } = refusing(100, refused);
    const { clock, client, shown } = open(wire);
    const search = ask(client, "search");
    const failed = assert.rejects(search, ({ code, cause }: GenesysError) => {
      assert.deepEqual([code, cause.outcome, cause.attempts], ["limited", "refused", 10]);
      return true;
    });
    for (let second = 0; second < 180; second += 1) {
      await ask(client, "setPostflow");
      await clock.advance(1_000);
    }
    await failed;
    assert.deepEqual(
      sentAt["setPostflow"],
      [...Array(180).keys()].map((second) => second * 1_000),
    );
    assert.deepEqual([sentAt["search"]?.length, shown], [10, []]);
  });

  it("makes the others of its operation wait in their order, one ahead of them when the time is over", async () => {
    const clock = createClock(START);
    const host = createOperationHost(clock, { search: { allowed: 1, windowMs: 20_000 } });
    const client = composeClient({ clock, transport: host.transport, random: () => 0.5 });
    await clock.runUntil(ask(client, "search", 0));
    const calls = [1, 2, 3, 4].map((nth) => ask(client, "search", nth));
    await clock.runUntil(Promise.all(calls));
    const accepted = host.sent.filter(({ status }) => status === 200).map(({ nth }) => nth);
    assert.deepEqual(accepted, [0, 1, 2, 3, 4]);
    const laterRefusals = host.sent.filter(({ status, at }) => status === 429 && at > START + 1_000);
    assert.ok(laterRefusals.length <= 6, `${laterRefusals.length} refusals after the first window`);
  });

  it("goes on when its deadline allows no more than that, and says what was asked for", async () => {
    const { sentAt, wire } = refusing(1, { ...ROOM, "retry-after": "100" });
    const { clock, client } = open(wire);
    const options = { deadline: START + 60_000 };
    await assert.rejects(ask(client, "search", 0, options), (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.outcome], ["limited", "refused"]);
      assert.match(error.message, /rate limit of this operation is exceeded\. .* wait of 100 s/);
      return true;
    });
    await assert.rejects(ask(client, "search", 1, options), (error: GenesysError) => {
      const { code, cause, message } = error;
      assert.deepEqual([code, cause.outcome, cause.retryAfterMs], ["limited", "notSent", 100_000]);
      assert.match(message, /another 100 s\. Other operations .* Nothing was sent\.$/);
      return true;
    });
    assert.deepEqual([sentAt["search"], clock.pending(), clock.now()], [[0], 0, START]);
  });

  it("fails who waits for it as well where it turns out to last longer than anybody waits", async () => {
    const clock = createClock(START);
    const limiter = createLimiter({ clock, random: () => 0, perMinute: 300 });
    const told = { used: 2, allowed: 300, resetSeconds: 60 };
    (await limiter.acquire(limiter.nextPosition())).answered(told);
    const enter = (operation: string) => limiter.acquire(limiter.nextPosition(), undefined, { operation });
    const [short, long] = await Promise.all([enter("search"), enter("search")]);
    short.operationRefused(30_000, told);
    const waiting = assert.rejects(enter("search"), ({ code, cause }: GenesysError) => {
      assert.deepEqual([code, cause.outcome, cause.retryAfterMs], ["limited", "notSent", 3_600_000]);
      return true;
    });
    long.operationRefused(3_600_000, told);
    await waiting;
    (await enter("other")).answered(told);
    await assert.rejects(enter("search"), { code: "limited" });
    assert.equal(clock.pending(), 0);
  });

  it("lets a call that waits for it leave at once, without a listener or a timer, and says that it has left", async () => {
    const { wire } = refusing(1, refused);
    const { clock, client } = open(wire);
    const first = new AbortController();
    const second = new AbortController();
    const held: (number | undefined)[] = [];
    const onHeldBack = (until: number | undefined): void => void held.push(until);
    const calls = [
      ask(client, "search", 1, { signal: first.signal }),
      ask(client, "search", 2, { signal: second.signal, onHeldBack }),
    ];
    await clock.advance(1_000);
    second.abort();
    await assert.rejects(calls[1] ?? Promise.resolve(), ({ code, cause }: GenesysError) => {
      assert.deepEqual([code, cause.outcome], ["closed", "notSent"]);
      return true;
    });
    assert.deepEqual(held, [START + 20_000, undefined]);
    await clock.runUntil(calls[0] ?? Promise.resolve());
    for (const { signal } of [first, second]) assert.equal(getEventListeners(signal, "abort").length, 0);
    assert.equal(clock.pending(), 0);
  });

  it("keeps the wait where the window of the token is used up as well", async () => {
    const { sentAt, wire } = refusing(
      1,
      { ...ROOM, "inin-ratelimit-count": "300", "inin-ratelimit-reset": "10", "retry-after": "40" },
      named,
    );
    const { clock, client, shown } = open(wire);
    const calls = [ask(client, "search"), ask(client, "setPostflow")];
    await clock.runUntil(Promise.all(calls));
    assert.equal(sentAt["search"]?.[1], 40_000);
    const [at = 0] = sentAt["setPostflow"] ?? [];
    assert.ok(at >= 10_000 && at < 10_100, `${at}`);
    assert.equal(shown.at(-1), undefined);
    assert.equal(shown.length, 2);
  });

  for (const key of [
    "token.rate.per.minute",
    "client.credentials.token.rate.per.minute",
    "org.app.user.rate.per.minute",
  ])
    it(`closes the account where the body names a limit of the account: ${key}`, async () => {
      const { sentAt, wire } = refusing(1, refused, { limit: { key, namespace: "platform.api" } });
      const { clock, client, shown } = open(wire);
      const search = ask(client, "search");
      await clock.advance(500);
      await clock.runUntil(Promise.all([search, ask(client, "setPostflow")]));
      assert.ok((sentAt["setPostflow"]?.[0] ?? 0) >= 20_000);
      assert.equal(shown.length, 2);
    });
});

describe("operations with limits of their own, whatever they are", () => {
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

  it("hold up nobody else, lose nothing, and are asked in order and never before the time named", async () => {
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
          calls.push(ask(client, operation, nth));
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
