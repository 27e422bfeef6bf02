// One target in a thread of its own: the input that it works at is in shared memory, so that one that never ends is known.
import { parentPort, workerData } from "node:worker_threads";
import { readCorpus } from "./corpus";
import { startCoverage, type Coverage } from "./coverage";
import { LONGEST } from "./mutate";
import { fuzz, growthOf } from "./run";
import type { Target } from "./target";
import type * as All from "./targets";
import { wordsOf } from "./words";
import type { Result, Work } from "./work";

const { target: name, executions, seed, shared } = workerData as Work;

/** So many at most are guided by coverage: with its counters, code runs at a fifth of its speed. */
const GUIDED = 1_000;

const head = new Int32Array(shared, 0, 2);
const body = new Uint8Array(shared, 8);
const onInput = (input: Buffer): void => {
  body.set(input.subarray(0, LONGEST));
  Atomics.store(head, 1, Math.min(input.length, LONGEST));
  Atomics.add(head, 0, 1);
};

/** Of the inputs that reach something: the shortest that together reach as much. */
const shortest = (target: Target, coverage: Coverage, inputs: readonly Buffer[]): Buffer[] => {
  coverage.clear();
  const door = target.open();
  return [...inputs]
    .sort((one, other) => one.length - other.length)
    .filter((input) => {
      try {
        door(input);
      } catch {
        return false;
      }
      const ran = coverage.take(target.rooms);
      const isNew = ran.isNew();
      ran.add();
      return isNew;
    });
};

const run = (): Result => {
  // Before the code that is measured is loaded.
  const coverage = startCoverage();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { targets } = require("./targets") as typeof All;
  const target = targets.find((one) => one.name === name)!;
  const before = readCorpus(name).map(({ input }) => input);
  const given = { words: wordsOf(target.rooms), onInput };
  const guided = Math.min(Math.ceil(executions / 2), GUIDED);
  const searched = fuzz(target, { ...given, executions: guided, seed, coverage, corpus: before });
  const reached = coverage.reached();
  const corpus = shortest(target, coverage, [...searched.found, ...before]);
  coverage.stop();
  const changed = fuzz(target, { ...given, executions: executions - guided, seed: seed + 1, corpus });
  return {
    ...reached,
    target: name,
    executions: searched.executions + changed.executions,
    faults: [...searched.faults, ...changed.faults],
    slowestMs: Math.max(searched.slowestMs, changed.slowestMs),
    heap: changed.heap,
    growth: growthOf(changed),
    corpus,
  };
};

parentPort?.postMessage(run());
