import { setTimeout as delay } from "node:timers/promises";
import { between, oneOf, type Random } from "./random";
import type { Member, World } from "./world";

/** What may happen to the instances and to Redis. */
export const FAULTS = [
  "kill",
  "killLeader",
  "stop",
  "stopLeader",
  "cut",
  "cutLeader",
  "redisRestarted",
  "redisFailedOver",
  "redisFull",
] as const;

export type FaultKind = (typeof FAULTS)[number];

/** How often each kind is chosen, of a hundred. */
const WEIGHTS: Record<FaultKind, number> = {
  ...{ kill: 20, killLeader: 30, stop: 6, stopLeader: 10, cut: 6, cutLeader: 10 },
  ...{ redisRestarted: 6, redisFailedOver: 6, redisFull: 6 },
};

export interface Fault {
  kind: FaultKind;
  instance?: string;
  /** In µs: when it began, and when it was over. */
  from: number;
  to: number;
}

/** A plan of so many faults: the same for the same random numbers. */
export const planFaults = (random: Random, count: number): FaultKind[] => {
  const all = FAULTS.flatMap((kind) => Array.from({ length: WEIGHTS[kind] }, () => kind));
  return Array.from({ length: count }, () => oneOf(random, all));
};

/** Longer than a lease, which lasts 1.5 s. */
const lapse = (random: Random): number => between(random, 1_800, 4_000);

const CLOCKS_OFF_MS = [0, 0, 60_000, -60_000];

const kill = async (random: Random, member: Member): Promise<void> => {
  member.kill();
  const clockOffMs = oneOf(random, CLOCKS_OFF_MS);
  await delay(between(random, 0, 300));
  member.startAgain(clockOffMs); // it is there some seconds later; faults go on meanwhile
};
const stop = async (random: Random, { instance }: Member): Promise<void> => {
  instance.signal("SIGSTOP");
  await delay(lapse(random));
  instance.signal("SIGCONT");
};
const cut = async (random: Random, { front }: Member): Promise<void> => {
  front.silence();
  await delay(lapse(random));
  front.pass();
};

/** Carries it out; resolves when it is over. An instance that was killed starts meanwhile. */
export const carryOut = async (
  world: World,
  random: Random,
  kind: FaultKind,
): Promise<string | undefined> => {
  const { redis } = world;
  switch (kind) {
    case "redisRestarted":
      return void (await redis.restartEmpty(between(random, 0, 2_500)));
    case "redisFailedOver":
      return void (await redis.failOver(between(random, 0, 1_500)));
    case "redisFull":
      return void (await redis.fill(between(random, 500, 3_000)));
    default: {
      const member = kind.endsWith("Leader") ? world.leader() : oneOf(random, world.alive());
      if (kind.startsWith("kill")) await kill(random, member);
      else if (kind.startsWith("stop")) await stop(random, member);
      else await cut(random, member);
      return member.instance.name;
    }
  }
};
