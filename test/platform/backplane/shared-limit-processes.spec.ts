import assert from "node:assert/strict";
import { measure } from "../../support/backplane-run";
import { describeWithRedis, startRedis, type RunningRedis } from "../../support/redis";

describeWithRedis("two processes with one OAuth client", () => {
  let redis: RunningRedis;
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.stop());

  it("use one token and one limit, with a clock that is off by a minute, and are never refused", async () => {
    const found = await measure(redis, {
      ...{ instances: 2, requests: 70, allowed: 30, windowMs: 1_000, clocksOff: [0, 60_000] },
    });
    assert.deepEqual(
      { refused: found.refused, tokens: found.tokens, failures: found.failures },
      { refused: 0, tokens: 1, failures: [] },
    );
    // The exact figure is that of the long run; this machine may be busy.
    assert.ok(found.tookMs < 2 * found.idealMs, `${found.tookMs} ms`);
  });
});
