import { setTimeout as delay } from "node:timers/promises";
import { until } from "../until";
import { drive } from "./driver";
import { carryOut, planFaults, type Fault, type FaultKind } from "./faults";
import { microseconds } from "./instance";
import type { Verdict } from "./ledger";
import { between, seeded } from "./random";
import type { World } from "./world";

export interface History extends Verdict {
  seed: number;
  faults: Fault[];
  ms: number;
  /** Steps with a fencing token that were written, and those of them that came after a newer token. */
  fencedSteps: number;
  stale: string[];
}

export interface HistoryPlan {
  seed: number;
  /** The kinds in their order, or how many are chosen by the seed. */
  faults: readonly FaultKind[] | number;
  conversations?: number;
  /** A fault may begin while Redis has not yet what is known again: then two things fail at once, and both may have lost it. */
  areOverlapping?: boolean;
  /** A conversation goes on when all of it was emitted. Then nothing of it ends within a gap, however slow the machine is. */
  isPatient?: boolean;
}

/** An event may be away for so long, when all is well again. */
const SETTLED_WITHIN_MS = 30_000;
/** From the end of one fault to the beginning of the next. */
const PAUSE_MS = 1_500;

/** Plays one history with its faults, and waits until every event of it has come, or is lost. */
export const playHistory = async (
  world: World,
  { seed, faults, conversations = 20, areOverlapping = false, isPatient = false }: HistoryPlan,
): Promise<History> => {
  const random = seeded(seed);
  const plan = typeof faults === "number" ? planFaults(random, faults) : faults;
  await world.ready(world.members.length);
  const ledger = world.newLedger();
  const { fencing } = world;
  const [stepsBefore, staleBefore] = [fencing.steps(), fencing.stale().length];
  const { simulator } = world;
  const beganAt = performance.now();
  const { wasEmitted } = ledger;
  const missing = isPatient ? ledger.missing : undefined;
  const driver = drive({ simulator, seed, conversations, wasEmitted, missing });
  const happened: Fault[] = [];
  await delay(2_000);
  for (const kind of plan) {
    await delay(between(random, 100, PAUSE_MS));
    await world.ready(Math.min(2, world.members.length)); // one that is alive takes over
    if (!areOverlapping) await world.written();
    const from = microseconds();
    const instance = await carryOut(world, random, kind);
    happened.push({ kind, from, to: microseconds(), ...(instance === undefined ? {} : { instance }) });
  }
  await driver.finish();
  await world.ready(world.members.length);
  await until(() => ledger.missing() === 0, SETTLED_WITHIN_MS).catch(() => undefined);
  await delay(500); // what comes twice comes soon
  forget(world);
  const fenced = {
    fencedSteps: fencing.steps() - stepsBefore,
    stale: fencing.stale().slice(staleBefore),
  };
  return { ...ledger.verdict(), ...fenced, seed, faults: happened, ms: performance.now() - beganAt };
};

/** Long runs need no conversation that has ended. */
const forget = ({ simulator }: World): void => {
  for (const [id, { endAt }] of simulator.store.conversations)
    if (endAt !== undefined && endAt < Date.now() - 60_000) simulator.store.conversations.delete(id);
  simulator.log.clear();
};
