import assert from "node:assert/strict";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { exampleNames, readExample } from "../support/example-files";
import { flavour } from "../support/node-red";
import { curve, type Point } from "../support/wires";

/** So far may a wire as the specs work it out lie from the drawn one. */
const NEAR_PX = 2;
/** Wires that run back over one row and over half of the canvas, short ones and several from one output. */
const SEEN = ["00", "38", "46", "70"];

interface Drawn {
  start: Point;
  end: Point;
  points: Point[];
}

/** Runs in the page: each wire, by its ends and by many of its points. */
const drawnWires = (paths: SVGPathElement[]): Drawn[] =>
  paths.map((path) => {
    const length = path.getTotalLength();
    const at = (share: number): Point => {
      const { x, y } = path.getPointAtLength(length * share);
      return { x, y };
    };
    const points = Array.from({ length: 401 }, (_, index) => at(index / 400));
    return { start: at(0), end: at(1), points };
  });

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

describe(`the wires in the editor of ${flavour}`, function () {
  this.timeout(120_000);

  for (const name of exampleNames().filter((one) => SEEN.includes(one.slice(0, 2))))
    it(`are drawn as the specs work them out: ${name}`, async () => {
      const { page }: EditorSession = await shareEditorSession(readExample(name));
      const lines = page.locator(".red-ui-flow-link-line");
      await lines.first().waitFor({ state: "attached" });
      const drawn = await lines.evaluateAll(drawnWires as (paths: Element[]) => Drawn[]);
      assert.ok(drawn.length > 4);
      for (const { start, end, points } of drawn)
        for (const point of curve(start, end)) {
          const off = Math.min(...points.map((one) => distance(one, point)));
          assert.ok(
            off < NEAR_PX,
            `${JSON.stringify([start, end])}: ${off} px off at ${JSON.stringify(point)}`,
          );
        }
    });
});
