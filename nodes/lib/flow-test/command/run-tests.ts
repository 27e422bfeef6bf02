import type { CaseResult } from "../case/run-case";
import type { ReadTest } from "../file/read";
import { startRunner, type Runner } from "./process";

export interface CaseOutcome extends CaseResult {
  name: string;
  /** Real time. */
  ms: number;
}

export interface TestOutcome {
  file: string;
  cases: CaseOutcome[];
}

export interface RunOptions {
  nodeRed: string;
  /** So many processes at once. */
  jobs: number;
  /** Real time that a case may take. */
  longestMs: number;
  onCase: (test: ReadTest, outcome: CaseOutcome) => void;
}

interface Planned {
  test: ReadTest;
  index: number;
}

/** Runs all cases, each in a process of its own: what one leaves behind cannot help another. */
export const runTests = async (tests: readonly ReadTest[], options: RunOptions): Promise<TestOutcome[]> => {
  const outcomes = tests.map(({ file }): TestOutcome => ({ file, cases: [] }));
  const planned: Planned[] = tests.flatMap((test) => test.cases.map((_, index) => ({ test, index })));
  const runOne = async ({ test, index }: Planned, runner: Runner): Promise<void> => {
    const testCase = test.cases[index];
    if (testCase === undefined) return;
    const start = performance.now();
    const result = await runner.run({ flow: test.flow, testCase }, options.longestMs);
    const outcome = { ...result, name: testCase.name, ms: performance.now() - start };
    const of = outcomes[tests.indexOf(test)];
    if (of) of.cases[index] = outcome;
    options.onCase(test, outcome);
  };
  const work = async (): Promise<void> => {
    for (let next = planned.shift(); next !== undefined; next = planned.shift())
      await runOne(next, startRunner(options.nodeRed, next.test));
  };
  await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, work));
  return outcomes;
};
