import assert from "node:assert/strict";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { exampleNames, readExample } from "../support/example-files";
import { flavour } from "../support/node-red";
import { curve, type Point } from "../support/wires";

/** So far may a wire as the specs work it out lie from the drawn one. */
const NEAR_PX = 2;
/** Wires that run back over one row and over half of the canvas, short ones and several from one output. */
const SEEN = ["00", "38", "46", "70"];

interface Ends {
  start: Point;
  end: Point;
}

/** Runs in the page: where each wire begins and ends. */
const endsOf = (paths: SVGPathElement[]): Ends[] =>
  paths.map((path) => {
    const at = (length: number): Point => {
      const { x, y } = path.getPointAtLength(length);
      return { x, y };
    };
    return { start: at(0), end: at(path.getTotalLength()) };
  });

interface Expected {
  curves: readonly Point[][];
  nearPx: number;
}

/** Runs in the page: the points that lie farther from the wire of the same place in the list than that. */
const pointsOff = (paths: SVGPathElement[], { curves, nearPx }: Expected): Point[] =>
  paths.flatMap((path, at) => {
    Object.assign(path.style, { strokeWidth: `${2 * nearPx}px`, strokeLinecap: "round" }); // its ends belong to it
    return (curves[at] ?? []).filter(({ x, y }) => !path.isPointInStroke(new DOMPoint(x, y)));
  });

describe(`the wires in the editor of ${flavour}`, function () {
  this.timeout(120_000);

  for (const name of exampleNames().filter((one) => SEEN.includes(one.slice(0, 2))))
    it(`are drawn as the specs work them out: ${name}`, async () => {
      const { page }: EditorSession = await shareEditorSession(readExample(name));
      const lines = page.locator(".red-ui-flow-link-line");
      await lines.first().waitFor({ state: "attached" });
      const drawn = await lines.evaluateAll(endsOf as (paths: Element[]) => Ends[]);
      assert.ok(drawn.length > 4);
      const curves = drawn.map(({ start, end }) => curve(start, end));
      assert.ok(curves.every((points) => points.length > 20));
      const off = await lines.evaluateAll(pointsOff as (paths: Element[], expected: Expected) => Point[], {
        curves,
        nearPx: NEAR_PX,
      });
      assert.deepEqual(off, [], `more than ${NEAR_PX} px off`);
    });
});
