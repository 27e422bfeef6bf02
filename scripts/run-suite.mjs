import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const suiteTimeoutMs = 40 * 60_000; // a third of the browser suite takes some minutes on two cores
const lingerTimeoutMs = 30_000;
const drainTimeoutMs = 1_000;

/** Runs a command to its end, whatever ends it, and keeps its output. Kills it when `isStuck` returns true. */
export const run = (command, args, { env = process.env, isStuck = () => false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    let stuck = false;
    const watch = setInterval(() => {
      if (stuck || !isStuck()) return;
      stuck = true;
      child.kill("SIGKILL");
    }, 500);
    const end = (how) => {
      clearInterval(watch);
      resolve({ ...how, stuck, output });
    };
    child.once("error", (error) => end({ status: null, reason: error.message }));
    // Not only on "close": what a spec has left running may keep the streams open.
    child.once("exit", async (status, signal) => {
      await Promise.race([once(child, "close"), delay(drainTimeoutMs, undefined, { ref: true })]);
      end({ status, reason: signal ?? `exit status ${status}` });
    });
  });

/** Stuck is a runner that takes far too long, or one that has reported its result and does not end. */
const stuckWatch = (resultFile, now = Date.now) => {
  const started = now();
  let reported;
  return () => {
    if (existsSync(resultFile)) reported ??= now();
    return now() - started > suiteTimeoutMs || (reported !== undefined && now() - reported > lingerTimeoutMs);
  };
};

/** One mocha process; counts come from mocha's own result, and a runner that broke is a failure of its own. */
export const runMocha = async (node, specs, env) => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-result-"));
  const output = join(folder, "result.json");
  const mocha = ["node_modules/mocha/bin/mocha.js", "--forbid-only", "--forbid-pending"];
  const reporter = [
    "--reporter",
    "./test/support/mocha-reporter.cjs",
    "--reporter-option",
    `output=${output}`,
  ];
  const ended = await run(node, [...mocha, ...reporter, ...specs], { env, isStuck: stuckWatch(output) });
  const result = existsSync(output) ? JSON.parse(readFileSync(output, "utf8")) : undefined;
  rmSync(folder, { recursive: true });

  const count = result ?? { passed: 0, failed: 0, pending: 0, failures: [] };
  const broken = [
    !result && `the runner reported no result (${ended.reason})`,
    result && count.passed + count.failed === 0 && "no test was run",
    result && ended.stuck && "the runner did not end by itself: something was left running",
    result &&
      !ended.stuck &&
      ended.status !== 0 &&
      count.failed === 0 &&
      `the runner broke (${ended.reason})`,
    ended.status === 0 && count.pending > 0 && "a test was skipped",
  ].filter(Boolean);
  return {
    passed: count.passed,
    failed: count.failed + broken.length,
    failures: [...count.failures, ...broken],
    output: ended.output,
    seconds: count.seconds ?? {},
  };
};
