import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../support/package";

interface Count {
  passed: number;
  failed: number;
  failures: string[];
}

const root = resolve(__dirname, "../..");
const good = 'it("is good", () => {});';

/** What `npm test` counts for a spec file with this text. */
const countOf = async (text: string): Promise<Count> => {
  const { path, remove } = await temporaryFolder();
  const spec = join(path, "x.spec.cjs");
  await writeFile(spec, text);
  const script = `import { runMocha } from "./scripts/run-suite.mjs";
    console.log("COUNT " + JSON.stringify(await runMocha(process.execPath, [${JSON.stringify(spec)}], process.env)));`;
  const ran = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: root,
  });
  await remove();
  return JSON.parse(/COUNT (.*)$/m.exec(ran.stdout)?.[1] ?? "") as Count;
};

describe("the count of npm test", function () {
  this.timeout(30_000);
  const cases: [string, string, Pick<Count, "passed" | "failed">][] = [
    ["a good test", good, { passed: 1, failed: 0 }],
    ["a failing one", `${good} it("is bad", () => { throw new Error(); });`, { passed: 1, failed: 1 }],
    ["a skipped one", `${good} it.skip("is left out", () => {});`, { passed: 1, failed: 1 }],
    ["one without a body", `${good} it("is still to be written");`, { passed: 1, failed: 1 }],
    ["a file that runs one test only", `${good} it.only("is alone", () => {});`, { passed: 0, failed: 1 }],
    ["a file that does not load", `${good} throw new Error();`, { passed: 0, failed: 1 }],
    ["a file without a test", "", { passed: 0, failed: 1 }],
    [
      "a runner that is gone in the middle",
      `${good} it("ends all", () => process.exit(0));`,
      { passed: 0, failed: 1 },
    ],
    [
      "a promise whose rejection is not caught",
      `it("waits", async () => { void Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 50)); });`,
      { passed: 0, failed: 1 },
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(`${name} counts as ${expected.passed} passed, ${expected.failed} failed`, async () => {
      const { passed, failed, failures } = await countOf(text);
      assert.deepEqual({ passed, failed }, expected, failures.join("; "));
      assert.equal(failures.length, expected.failed);
    });
  }
});

interface Job {
  runtime: string | undefined;
  files: string[];
  seconds: number;
}

describe("the processes of npm test", () => {
  const jobsOf = async (suite: object, specs: string[]): Promise<Job[]> => {
    const jobs = (await import(join(root, "scripts/jobs.mjs"))) as {
      jobsOf: (suite: object, specs: string[]) => Job[];
    };
    return jobs.jobsOf(suite, specs);
  };
  const both = ["node-red", "node-red-5"];
  const ran = (jobs: Job[], runtime: string): string[] =>
    jobs.filter((job) => job.runtime === runtime).flatMap(({ files }) => files);

  it("run every spec that loads Node-RED once on each version, however many parts there are", async () => {
    const specs = ["nodes/define-node.spec.ts", "nodes/status.spec.ts", "nodes/secrets.spec.ts"];
    for (const parts of [1, 2, 5]) {
      const jobs = await jobsOf({ name: "nodes", runtimes: both, parts }, specs);
      assert.deepEqual(ran(jobs, "node-red").sort(), specs.map((spec) => `test/${spec}`).sort());
      const onFive = ["test/nodes/define-node.spec.ts", "test/nodes/secrets.spec.ts"];
      assert.deepEqual(ran(jobs, "node-red-5").sort(), onFive, "the status line alone loads no Node-RED");
    }
  });

  it("run a spec on one version where it says why, and refuse a version that no suite has", async () => {
    const specs = ["runtime/palette.spec.ts", "editor/palette.spec.ts"];
    const jobs = await jobsOf({ name: "runtime", runtimes: both, parts: 1 }, specs);
    assert.deepEqual(
      [ran(jobs, "node-red"), ran(jobs, "node-red-5")],
      [["test/runtime/palette.spec.ts"], []],
    );
    await assert.rejects(jobsOf({ name: "editor", runtimes: ["node-red"], parts: 1 }, specs), /node-red-5/);
  });

  it("are spread by the time that was measured, of files that are there", async () => {
    const kept = JSON.parse(readFileSync(join(root, "scripts/spec-seconds.json"), "utf8")) as object;
    assert.deepEqual(
      Object.keys(kept).filter((file) => !existsSync(join(root, file))),
      [],
    );
    const names = ["narrow", "nodes", "preview", "smoke"].map((name) => `editor/${name}.spec.ts`);
    const jobs = await jobsOf({ name: "editor", runtimes: ["node-red"], parts: 2 }, names);
    const longest = "test/editor/narrow.spec.ts";
    assert.deepEqual(jobs.map(({ files }) => files.includes(longest)).sort(), [false, true]);
    assert.equal(
      jobs.find(({ files }) => files.includes(longest))?.files.includes("test/editor/nodes.spec.ts"),
      false,
    );
    for (const { seconds } of jobs) assert.ok(seconds > 30, String(seconds));
  });

  it("run a room without Node-RED once", async () => {
    const jobs = await jobsOf({ name: "simulator", runtimes: [undefined], parts: 1 }, [
      "simulator/store/clock.spec.ts",
      "nodes/secrets.spec.ts",
    ]);
    assert.deepEqual(
      jobs.map(({ runtime, files }) => [runtime, files]),
      [[undefined, ["test/simulator/store/clock.spec.ts"]]],
    );
  });
});
