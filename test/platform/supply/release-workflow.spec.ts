import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { readPage, ROOT } from "../../support/pages";

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}
interface Job {
  permissions: Record<string, string>;
  needs?: string;
  if?: string;
  steps: Step[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: object;
  jobs: Record<"build" | "publish", Job>;
}

const text = readPage(".github/workflows/release.yml");
const workflow = load(text) as Workflow;
const { build, publish } = workflow.jobs;
const manifest = JSON.parse(readPage("package.json")) as { scripts: Record<string, string> };
const commands = (job: Job): string => job.steps.map(({ run = "" }) => run).join("\n");

describe("the release workflow", () => {
  it("is started by a maintainer, and by nothing else", () => {
    assert.deepEqual(Object.keys(workflow.on), ["workflow_dispatch"]);
    assert.equal(publish.if, "inputs.publish");
    assert.equal(publish.needs, "build");
  });

  it("names scripts and files that exist", () => {
    const scripts = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
    assert.ok(scripts.length >= 2);
    for (const script of scripts) assert.ok(script in manifest.scripts, script);
    assert.match(commands(build), /^\.ci\/run$/m);
    assert.ok(existsSync(join(ROOT, ".ci/run")));
  });

  it("tests, asks the scorecard and makes the release, in this order, before it publishes", () => {
    const at = [".ci/run", "npm run scorecard", "npm run release"].map((command) =>
      build.steps.findIndex(({ run }) => run === command),
    );
    assert.ok(!at.includes(-1));
    assert.deepEqual(
      at,
      [...at].sort((one, other) => one - other),
    );
    assert.match(commands(publish), /sha256sum --check[^]*npm publish/);
  });

  it("publishes with provenance, and attaches the bill of materials", () => {
    assert.match(commands(publish), /npm publish .*--provenance/);
    assert.equal(publish.permissions["id-token"], "write");
    assert.match(commands(publish), /gh release create .*\.cdx\.json/);
  });

  it("gives no secret and no right to write to what it tests and builds", () => {
    assert.deepEqual(workflow.permissions, {});
    assert.deepEqual(build.permissions, { contents: "read" });
    assert.doesNotMatch(JSON.stringify(build), /secrets\.|github\.token/);
    assert.equal(build.steps[0]?.with?.["persist-credentials"], false);
    assert.doesNotMatch(commands(publish), /npm (ci|install|run|test)/);
  });

  it("uses actions by the hash of a commit, and puts no input into a command", () => {
    for (const { uses, run = "" } of [...build.steps, ...publish.steps]) {
      if (uses !== undefined) assert.match(uses, /^actions\/[\w-]+@[0-9a-f]{40}$/);
      assert.doesNotMatch(run, /\$\{\{/);
    }
  });
});
