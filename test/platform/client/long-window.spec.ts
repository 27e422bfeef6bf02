import assert from "node:assert/strict";
import fc from "fast-check";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import type { Transport } from "../../../nodes/lib/platform/types";
import { call, composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { enterAll, openLimiter, settle } from "../../support/limiter";
import { refused } from "../../support/scripted-client";

const START = 1_772_442_012_345;
const DAY = 86_400;

const window = (used: unknown, allowed: unknown, reset: unknown): Record<string, string> => ({
  "inin-ratelimit-count": String(used),
  "inin-ratelimit-allowed": String(allowed),
  "inin-ratelimit-reset": String(reset),
});

/** A client whose every answer has these headers, and what its account shows. */
const open = (
  headersOf: (nth: number) => Record<string, string>,
  { maxWaitMs = 180_000, perMinute = 300 } = {},
) => {
  const clock = createClock(START);
  const shown: (number | undefined)[] = [];
  const sentAt: number[] = [];
  const onHeldBack = (until: number | undefined): void => void shown.push(until);
  const limiter = createLimiter({ clock, random: () => 0.5, perMinute, maxWaitMs, onHeldBack });
  const transport: Transport = () => {
    const headers = headersOf(sentAt.push(clock.now() - START));
    return Promise.resolve({ status: 200, headers, body: undefined });
  };
  return { clock, client: composeClient({ clock, transport, limiter, maxWaitMs }), shown, sentAt };
};

describe("a window that is used up for longer than the account waits", () => {
  const isTooLong = ({ code, message, cause }: GenesysError): boolean => {
    assert.deepEqual([code, cause.outcome, cause.attempts], ["limited", "notSent", 1]);
    assert.match(
      message,
      /account is exceeded for another \d+ s, longer than the account waits\. .* Nothing was sent\.$/,
    );
    assert.ok((cause.retryAfterMs ?? 0) > 180_000);
    return true;
  };

  it("fails the next message at once, with the reason, instead of holding it for a day", async () => {
    const { clock, client, sentAt } = open(() => window(300, 300, DAY));
    await call(client, "/first");
    await assert.rejects(call(client, "/second"), isTooLong);
    await clock.advance(100_000);
    await assert.rejects(call(client, "/third"), isTooLong);
    assert.deepEqual([sentAt, clock.pending()], [[0], 0]);
  });

  it("fails the requests as well that wait when it is found out", async () => {
    const { clock, client, sentAt } = open((nth) => window(nth >= 3 ? 300 : nth, 300, DAY));
    const calls = Array.from({ length: 50 }, (_, index) => call(client, `/${index}`));
    const outcomes = await clock.runUntil(Promise.allSettled(calls));
    const failed = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as GenesysError] : []));
    assert.equal(failed.length, 50 - sentAt.length);
    for (const one of failed) isTooLong(one);
    assert.deepEqual([clock.now(), clock.pending()], [START, 0]);
  });

  it("is checked by one request each time the longest wait is over, and all goes on where it no longer holds", async () => {
    const { clock, client, sentAt } = open((nth) => (nth < 3 ? window(300, 300, DAY) : window(1, 300, 60)));
    await call(client, "/first");
    await clock.advance(180_000);
    await call(client, "/check");
    await assert.rejects(call(client, "/third"), isTooLong);
    await clock.advance(180_000);
    const calls = [1, 2, 3, 4].map((nth) => call(client, `/${nth}`));
    await clock.runUntil(Promise.all(calls));
    assert.deepEqual(sentAt, [0, 180_000, 360_000, 360_000, 360_000, 360_000]);
  });

  it("is not believed where the same refusal names a time that can be waited for", async () => {
    const clock = createClock(START);
    let sent = 0;
    const headers = { ...window(300, 300, DAY), "retry-after": "5" };
    const transport: Transport = () =>
      (sent += 1) === 1
        ? Promise.reject(refused(429, headers))
        : Promise.resolve({ status: 200, headers: {}, body: "done" });
    const client = composeClient({ clock, transport });
    assert.equal(await clock.runUntil(call(client, "/a")), "done");
    assert.ok(clock.now() - START < 5_300);
  });

  it("fails a refusal at once that names no other time", async () => {
    const clock = createClock(START);
    const transport: Transport = () => Promise.reject(refused(429, window(300, 300, DAY)));
    await assert.rejects(call(composeClient({ clock, transport }), "/a"), ({ code, cause }: GenesysError) => {
      assert.deepEqual([code, cause.outcome, cause.status], ["limited", "refused", 429]);
      return true;
    });
    assert.deepEqual([clock.now(), clock.pending()], [START, 0]);
  });

  it("is waited for where the account waits that long, and shown", async () => {
    const { clock, client, shown, sentAt } = open((nth) => window(nth === 1 ? 300 : 1, 300, 170));
    await call(client, "/first");
    await clock.runUntil(call(client, "/second"));
    assert.ok((sentAt[1] ?? 0) >= 170_000);
    assert.deepEqual([shown.length, shown.at(-1)], [2, undefined]);
  });

  it("does not turn the user's own number a minute into one a day", async () => {
    const { clock, client, sentAt } = open((nth) => window(nth, 300, DAY), { perMinute: 2 });
    await clock.runUntil(Promise.all([1, 2, 3].map((nth) => call(client, `/${nth}`))));
    assert.ok((sentAt[2] ?? Infinity) <= 61_000, `${sentAt[2]}`);
  });

  it("holds no request for longer than the account waits, whatever the headers say", async () => {
    const number = fc.oneof(
      fc.constantFrom<unknown>(
        NaN,
        "",
        "soon",
        -1,
        0,
        1,
        299,
        300,
        301,
        59,
        60,
        61,
        179,
        181,
        DAY,
        1e12,
        "9".repeat(400),
      ),
      fc.integer(),
      fc.double(),
    );
    const headers = fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(headers, fc.constantFrom(10_000, 60_000, 180_000), async (reported, maxWaitMs) => {
        const { clock, client } = open((nth) => window(...(reported[nth % reported.length] ?? [0, 0, 0])), {
          maxWaitMs,
        });
        for (let nth = 0; nth < 8; nth += 1) {
          const before = clock.now();
          const calling = call(client, `/${nth}`).catch(({ code, cause }: GenesysError) =>
            assert.deepEqual([code, cause.outcome], ["limited", "notSent"]),
          );
          await clock.runUntil(calling);
          assert.ok(clock.now() - before <= maxWaitMs + 500, `${clock.now() - before} ms`);
        }
        assert.equal(clock.pending(), 0);
      }),
    );
  });
});

describe("a request that waits in the limiter", () => {
  it("is shown after a second, also where it only waits for responses that do not come", async () => {
    const states: (number | undefined)[] = [];
    const { clock, limiter } = openLimiter({ onHeldBack: (until) => states.push(until) });
    const reported = { used: 1, allowed: 3, resetSeconds: 50 };
    (await limiter.acquire(limiter.nextPosition())).answered(reported);
    const { entered, permit } = enterAll(limiter, 3);
    await clock.advance(999);
    assert.deepEqual([entered, states], [[0, 1], []]);
    await clock.advance(1);
    assert.deepEqual(states, [50_000]);
    (await permit(0)).unsent();
    await settle(clock);
    assert.deepEqual(
      [entered, states],
      [
        [0, 1, 2],
        [50_000, undefined],
      ],
    );
  });
});
