import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { boxOf, labelOf, statusBoxOf, touch, type Box, type Placed } from "../support/drawn";
import { exampleNames, type FlowNode } from "../support/example-files";
import { openExample, type RunningExample, type Seen } from "../support/examples";
import { ARIAL } from "../support/letters";
import { watchStatuses } from "../support/statuses";
import { liesOn, wireBetween, wiresOf, type Wire } from "../support/wires";

/** What fits into one line of the debug sidebar. */
const LONGEST = 80;

interface Util {
  prepareJSONataExpression(text: string, node: object): object;
  evaluateJSONataExpression(
    expression: object,
    msg: object,
    done: (error: unknown, value: unknown) => void,
  ): void;
  getMessageProperty(msg: object, property: string): unknown;
}
const load = createRequire(createRequire(__filename).resolve(`${process.env.NR ?? "node-red"}/package.json`));
const { util } = load("@node-red/util") as { util: Util };

const isError = ({ flow }: RunningExample, label: string): boolean =>
  flow.some(({ type, name, complete }) => type === "debug" && name === label && complete === "error.message");

/** The value of a property or an expression of a debug node. */
const valueIn = (msg: object, text: string, type: unknown): Promise<unknown> => {
  if (type !== "jsonata") return Promise.resolve(util.getMessageProperty(msg, text));
  const expression = util.prepareJSONataExpression(text, { context: () => ({}) });
  return new Promise((resolve, reject) => {
    util.evaluateJSONataExpression(expression, msg, (error, value) =>
      error ? reject(error) : resolve(value),
    );
  });
};

/** What a debug node shows of a message: in the sidebar, and below itself. */
const shownOf = async ({ flow }: RunningExample, { id, msg }: Seen): Promise<[unknown, unknown]> => {
  const { complete, targetType, statusVal, statusType } =
    flow.find((node) => node.id === id) ?? assert.fail();
  const value = await valueIn(msg, complete as string, targetType);
  return [value, statusType === "auto" ? value : await valueIn(msg, statusVal as string, statusType)];
};

/** A debug node cuts its status after so many letters. */
const LONGEST_STATUS = 32;
/** What a delay node shows. The spec plays these nodes. */
const MESSAGES_THAT_WAIT = "1";
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/;
/** The right edge of what is seen without scrolling. */
const RIGHT = 905;

/**
 * Does a wire pass through the status of a node? A status that is longer than its node covers the turn of the node's own wire that
 * runs back.
 */
const crosses = ({ from, output, to }: Wire, node: Placed, box: Box): boolean => {
  const hides = from === node && to.x < from.x ? boxOf(node, ARIAL).right : Infinity;
  const wire = wireBetween(from, output, to, ARIAL).filter(({ x }) => x < hides);
  return liesOn(wire, box);
};

/** Everything that is wrong with the statuses of a flow, by the texts of each node. */
const unreadable = (flow: readonly FlowNode[], shown: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  const placed = flow.filter((node): node is Placed => node.x !== undefined && node.type !== "group");
  const drawn = placed.flatMap((node) =>
    [...(shown.get(node.id) ?? [])].map((text) => ({ node, text, box: statusBoxOf(node, text) })),
  );
  const wires = wiresOf(placed);
  return drawn.flatMap(({ node, text, box }) => {
    const others = placed.filter((other) => other !== node && touch(box, boxOf(other, ARIAL)));
    const texts = drawn.filter((other) => other.node !== node && touch(box, other.box));
    const crossing = wires.filter((wire) => crosses(wire, node, box));
    return [
      ...(ID.test(text) ? ["shows a whole id"] : []),
      ...(node.type === "debug" && text.length > LONGEST_STATUS ? ["is cut"] : []),
      ...(box.right > RIGHT ? [`ends at ${Math.round(box.right)}`] : []),
      ...others.map((other) => `lies on ${labelOf(other)}`),
      ...texts.map((other) => `lies on the status "${other.text}"`),
      ...crossing.map(({ from, to }) => `is crossed by the wire from ${labelOf(from)} to ${labelOf(to)}`),
    ].map((flaw) => `"${text}" of ${labelOf(node)} ${flaw}`);
  });
};

describe("what the nodes of an example show", function () {
  this.timeout(60_000);
  let running: RunningExample | undefined;
  let statuses = watchStatuses();
  afterEach(async () => {
    statuses.stop();
    await running?.close();
  });

  for (const name of exampleNames())
    it(`${name}: one value of a line, and below each node a status that can be read`, async () => {
      statuses = watchStatuses();
      running = await openExample(name);
      const { flow, seen, press, run } = running;
      const shown: [string, unknown][] = [];
      for (const button of flow.filter(({ type }) => type === "inject")) {
        press(button);
        const before = seen.length;
        await run(() => seen.length > before, 300_000);
        await run(() => false, 10_000);
      }
      for (const one of seen) {
        const {
          id,
          type,
          name: label = "",
          tostatus,
        } = flow.find((node) => node.id === one.id) ?? assert.fail();
        if (type !== "debug" || label === "the ids found") continue;
        const [value, status] = await shownOf(running, one);
        shown.push([label, value]);
        if (tostatus === true) statuses.add(id, String(status));
      }
      assert.ok(shown.length > 0 || flow.every(({ type }) => type !== "debug"));
      for (const [label, value] of shown) {
        assert.equal(typeof value, "string", `${label}: ${JSON.stringify(value)}`);
        if (!isError(running, label))
          assert.ok((value as string).length <= LONGEST, `${label}: ${value as string}`);
      }
      for (const { id, type } of flow) if (type === "delay") statuses.add(id, MESSAGES_THAT_WAIT);
      assert.deepEqual(unreadable(flow, statuses.shown), []);
    });
});
