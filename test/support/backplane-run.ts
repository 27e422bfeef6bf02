import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSimulator } from "../../nodes/lib/simulator/index";
import type { InstanceJob } from "./backplane-instance";
import type { RunningRedis } from "./redis";

export interface Load {
  instances: number;
  /** Of all instances together. */
  requests: number;
  allowed: number;
  windowMs: number;
  spreadMs?: number;
  /** How far the clock of each instance is off, in ms. */
  clocksOff?: number[];
  /** Called while it runs. */
  meanwhile?: (instances: readonly ChildProcess[]) => Promise<void>;
  /** So much of each window is used by another program. */
  stranger?: number;
}

export interface Measured {
  refused: number;
  tokens: number;
  failures: string[];
  /** From the first request to the last one, as the platform received them. */
  tookMs: number;
  /** How long it would take if each window were used up in its first moment. */
  idealMs: number;
  /** The most requests that were wanted later, by a margin, and came before one that was wanted earlier. */
  overtaken: number;
}

/** Two clocks of one machine, and the way to Redis, make a difference of some ms that says nothing. */
const MARGIN_MS = 20;

const startInstance = async (): Promise<ChildProcess> => {
  const child = fork(join(__dirname, "backplane-instance.ts"), { execArgv: ["--require", "tsx/cjs"] });
  await once(child, "message");
  return child;
};

/** Several instances, each a process with a composed account, share one limit of the simulated platform. */
export const measure = async (redis: RunningRedis, load: Load): Promise<Measured> => {
  const { instances, requests, allowed, windowMs, stranger = 0, spreadMs = 0, clocksOff = [] } = load;
  const simulator = await startSimulator({ settings: { requestsPerMinute: allowed, windowMs } });
  const children = await Promise.all(Array.from({ length: instances }, startInstance));
  try {
    const share = Math.floor(requests / instances);
    const reports = children.map(async (child, nth): Promise<string[]> => {
      const more = nth === 0 ? requests - share * instances : 0;
      const job: InstanceJob = {
        ...{ redisPort: redis.port, url: simulator.url, spreadMs, clockOffMs: clocksOff[nth] ?? 0 },
        requests: share + more,
      };
      child.send(job);
      const [report] = (await once(child, "message")) as [string[]];
      return report;
    });
    const stop = stranger > 0 ? actAsStranger(simulator, stranger, windowMs) : () => undefined;
    const [failures] = await Promise.all([Promise.all(reports), load.meanwhile?.(children)]);
    stop();
    const log = simulator.log.entries();
    const received = log.filter(({ operation }) => operation === "getRoutingQueues");
    const accepted = received.filter(({ status }) => status === 200);
    const times = received.map(({ at }) => at);
    return {
      refused: received.filter(({ status }) => status === 429).length,
      tokens: log.filter(({ path }) => path === "/oauth/token").length,
      failures: failures.flat(),
      tookMs: Math.max(...times) - Math.min(...times),
      idealMs: (Math.ceil(requests / (allowed - stranger)) - 1) * windowMs,
      overtaken: mostOvertaken(accepted.map(({ query }) => Number(query.name))),
    };
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await simulator.close();
  }
};

/** Another program uses its part as soon as a window has begun. */
const actAsStranger = (
  simulator: Awaited<ReturnType<typeof startSimulator>>,
  count: number,
  windowMs: number,
): (() => void) => {
  let beganAt = -Infinity;
  const timer = setInterval(() => {
    const latest = simulator.log.entries().findLast(({ operation }) => operation === "getRoutingQueues");
    if (latest === undefined || latest.at < beganAt + windowMs) return;
    beganAt = latest.at;
    simulator.act.useByOthers(count);
  }, 2);
  return () => clearInterval(timer);
};

/** `wanted`: when each request was wanted, in the order in which they came. */
const mostOvertaken = (wanted: readonly number[]): number =>
  wanted.reduce((most, at, nth) => {
    const later = wanted.slice(0, nth).filter((other) => other > at + MARGIN_MS).length;
    return Math.max(most, later);
  }, 0);
