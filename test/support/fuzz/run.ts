import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Coverage } from "./coverage";
import { createMutator } from "./mutate";
import { createDice } from "./random";
import type { Target } from "./target";

/** No input may take longer. */
export const MOST_MS = 50;
/** State is kept for as many inputs, so that one may prepare what another meets. */
const SAME_DOOR = 256;
/** Inputs between two looks at the coverage; more and more while nothing new is reached. */
const SMALLEST_BATCH = 32;
const LARGEST_BATCH = 512;
const CHECKPOINTS = 10;

export interface Fault {
  what: "crash" | "slow";
  input: Buffer;
  detail: string;
}

export interface Report {
  executions: number;
  /** Each reached something that none before it did. */
  found: Buffer[];
  faults: Fault[];
  slowestMs: number;
  /** In use after garbage collection, ten times in the run; bytes. The inputs that are kept are left out. */
  heap: number[];
}

export interface Settings {
  executions: number;
  seed: number;
  words: readonly string[];
  /** Inputs that were found before. */
  corpus?: readonly Buffer[];
  /** Without it, nothing is searched for: the inputs of the corpus are changed, and the code runs at its full speed. */
  coverage?: Coverage;
  /** Called before each run, so that the input that never ends is known. */
  onInput?: (input: Buffer) => void;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The processor's time for the fastest of some runs, in ms: a busy machine is not a slow input. */
export const fastestOf = (run: () => void, times = 5): number => {
  let fastest = Infinity;
  for (let nth = 0; nth < times; nth += 1) {
    const begun = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begun);
    fastest = Math.min(fastest, (user + system) / 1_000);
  }
  return fastest;
};

/** Runs a target's door with changed inputs; those that reach new code are changed further. */
export const fuzz = (target: Target, settings: Settings): Report => {
  const { executions, seed, words, coverage, onInput } = settings;
  const dice = createDice(seed);
  const mutate = createMutator(dice, words);
  const kept: Buffer[] = [];
  const report: Report = { executions: 0, found: [], faults: [], slowestMs: 0, heap: [] };
  let door = target.open();

  const note = (what: Fault["what"], input: Buffer, detail: string): void => {
    if (!report.faults.some((fault) => fault.what === what && fault.detail === detail))
      report.faults.push({ what, input, detail });
  };

  const attempt = (input: Buffer): void => {
    onInput?.(input);
    const begun = performance.now();
    try {
      door(input);
    } catch (error) {
      note("crash", input, error instanceof Error ? (error.stack ?? error.message) : String(error));
      door = target.open();
    }
    const tookMs = performance.now() - begun;
    const isKnown = report.faults.some(({ what }) => what === "slow");
    if (isKnown || tookMs <= Math.max(report.slowestMs, MOST_MS / 10)) return;
    const again = fastestOf(() => {
      try {
        target.open()(input);
      } catch {
        // is noted already
      }
    });
    report.slowestMs = Math.max(report.slowestMs, Math.min(again, tookMs));
    if (Math.min(again, tookMs) > MOST_MS) note("slow", input, `longer than ${MOST_MS} ms`);
  };

  /** Which of these reach code that none before did. Each run is repeated alone, until it is clear. */
  const search = (inputs: readonly Buffer[]): void => {
    for (const input of inputs) attempt(input);
    const ran = coverage?.take(target.rooms);
    if (ran?.isNew() !== true) return;
    const [only] = inputs;
    if (inputs.length === 1 && only !== undefined) {
      ran.add();
      kept.push(only);
      report.found.push(only);
      return;
    }
    const half = inputs.length >> 1;
    search(inputs.slice(0, half));
    search(inputs.slice(half));
    ran.add(); // what only their order reaches is not searched for
  };

  const picked = (): Buffer =>
    dice.below(2) === 0
      ? dice.oneOf(kept)
      : (kept[kept.length - 1 - dice.below(Math.ceil(kept.length / 4))] ?? kept[0]!);

  const begin = [...target.seeds.map((seed) => Buffer.from(seed)), ...(settings.corpus ?? [])];
  coverage?.take(target.rooms);
  for (const input of begin) search([input]);
  if (kept.length === 0) kept.push(...begin);

  let batch = SMALLEST_BATCH;
  const step = executions / CHECKPOINTS;
  while (report.executions < executions) {
    const count = Math.min(batch, Math.ceil(step), executions - report.executions);
    const found = report.found.length;
    search(Array.from({ length: count }, () => mutate(picked(), dice.oneOf(kept))));
    batch = report.found.length > found ? SMALLEST_BATCH : Math.min(2 * batch, LARGEST_BATCH);
    const before = report.executions;
    report.executions += count;
    if (Math.floor(before / SAME_DOOR) !== Math.floor(report.executions / SAME_DOOR)) door = target.open();
    if (Math.floor(before / step) !== Math.floor(report.executions / step)) {
      door = target.open();
      collectGarbage();
      const inputs = kept.reduce((sum, { length }) => sum + length, 0);
      report.heap.push(process.memoryUsage().heapUsed - inputs);
    }
  }
  return report;
};

/** May the heap have grown by so much, from the third of ten checkpoints on? Compiled code and caches settle by then. */
export const MOST_GROWTH = 8 * 1024 * 1024;
export const growthOf = ({ heap }: Report): number =>
  Math.max(0, Math.min(...heap.slice(-2)) - Math.max(...heap.slice(2, 4)));
