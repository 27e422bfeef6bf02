// Several processes on one rate limit, with a real Redis: prints one line of JSON for each number of instances.
import { measure } from "../test/support/backplane-run";
import { startRedis } from "../test/support/redis";

const LIMIT = { requests: 300, allowed: 30, windowMs: 2_000 };

const measureAll = async (): Promise<void> => {
  for (const instances of [2, 3, 5]) {
    const redis = await startRedis();
    const { refused, failures, tookMs, idealMs } = await measure(redis, { instances, ...LIMIT });
    await redis.stop();
    const line = { instances, refused, failed: failures.length, times: tookMs / idealMs };
    console.log(JSON.stringify(line));
  }
};

void measureAll().then(() => process.exit(0));
