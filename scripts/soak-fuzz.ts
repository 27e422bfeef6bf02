// npm run soak -- fuzz [executions] [seed] [target ...]: changed inputs at the doors of the package, guided by the code that they reach.
// It ends with an error where one crashes a door, takes longer than 50 ms, never ends, or leaves memory in use. --write keeps what it found in test/corpus.
import { Worker } from "node:worker_threads";
import { join } from "node:path";
import { keepFault, writeCorpus } from "../test/support/fuzz/corpus";
import { MOST_GROWTH } from "../test/support/fuzz/run";
import { targets } from "../test/support/fuzz/targets";
import { SHARED_BYTES, type Result, type Work } from "../test/support/fuzz/work";

/** An input that takes so long never ends. */
const HANGS_MS = 20_000;
const MB = 1024 * 1024;
const WORKER = join(__dirname, "../test/support/fuzz/worker.ts");

const runOne = (work: Omit<Work, "shared">): Promise<Result | Buffer> =>
  new Promise((resolve, reject) => {
    const shared = new SharedArrayBuffer(SHARED_BYTES);
    const head = new Int32Array(shared, 0, 2);
    const worker = new Worker(WORKER, {
      workerData: { ...work, shared },
      execArgv: ["--require", "tsx/cjs"],
    });
    let before = -1;
    const watch = setInterval(() => {
      const runs = Atomics.load(head, 0);
      const isStuck = runs > 0 && runs === before;
      before = runs;
      if (!isStuck) return;
      const input = Buffer.from(new Uint8Array(shared, 8, Atomics.load(head, 1)).slice());
      resolve(input);
      void worker.terminate();
    }, HANGS_MS);
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (status) => {
      clearInterval(watch);
      reject(new Error(`the thread of ${work.target} ended with ${status}`)); // no effect after its result
    });
  });

const lineOf = (result: Result): string => {
  const { target, executions, functions, share, slowestMs, growth, heap, corpus } = result;
  const heaps = heap.map((bytes) => (bytes / MB).toFixed(0)).join(" ");
  return (
    `${target}: ${executions} executions, ${functions} functions, ${(100 * share).toFixed(1)} % of their code, ${corpus.length} inputs, ` +
    `slowest ${slowestMs.toFixed(1)} ms, heap ${heaps} MB (+${(growth / MB).toFixed(1)})`
  );
};

/** Prints what became of a target, and returns how much of it is not as promised. */
const report = (target: string, result: Result | Buffer, isWritten: boolean): number => {
  if (Buffer.isBuffer(result)) {
    console.log(`HANGS: ${target}: test/corpus/${keepFault(target, result)}`);
    return 1;
  }
  console.log(lineOf(result));
  for (const { what, input, detail } of result.faults)
    console.log(
      `${what.toUpperCase()}: ${target}: test/corpus/${keepFault(target, Buffer.from(input))}\n${detail}`,
    );
  if (isWritten)
    writeCorpus(
      target,
      result.corpus.map((input) => Buffer.from(input)),
    );
  const isGrowing = result.growth > MOST_GROWTH;
  if (isGrowing) console.log(`GROWS: ${target}: ${(result.growth / MB).toFixed(1)} MB`);
  return result.faults.length + (isGrowing ? 1 : 0);
};

/** The executions are shared out by the weights of the targets. */
export const soakFuzz = async (args: readonly string[]): Promise<void> => {
  const isWritten = args.includes("--write");
  const [count = "1000000", first = String(Date.now() % 2 ** 31), ...named] = args.filter(
    (arg) => arg !== "--write",
  );
  const wanted = targets.filter(({ name }) => named.length === 0 || named.includes(name));
  const weights = wanted.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const seed = Number(first);
  console.log(`seed ${seed}`);
  let broken = 0;
  let total = 0;
  for (const { name: target, weight = 1 } of wanted) {
    const executions = Math.ceil((Number(count) * weight) / weights);
    const result = await runOne({ target, executions, seed });
    broken += report(target, result, isWritten);
    if (!Buffer.isBuffer(result)) total += result.executions;
  }
  console.log(`${total} executions, ${broken} faults`);
  if (broken > 0)
    throw new Error(`${broken} faults. Again: npm run soak -- fuzz ${count} ${seed} ${named.join(" ")}`);
};
