import assert from "node:assert/strict";
import { readPage } from "../../support/pages";

interface Manifest {
  name: string;
  version: string;
  license?: string;
  repository?: object;
  bugs?: object;
  keywords: string[];
  engines: { node: string };
  dependencies: Record<string, string>;
  "node-red": { version: string };
}

const manifest = JSON.parse(readPage("package.json")) as Manifest;
const lock = JSON.parse(readPage("package-lock.json")) as {
  packages: Record<string, { version: string; dev?: boolean }>;
};

/** The lowest version of a range `>=1.2.3`, for comparing. */
const lowest = (range: string): number[] =>
  (/(\d+)\.(\d+)(?:\.(\d+))?/.exec(range) ?? []).slice(1).map((part) => Number(part ?? 0));
const isAtLeast = (version: string, range: string): boolean => {
  const [have, least] = [lowest(version), lowest(range)];
  const at = have.findIndex((part, index) => part !== least[index]);
  return at === -1 || have[at]! > least[at]!;
};

/** What `npm run scorecard` asks the Flow Library's own checker, as far as it follows from this repository and not from a registry. */
describe("the scorecard of the Flow Library", () => {
  it("has a licence, a repository, a scoped name and the keyword (P01, P03, P04, P05)", () => {
    assert.equal(manifest.license, "Apache-2.0");
    assert.ok(manifest.repository !== undefined && manifest.bugs !== undefined);
    assert.match(manifest.name, /^@[a-z\d][\w-.]+\/[a-z\d][\w-.]*$/);
    assert.ok(manifest.keywords.includes("node-red"));
  });

  it("accepts the newest Node-RED, and the Node.js that this requires (P06, P07)", () => {
    for (const range of [manifest["node-red"].version, manifest.engines.node])
      assert.match(range, /^>=[\d.]+$/);
    const newest = JSON.parse(readPage("node_modules/node-red-5/package.json")) as Manifest;
    assert.ok(isAtLeast(newest.version, manifest["node-red"].version));
    assert.ok(isAtLeast(newest.engines.node, manifest.engines.node));
  });

  it("has six dependencies at most (D01)", () => {
    assert.ok(Object.keys(manifest.dependencies).length <= 6, Object.keys(manifest.dependencies).join(" "));
  });

  it("ships no package that Node-RED cannot run with (D02)", () => {
    for (const [path, { version, dev }] of Object.entries(lock.packages))
      if (dev !== true && path.endsWith("node_modules/agent-base"))
        assert.ok(isAtLeast(version, "6.0.0"), `${path} ${version}`);
  });

  it("locks each dependency in the major version that its range allows (D03)", () => {
    for (const [name, range] of Object.entries(manifest.dependencies)) {
      const locked = lock.packages[`node_modules/${name}`]?.version ?? "";
      assert.match(range, /^\^\d/);
      assert.ok(isAtLeast(locked, range) && lowest(locked)[0] === lowest(range)[0], `${name} ${locked}`);
    }
  });
});
