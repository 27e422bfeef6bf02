// One instance of several, as a process: it receives a job and reports what failed. Each request has the time at which it was
// wanted in its query.
import Redis from "ioredis";
import { performance } from "node:perf_hooks";
import { openerOf } from "../../nodes/lib/backplane/open-backplane";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";
import { compose } from "../../nodes/lib/platform/compose";
import { realClock } from "../../nodes/lib/platform/time/clock";

import { backplaneWith, redWith } from "./backplanes-in-redis";

export interface InstanceJob {
  redisPort: number;
  /** The simulator. */
  url: string;
  requests: number;
  /** The requests begin within this time. */
  spreadMs: number;
  /** How far the clock of this instance is off. */
  clockOffMs: number;
}

const run = async (job: InstanceJob): Promise<string[]> => {
  const clock = { now: () => Date.now() + job.clockOffMs, after: realClock.after };
  const redis = new Redis({
    ...{ port: job.redisPort, host: "127.0.0.1", commandTimeout: 1_000, maxRetriesPerRequest: 0 },
    ...{ enableOfflineQueue: false, retryStrategy: () => 50, replyMapping: "legacy" },
  });
  redis.on("error", () => undefined);
  await new Promise((resolve) => redis.once("ready", resolve));
  const composition = compose({
    settings: accountSettings.parse({ region: "custom", apiUrl: job.url, loginUrl: job.url }),
    credentials: { clientId: "simulator", clientSecret: "simulator" },
    clock,
    openSimulator: () => Promise.reject(new Error("not here")),
    openBackplane: openerOf(redWith(undefined), backplaneWith(redis)),
    onState: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  });
  const client = composition.client();
  const failures: string[] = [];
  const send = async (nth: number): Promise<void> => {
    const waitMs = (nth * job.spreadMs) / job.requests;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const query = { name: String(performance.timeOrigin + performance.now()) };
    const path = "/api/v2/routing/queues";
    await client
      .request({ operation: "getRoutingQueues", method: "GET", path, query, repeatable: true })
      .catch((error: unknown) => failures.push(String(error)));
  };
  await Promise.all(Array.from({ length: job.requests }, (_, nth) => send(nth)));
  await composition.close();
  redis.disconnect();
  return failures;
};

process.once("message", (job: InstanceJob) => {
  void run(job).then((failures) => {
    process.send?.(failures);
    process.disconnect();
  });
});
process.send?.("ready");
