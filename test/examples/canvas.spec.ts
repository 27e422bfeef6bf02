import assert from "node:assert/strict";
import { boxOf, labelOf, statusBoxOf, touch, wireBetween, type Box, type Placed } from "../support/drawn";
import { exampleFile, exampleNames, readExample, type FlowNode } from "../support/example-files";

/** The middle of the last node of a row: on a screen of 1440 px, the sidebar begins to its right. */
const RIGHTMOST = 780;
const LONGEST_LABEL = 20;
/** The edges of what is seen without scrolling; a button or a dot may stand out. */
const [LEFT, RIGHT] = [5, 900];
const LONGEST_COMMENT = 100;
/** A status of our nodes, and one of a debug node that shows a value, as they usually are. */
const [STATUS, SHOWN_VALUE] = ["waiting for an agent 02", "an agent answers within 20 s"];

interface Group extends Placed {
  w: number;
  h: number;
  nodes: string[];
  style: { label?: boolean };
}

const isPlaced = (node: FlowNode): node is Placed => node.x !== undefined && node.type !== "group";
const isGroup = (node: FlowNode): node is Group => node.type === "group";
const isWithin = (inner: Box, { x, y, w, h }: Group): boolean =>
  inner.left >= x && inner.top >= y && inner.right <= x + w && inner.bottom <= y + h;
const statusOf = ({ type, tostatus }: FlowNode): string =>
  type.startsWith("genesys-") ? STATUS : type === "debug" && tostatus === true ? SHOWN_VALUE : "";
/** A wire may pass below the edge of a node, where its port is. */
const EDGE = { x: 20, y: 2 };
const isInside = ({ left, right, top, bottom }: Box, { x, y }: { x: number; y: number }): boolean =>
  x > left + EDGE.x && x < right - EDGE.x && y > top + EDGE.y && y < bottom - EDGE.y;
const tabLabelOf = (name: string): string =>
  readExample(name).find(({ type }) => type === "tab")?.label as string;

const areaOf = ({ x, y, w, h }: Group): Box => ({ left: x, top: y, right: x + w, bottom: y + h });

describe("the canvas of the examples", () => {
  it("has a tab with the number of the example and a short label, and the first one is where to start", () => {
    const labels = exampleNames().map((name) => [name.slice(0, 2), tabLabelOf(name)] as const);
    assert.equal(labels[0]?.[1], "Start here");
    for (const [number, label] of labels.slice(1)) {
      assert.ok(label.startsWith(`${number} `), label);
      assert.ok(label.length <= LONGEST_LABEL, label);
    }
  });

  it("is in the folder that has the first digit of its number", () => {
    for (const name of exampleNames()) assert.match(exampleFile(name), new RegExp(`^${name[0]}0 \\w`));
  });

  it("has three steps where to start, each a group with a name and a comment that says what to do", () => {
    const nodes = readExample("00 - Start here");
    const groups = nodes.filter(isGroup);
    assert.deepEqual(
      groups.map(({ name = "" }) => name[0]),
      ["1", "2", "3"],
    );
    for (const group of groups)
      assert.ok(nodes.some(({ id, type }) => type === "comment" && group.nodes.includes(id)));
  });

  for (const name of exampleNames())
    describe(name, () => {
      const nodes = readExample(name).filter(isPlaced);
      const byId = new Map(nodes.map((node) => [node.id, node]));
      const groups = readExample(name).filter(isGroup);
      const boxes = nodes.map((node) => ({ node, box: boxOf(node) }));
      const on = (box: Box, ...but: Placed[]): string[] =>
        boxes
          .filter((other) => !but.includes(other.node) && touch(box, other.box))
          .map(({ node }) => labelOf(node));

      it("has no node on another, and none that is cut off", () => {
        for (const { node, box } of boxes) {
          assert.deepEqual(on(box, node), [], labelOf(node));
          assert.ok(box.left >= LEFT && box.right <= RIGHT, `${labelOf(node)}: ${box.left} to ${box.right}`);
        }
      });

      it("has room for each status", () => {
        for (const node of nodes)
          if (statusOf(node) !== "")
            assert.deepEqual(on(statusBoxOf(node, statusOf(node)), node), [], labelOf(node));
      });

      it("has comments of one line", () => {
        for (const { type, name: text = "" } of nodes)
          if (type === "comment") assert.ok(text.length <= LONGEST_COMMENT, `${text.length}: ${text}`);
      });

      it("has groups with names, around their nodes and nothing else", () => {
        for (const group of groups) {
          assert.ok(group.name !== "" && group.style.label === true, group.id);
          for (const { node, box } of boxes) {
            const isIn = group.nodes.includes(node.id);
            assert.equal(node.g === group.id, isIn, node.id);
            if (isIn) assert.ok(isWithin(box, group), `${labelOf(node)} in ${group.name}`);
            else assert.ok(!touch(box, areaOf(group)), `${labelOf(node)} lies on ${group.name}`);
          }
          for (const other of groups)
            assert.ok(other === group || !touch(areaOf(group), areaOf(other)), group.name);
        }
      });

      it("has no wire through a node", () => {
        for (const from of nodes)
          for (const [output, ids] of ((from.wires ?? []) as string[][]).entries())
            for (const to of ids.map((id) => byId.get(id) ?? assert.fail(id))) {
              if (boxOf(to).left < boxOf(from).right) continue; // it runs back, between the rows
              const wire = wireBetween(from, output, to);
              const crossed = boxes.filter(({ node, box }) => {
                return node !== from && node !== to && wire.some((point) => isInside(box, point));
              });
              assert.deepEqual(
                crossed.map(({ node }) => labelOf(node)),
                [],
                labelOf(from),
              );
            }
      });

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
