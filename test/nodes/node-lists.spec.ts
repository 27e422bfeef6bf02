import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addToManifest, addToNames, addToReadme, completeLists } from "../../scripts/node-lists";
import { ROOT } from "../support/dialogs";
import { CONFIGS, nodeTypes, SOURCES } from "../support/nodes";

const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");
interface Manifest {
  "node-red": { nodes: Record<string, string> };
}
interface Names {
  nodes: Record<string, object>;
}

/** Not of what is written plainly, nor of actions that only the simulated org knows. */
const BY_HAND = [...CONFIGS, "genesys-simulate", ...SOURCES];
const DEFINED = nodeTypes().filter((type) => !BY_HAND.includes(type));

describe("the lists of nodes that a command completes", () => {
  for (const [name, now, complete] of completeLists())
    it(`lack no node: ${name}`, () => {
      assert.equal(now, complete, "run: npm run node-lists -- --write");
    });

  it("name in package.json the file that the build makes", () => {
    const all = JSON.parse(read("package.json")) as Manifest;
    const { "genesys-api": file, ...nodes } = all["node-red"].nodes;
    const without = { ...all, "node-red": { ...all["node-red"], nodes } };
    const added = JSON.parse(addToManifest(JSON.stringify(without), "genesys-api")) as Manifest;
    assert.equal(added["node-red"].nodes["genesys-api"], file);
    assert.deepEqual(added, all);
  });

  it("have in the README what docs/nodes.md says first of a node", () => {
    const without = read("README.md").replace(/^\| `genesys-place-call`.*\n/m, "");
    const row = /^\| `genesys-place-call` +\| (.*?) +\|$/m.exec(
      addToReadme(without, "genesys-place-call"),
    )?.[1];
    assert.match(
      read("docs/nodes.md").replace(/\n/g, " "),
      new RegExp(`## genesys-place-call  _place call_ ${row}\\.`),
    );
  });

  it("have the public names as they were written by hand", () => {
    const names = JSON.parse(read("test/facts/public-names.json")) as Names;
    for (const type of DEFINED) {
      const { [type]: own, ...nodes } = names.nodes;
      const text = JSON.stringify({ ...names, nodes }, null, 2);
      assert.deepEqual((JSON.parse(addToNames(text, type)) as Names).nodes[type], own, type);
    }
  });
});
