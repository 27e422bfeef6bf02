import { fail } from "node:assert/strict";
import { sizeOf, type Box, type Placed } from "./drawn";
import { DEJAVU, type Font } from "./letters";

/** How the editor of Node-RED draws wires: the curves of its `generateLinkPath`. */

export interface Point {
  x: number;
  y: number;
}

const WIDTH = 100;
const HALF_HEIGHT = 15;
const CURVE = 75;
const SAMPLES = 24;

type Curve = readonly [Point, Point, Point, Point];

const pointsOf = ([a, b, c, d]: Curve): Point[] =>
  Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const t = index / SAMPLES;
    const along = (axis: "x" | "y"): number =>
      (1 - t) ** 3 * a[axis] +
      3 * (1 - t) ** 2 * t * b[axis] +
      3 * (1 - t) * t ** 2 * c[axis] +
      t ** 3 * d[axis];
    return { x: along("x"), y: along("y") };
  });

const forward = (start: Point, end: Point): Point[] => {
  const bend = CURVE * Math.min(1, Math.hypot(end.x - start.x, end.y - start.y) / 100);
  return pointsOf([start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end]);
};

/** A wire that runs back leaves to the right, passes between the rows and comes in from the left. */
const backward = (start: Point, end: Point): Point[] => {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const down = dy > 0 ? 1 : -1;
  const less = Math.max(0, (WIDTH - Math.min(Math.abs(dx), Math.abs(dy))) / WIDTH);
  const bend = WIDTH * (0.4 - 0.2 * less);
  const middle = { x: Math.floor(end.x - dx / 2), y: Math.floor(end.y - dy / 2) };
  const between = (end.y + middle.y) / 2;
  const nearer = (one: number, other: number): number =>
    down > 0 ? Math.min(one, other) : Math.max(one, other);
  const farther = (one: number, other: number): number => -nearer(-one, -other);
  const top = { x: start.x + bend, y: nearer(between - dy / 2, start.y + down * HALF_HEIGHT) };
  const bottom = { x: end.x - bend, y: farther(between, end.y - down * HALF_HEIGHT) };
  const controls: [Point, Point, Point, Point, Point] = [
    { x: (start.x + top.x) / 2, y: start.y },
    { x: top.x, y: farther(start.y, top.y - down * HALF_HEIGHT) },
    { x: (start.x + top.x) / 2, y: nearer(middle.y, top.y + down * HALF_HEIGHT) },
    { x: bottom.x, y: farther(middle.y, bottom.y - down * HALF_HEIGHT) },
    { x: (end.x + bottom.x) / 2, y: end.y },
  ];
  const [first, second, third, fourth, fifth] = controls;
  if (third.y === top.y + down * HALF_HEIGHT) {
    if (Math.abs(dy) < 10 * HALF_HEIGHT) {
      second.y = top.y - (down * HALF_HEIGHT) / 2;
      fourth.y = bottom.y - (down * HALF_HEIGHT) / 2;
    }
    third.x = top.x;
  }
  const mirrored = (control: Point, at: Point): Point => ({
    x: 2 * at.x - control.x,
    y: 2 * at.y - control.y,
  });
  return [
    ...pointsOf([start, first, second, top]),
    ...pointsOf([top, mirrored(second, top), third, middle]),
    ...pointsOf([middle, mirrored(third, middle), fourth, bottom]),
    ...pointsOf([bottom, mirrored(fourth, bottom), fifth, end]),
  ];
};

/** Points of the wire between two ports. */
export const curve = (start: Point, end: Point): Point[] =>
  end.x > start.x ? forward(start, end) : backward(start, end);

/** Points of the wire from an output to the input of a node. */
export const wireBetween = (from: Placed, output: number, to: Placed, font: Font = DEJAVU): Point[] => {
  const outputs = (from.wires as unknown[]).length;
  const start = {
    x: from.x + sizeOf(from, font).width / 2,
    y: from.y + (output - (outputs - 1) / 2) * 13,
  };
  const end = { x: to.x - sizeOf(to, font).width / 2, y: to.y };
  return curve(start, end);
};

export interface Wire {
  from: Placed;
  output: number;
  to: Placed;
}

export const wiresOf = (nodes: readonly Placed[]): Wire[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodes.flatMap((from) =>
    ((from.wires ?? []) as string[][]).flatMap((ids, output) =>
      ids.map((id) => ({ from, output, to: byId.get(id) ?? fail(id) })),
    ),
  );
};

/** Half of the width of a wire, and of that of the edge of a node. */
const LINE = 2;
/** Does a wire lie on this box, or touch it? */
export const liesOn = (wire: readonly Point[], { left, right, top, bottom }: Box): boolean =>
  wire.some(({ x, y }) => x > left - LINE && x < right + LINE && y > top - LINE && y < bottom + LINE);
