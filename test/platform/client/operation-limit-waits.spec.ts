import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { createOperationHost } from "../../support/operation-host";
import { askOperation, openLimited, refusingSearch, ROOM, START } from "../../support/operation-limit";

describe("a 429 while the window of the token has room", () => {
  const refused = { ...ROOM, "retry-after": "20" };

  it("makes the others of its operation wait in their order, one ahead of them when the time is over", async () => {
    const clock = createClock(START);
    const host = createOperationHost(clock, { search: { allowed: 1, windowMs: 20_000 } });
    const client = composeClient({ clock, transport: host.transport, random: () => 0.5 });
    await clock.runUntil(askOperation(client, "search", 0));
    const calls = [1, 2, 3, 4].map((nth) => askOperation(client, "search", nth));
    await clock.runUntil(Promise.all(calls));
    const accepted = host.sent.filter(({ status }) => status === 200).map(({ nth }) => nth);
    assert.deepEqual(accepted, [0, 1, 2, 3, 4]);
    const laterRefusals = host.sent.filter(({ status, at }) => status === 429 && at > START + 1_000);
    assert.ok(laterRefusals.length <= 6, `${laterRefusals.length} refusals after the first window`);
  });

  it("goes on when its deadline allows no more than that, and says what was asked for", async () => {
    const { sentAt, transport } = refusingSearch(1, { ...ROOM, "retry-after": "100" });
    const { clock, client } = openLimited(transport);
    const options = { deadline: START + 60_000 };
    await assert.rejects(askOperation(client, "search", 0, options), (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.outcome], ["limited", "refused"]);
      assert.match(error.message, /rate limit of this operation is exceeded\. .* wait of 100 s/);
      return true;
    });
    await assert.rejects(askOperation(client, "search", 1, options), (error: GenesysError) => {
      const { code, cause, message } = error;
      assert.deepEqual([code, cause.outcome, cause.retryAfterMs], ["limited", "notSent", 100_000]);
      assert.match(message, /another 100 s\. Other operations .* Nothing was sent\.$/);
      return true;
    });
    assert.deepEqual([sentAt["search"], clock.pending(), clock.now()], [[0], 0, START]);
  });

  it("fails the requests that wait for it as well, where it turns out to last longer than any request waits", async () => {
    const clock = createClock(START);
    const limiter = createLimiter({ clock, random: () => 0, perMinute: 300 });
    const reported = { used: 2, allowed: 300, resetSeconds: 60 };
    (await limiter.acquire(limiter.nextPosition())).answered(reported);
    const enter = (operation: string) => limiter.acquire(limiter.nextPosition(), undefined, { operation });
    const [short, long] = await Promise.all([enter("search"), enter("search")]);
    short.operationRefused(30_000, reported);
    const waiting = assert.rejects(enter("search"), ({ code, cause }: GenesysError) => {
      assert.deepEqual([code, cause.outcome, cause.retryAfterMs], ["limited", "notSent", 3_600_000]);
      return true;
    });
    long.operationRefused(3_600_000, reported);
    await waiting;
    (await enter("other")).answered(reported);
    await assert.rejects(enter("search"), { code: "limited" });
    assert.equal(clock.pending(), 0);
  });

  it("lets a request that waits for it leave at once, without a listener or a timer, and reports that it has left", async () => {
    const { transport } = refusingSearch(1, refused);
    const { clock, client } = openLimited(transport);
    const first = new AbortController();
    const second = new AbortController();
    const held: (number | undefined)[] = [];
    const onHeldBack = (until: number | undefined): void => void held.push(until);
    const calls = [
      askOperation(client, "search", 1, { signal: first.signal }),
      askOperation(client, "search", 2, { signal: second.signal, onHeldBack }),
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
});
