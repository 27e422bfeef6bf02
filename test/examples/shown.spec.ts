import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { exampleNames } from "../support/example-files";
import { openExample, type RunningExample, type Seen } from "../support/examples";

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

/** What a debug node shows of a message. */
const shownOf = ({ flow }: RunningExample, { id, msg }: Seen): Promise<unknown> => {
  const { complete, targetType } = flow.find((node) => node.id === id) ?? assert.fail(id);
  if (targetType !== "jsonata") return Promise.resolve(util.getMessageProperty(msg, complete as string));
  const expression = util.prepareJSONataExpression(complete as string, { context: () => ({}) });
  return new Promise((resolve, reject) => {
    util.evaluateJSONataExpression(expression, msg, (error, value) =>
      error ? reject(error) : resolve(value),
    );
  });
};

describe("what the debug nodes of an example show", function () {
  this.timeout(60_000);
  let running: RunningExample | undefined;
  afterEach(() => running?.close());

  for (const name of exampleNames())
    it(`${name}: one value of a line`, async () => {
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
        const { type, name: label = "" } = flow.find(({ id }) => id === one.id) ?? assert.fail();
        if (type === "debug" && label !== "the ids found") shown.push([label, await shownOf(running, one)]);
      }
      assert.ok(shown.length > 0 || flow.every(({ type }) => type !== "debug"));
      for (const [label, value] of shown) {
        assert.equal(typeof value, "string", `${label}: ${JSON.stringify(value)}`);
        if (!isError(running, label))
          assert.ok((value as string).length <= LONGEST, `${label}: ${value as string}`);
      }
    });
});
