import assert from "node:assert/strict";
import { boxOf, labelOf, sizeOf, statusBoxOf, touch, type Box, type Placed } from "../support/drawn";
import { ARIAL } from "../support/letters";
import { exampleFile, exampleNames, readExample, type FlowNode } from "../support/example-files";

/** The middle of the last node of a row: on a screen of 1440 px, the sidebar begins to its right. */
const RIGHTMOST = 780;
const LONGEST_LABEL = 20;
/** The edges of what is seen without scrolling; a button or a dot may stand out. */
const [LEFT, RIGHT] = [5, 900];
/** A longer one would begin left of its row, or left of what is seen. */
const LONGEST_COMMENT = 85;
/** So far below a comment, the row that it is about begins at most. */
const BELOW = 160;
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

      it("has comments of one line, which begin where the row below begins", () => {
        const left = (node: Placed): number => node.x - sizeOf(node, ARIAL).width / 2;
        for (const comment of nodes.filter(({ type }) => type === "comment")) {
          const { name: text = "", y } = comment;
          assert.ok(text.length <= LONGEST_COMMENT, `${text.length}: ${text}`);
          const begins = nodes
            .filter((node) => node.y > y && node.y < y + BELOW && node.type !== "comment")
            .filter(({ type }) => !type.startsWith("link "))
            .flatMap((node) => [left(node), boxOf(node, ARIAL).left]);
          assert.ok(begins.includes(left(comment)), `${text} at ${left(comment)}, not ${begins.join(" ")}`);
        }
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

      it("fits beside the sidebar", () => {
        const outside = nodes.filter(({ x }) => x > RIGHTMOST).map(({ id, x }) => [id, x]);
        assert.deepEqual(outside, []);
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
