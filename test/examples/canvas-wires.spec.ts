import assert from "node:assert/strict";
import { boxOf, labelOf, sizeOf, type Box, type Placed } from "../support/drawn";
import { exampleNames, readExample, type FlowNode } from "../support/example-files";
import { ARIAL, DEJAVU } from "../support/letters";
import { liesOn, wireBetween, wiresOf, type Point } from "../support/wires";

/** The edge of what is seen without scrolling. */
const LEFT = 5;
const SHORTEST_WIRE = 10;
/** Nodes of one row are less apart in height. */
const ROW = 30;
/** In the wider font, a wire may pass below the edge of a node, where its port is. */
const EDGE = { x: 20, y: 2 };
const isWithin = (wire: readonly Point[], { left, right, top, bottom }: Box): boolean =>
  wire.some(({ x, y }) => x > left + EDGE.x && x < right - EDGE.x && y > top + EDGE.y && y < bottom - EDGE.y);

const isPlaced = (node: FlowNode): node is Placed => node.x !== undefined && node.type !== "group";

describe("the wires of the examples", () => {
  for (const name of exampleNames())
    describe(name, () => {
      const nodes = readExample(name).filter(isPlaced);
      const byId = new Map(nodes.map((node) => [node.id, node]));
      const wires = wiresOf(nodes);

      it("has no wire through a node, and none that leaves the canvas", () => {
        const flaws = [ARIAL, DEJAVU].flatMap((font) => {
          const drawn = nodes.map((node) => ({ node, box: boxOf(node, font) }));
          return wires.flatMap(({ from, output, to }) => {
            const wire = wireBetween(from, output, to, font);
            const crossed = drawn
              .filter(({ node }) => node !== from && node !== to)
              .filter(({ box }) => (font === ARIAL ? liesOn : isWithin)(wire, box))
              .map(({ node }) => labelOf(node));
            const outside = wire.some(({ x }) => x < LEFT) ? ["the left edge"] : [];
            return [...crossed, ...outside].map((what) => `${labelOf(from)} to ${labelOf(to)}: ${what}`);
          });
        });
        assert.deepEqual(flaws, []);
      });

      it("has wires within a row that are long enough to be seen", () => {
        const short = wires.filter(({ from, to }) => {
          const wire = boxOf(to, ARIAL).left - (from.x + sizeOf(from, ARIAL).width / 2);
          return to.x > from.x && Math.abs(to.y - from.y) < ROW && wire < SHORTEST_WIRE;
        });
        assert.deepEqual(
          short.map(({ from, to }) => `${labelOf(from)} to ${labelOf(to)}`),
          [],
        );
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
    });
});
