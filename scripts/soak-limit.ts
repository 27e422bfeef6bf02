// npm run soak -- backplane limit: several processes on one rate limit, with a real Redis. It prints a line for each run, and ends with an
// error where a promise of docs/decisions/33-the-backplane.md is not kept.
import { setTimeout as delay } from "node:timers/promises";
import { measure, type Load } from "../test/support/backplane-run";
import { startRedis, type RunningRedis } from "../test/support/redis";

/** Windows of 2 s with 30 requests, and ten of them. */
const LIMIT = { requests: 300, allowed: 30, windowMs: 2_000 };
/** At most so many later requests may come first: those that were granted at one moment. */
const MOST_OVERTAKING = 64;

interface Run extends Load {
  title: string;
  /** At most so many times the ideal time. */
  most: number;
  /** What another program takes is noticed by a refusal, and while Redis is away, shares are only about right. */
  mayRefuse?: boolean;
  /** Without Redis, each instance requests a token of its own. */
  mostTokens?: number;
}

const runs: Run[] = [
  ...[2, 3, 5].map((instances) => ({
    ...{ title: `${instances} instances`, instances, most: 1.03, ...LIMIT },
  })),
  { title: "3 instances, over 15 s", instances: 3, spreadMs: 15_000, most: 1.03, ...LIMIT },
  {
    ...{ title: "3 instances, clocks a minute off", instances: 3, clocksOff: [0, 60_000, -60_000] },
    ...{ most: 1.03, ...LIMIT },
  },
  {
    ...{ title: "3 instances, a third used by another program", instances: 3, stranger: 10, mayRefuse: true },
    ...{ most: 1.03, ...LIMIT, requests: 200 },
  },
];

/** What happens in the middle of a run. Time is lost by it, and requests, but no more is sent than the platform allows. */
const disturbances = (redis: RunningRedis): Run[] => {
  const load = { instances: 3, most: 1.5, ...LIMIT };
  return [
    {
      ...{ title: "3 instances, one is killed", ...load },
      meanwhile: async ([first]) => {
        await delay(5_000);
        first?.kill("SIGKILL");
      },
    },
    {
      ...{ title: "3 instances, one is stopped for 5 s", ...load },
      meanwhile: async ([first]) => {
        await delay(5_000);
        first?.kill("SIGSTOP");
        await delay(5_000);
        first?.kill("SIGCONT");
      },
    },
    {
      ...{
        title: "3 instances, Redis is away for 5 s and comes back empty",
        ...load,
        mayRefuse: true,
        mostTokens: 3,
      },
      meanwhile: async () => {
        await delay(5_000);
        await redis.kill();
        await delay(5_000);
        await redis.start();
      },
    },
  ];
};

export const soakLimit = async (): Promise<void> => {
  const redis = await startRedis();
  let broken = 0;
  const all = [...runs, ...disturbances(redis)];
  for (const { title, most, mayRefuse = false, mostTokens = 1, ...load } of all) {
    const { refused, tokens, failures, tookMs, idealMs, overtaken } = await measure(redis, load);
    const times = tookMs / idealMs;
    const isKept =
      (refused === 0 || mayRefuse) &&
      tokens <= mostTokens &&
      failures.length === 0 &&
      times <= most &&
      overtaken <= MOST_OVERTAKING;
    if (!isKept) broken += 1;
    const facts = `${refused} refused, ${times.toFixed(3)} × ideal, ${overtaken} overtaken, ${tokens} token`;
    console.log(`${isKept ? "ok" : "NOT KEPT"}: ${title}: ${facts}${failures.length > 0 ? failures[0] : ""}`);
    await redis.kill();
    await redis.start();
  }
  await redis.stop();
  if (broken > 0) throw new Error(`${broken} of ${all.length} runs did not keep what is promised`);
};
