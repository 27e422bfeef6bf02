import assert from "node:assert/strict";
import { exampleNames, readExample } from "../support/example-files";
import { endingsOf, openAllExamples, type RunningExample } from "../support/examples";

const SECOND = 1000;

const EXAMPLES = exampleNames().map((name) => {
  const flow = readExample(name);
  const button = flow.find(({ type }) => type === "inject") ?? assert.fail(name);
  return { name, button, ids: new Set(flow.map(({ id }) => id)), endings: endingsOf(name) };
});

describe("all examples in one Node-RED, on one simulated org", function () {
  this.timeout(60_000);
  let all: RunningExample;
  beforeEach(async () => {
    all = await openAllExamples();
  });
  afterEach(() => all.close());

  const reached = (ids: ReadonlySet<string>): string[] =>
    [...new Set(all.seen.filter(({ id }) => ids.has(id)).map(({ node }) => node))].sort();

  /** The endings of each example, and everything that arrived with an error. */
  const outcome = () => ({
    endings: EXAMPLES.map(({ name, ids }) => [name, ...reached(ids)]),
    errors: all.seen.flatMap(({ id, node, msg: { error } }) =>
      error === undefined || node === "no such conversation"
        ? []
        : [[EXAMPLES.find(({ ids }) => ids.has(id))?.name, node, (error as { message: string }).message]],
    ),
  });

  const assertEachEndsAsAlone = async (): Promise<void> => {
    await all.run(() => EXAMPLES.every(({ ids, endings }) => reached(ids).length >= endings.length), 300_000);
    await all.run(() => false, 10 * SECOND); // for what goes wrong afterwards
    assert.deepEqual(outcome(), {
      endings: EXAMPLES.map(({ name, endings }) => [name, ...endings]),
      errors: [],
    });
  };

  const press = async (examples: typeof EXAMPLES, pauseMs: number): Promise<void> => {
    for (const { button } of examples) {
      all.press(button);
      await all.run(() => false, pauseMs);
    }
  };

  it("end as they do alone when their first buttons are pressed one after the other", async () => {
    await press(EXAMPLES, 700);
    await assertEachEndsAsAlone();
  });

  it("end as they do alone when the buttons are pressed at once, from the last to the first", async () => {
    await press(EXAMPLES.toReversed(), 0);
    await assertEachEndsAsAlone();
  });

  it("leave the org so that all of it can be done again", async () => {
    for (let round = 0; round < 2; round++) {
      await press(EXAMPLES, 3 * SECOND);
      await assertEachEndsAsAlone();
      all.seen.length = 0;
    }
  });
});
