import assert from "node:assert/strict";
import { exampleNames, readExample, type FlowNode } from "../support/examples";

/** The middle of the last node of a row: on a screen of 1440 px, the sidebar begins to its right. */
const RIGHTMOST = 780;
const LONGEST_LABEL = 20;

const isPlaced = (node: FlowNode): node is FlowNode & { x: number; y: number } => node.x !== undefined;
const labelOf = (name: string): string =>
  readExample(name).find(({ type }) => type === "tab")?.label as string;

describe("the canvas of the examples", () => {
  it("has a tab with the number of the example and a short label, and the first one is where to start", () => {
    const labels = exampleNames().map((name) => [name.slice(0, 2), labelOf(name)] as const);
    assert.equal(labels[0]?.[1], "01 Start here");
    for (const [number, label] of labels) {
      assert.ok(label.startsWith(`${number} `), label);
      assert.ok(label.length <= LONGEST_LABEL, label);
    }
  });

  it("lists the groups on the first tab", () => {
    const comments = readExample(exampleNames()[0] ?? "").filter(({ type }) => type === "comment");
    const text = comments.map(({ name }) => name).join("\n");
    for (const name of exampleNames()) assert.ok(text.includes(`${name[0]}x `), name);
  });

  for (const name of exampleNames())
    describe(name, () => {
      const nodes = readExample(name).filter(isPlaced);
      const byId = new Map(nodes.map((node) => [node.id, node]));

      it("fits beside the sidebar", () => {
        const outside = nodes.filter(({ x }) => x > RIGHTMOST).map(({ id, x }) => [id, x]);
        assert.deepEqual(outside, []);
      });

      it("has one wire that runs back at most", () => {
        const back = nodes.flatMap(({ id, x, wires }) =>
          (wires as string[][])
            .flat()
            .filter((next) => (byId.get(next)?.x ?? assert.fail(next)) < x)
            .map((next) => [id, next]),
        );
        assert.ok(back.length <= 1, JSON.stringify(back));
      });

      it("has the branch of its errors below the rest", () => {
        const caught = nodes.filter(({ type }) => type === "catch");
        for (const { y } of caught)
          for (const other of nodes.filter((node) => node.y >= y && !caught.includes(node)))
            assert.equal(other.y, y, other.id);
      });

      it("shows one sentence of an error and one value of a result, also below the debug node", () => {
        for (const { id, type, name: label, complete, tostatus } of nodes) {
          if (type !== "debug" || label === "the ids found") continue;
          if (label === "error") assert.equal(complete, "error.message", id);
          else {
            assert.ok(
              complete !== "payload" && complete !== "error" && complete !== "true",
              `${id} ${label}`,
            );
            assert.equal(tostatus, true, `${id} ${label}`);
          }
        }
      });
    });
});
