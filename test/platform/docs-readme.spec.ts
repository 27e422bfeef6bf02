import assert from "node:assert/strict";
import { localOf, readPage, rowsOf, sectionOf, targetsOf } from "../support/pages";

interface Manifest {
  engines: { node: string };
  "node-red": { version: string; nodes: object };
}

/** The first word of each row, as code. */
const firstCells = (section: string): string[] =>
  rowsOf(section)
    .map(([cell = ""]) => /^`([\w-]+)`/.exec(cell)?.[1] ?? cell)
    .sort();

describe("the pages for people", () => {
  describe("the README", () => {
    const readme = readPage("README.md");
    const { engines, "node-red": nodeRed } = JSON.parse(readPage("package.json")) as Manifest;

    it("has 12 KB at most", () => {
      assert.ok(Buffer.byteLength(readme) <= 12 * 1024, `${Buffer.byteLength(readme)} bytes`);
    });

    it("links by whole addresses, which also work on npm and in the flow library", () => {
      const { repository } = JSON.parse(readPage("package.json")) as { repository: { url: string } };
      assert.equal(repository.url, "git+https://github.com/genesys-flows/node-red-genesys-cloud.git");
      const targets = targetsOf(readme);
      assert.ok(targets.length > 10);
      assert.deepEqual(
        targets.filter((target) => !/^https?:/.test(target)),
        [],
      );
    });

    it("links to each page for users", () => {
      const linked = targetsOf(readme).map((target) => localOf("README.md", target)?.[0]);
      for (const page of [
        "getting-started",
        "first-flows",
        "nodes",
        "events",
        "errors",
        "limits",
        "simulator",
      ])
        assert.ok(linked.includes(`docs/${page}.md`), page);
    });

    it("has each node in its table of nodes, and nothing else there", () => {
      assert.deepEqual(firstCells(sectionOf(readme, "The nodes")), Object.keys(nodeRed.nodes).sort());
    });

    it("names the versions of Node.js and Node-RED that the package and Node-RED 5 ask for", () => {
      const five = JSON.parse(readPage("node_modules/node-red-5/package.json")) as {
        engines: { node: string };
      };
      const least = (range: string): string => /^\s*>=\s*(\d+\.\d+)/.exec(range)?.[1] ?? assert.fail(range);
      const ours = least(engines.node);
      const forFive = least(five.engines.node);
      const rows = rowsOf(sectionOf(readme, "Install")).map((cells) => cells.slice(0, 2));
      assert.deepEqual(rows, [
        [`${least(nodeRed.version)} or later`, `${ours} or later`],
        ["5", `${forFive} or later, which Node-RED 5 requires`],
      ]);
      const named = [...readme.matchAll(/Node\.js (\d[\d.]*\d) or later/g)].map(([, version]) => version);
      assert.deepEqual([...new Set(named)].sort(), [ours, forFive].sort());
    });
  });
});
