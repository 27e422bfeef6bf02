import assert from "node:assert/strict";
import { exampleNames, readExample, type FlowNode } from "../support/example-files";
import { openAllExamples, openExample, STEP_MS, type RunningExample } from "../support/examples";

/** How long an example must be quiet, in virtual time, before it counts as finished. */
const QUIET_MS = 10_000;
const LONGEST_MS = 300_000;

const buttonsOf = (name: string): FlowNode[] => readExample(name).filter(({ type }) => type === "inject");

/** What a press of each button of an example brings to its debug and file nodes: names and events, in their order. */
const pressAll = async (running: RunningExample, name: string): Promise<string[][]> => {
  const { seen, press, run } = running;
  const answers: string[][] = [];
  for (const button of buttonsOf(name)) {
    seen.length = 0;
    let [count, quietMs] = [0, 0];
    press(button);
    await run(() => {
      quietMs = seen.length > count ? 0 : quietMs + STEP_MS;
      count = seen.length;
      return count > 0 && quietMs >= QUIET_MS;
    }, LONGEST_MS);
    answers.push(
      seen.map(({ id, node, msg: { event } }) => [id, node, event].filter(Boolean).join(" ")).sort(),
    );
  }
  return answers;
};

describe("every button of every example, with all tabs running", function () {
  this.timeout(180_000);
  let running: RunningExample | undefined;
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  it("brings what it brings alone, and nothing on another tab", async () => {
    const alone: Record<string, string[][]> = {};
    for (const name of exampleNames()) {
      running = await openExample(name);
      alone[name] = await pressAll(running, name);
      await running.close();
      running = undefined;
    }
    running = await openAllExamples();
    const together: Record<string, string[][]> = {};
    for (const name of exampleNames()) together[name] = await pressAll(running, name);
    assert.deepEqual(together, alone);
  });

  it("belongs to events of a queue or conversation that no other example uses", () => {
    // Those of one account share a simulated org. Also in the JSON of details, where the quotes are escaped.
    const accountOf = (name: string): unknown =>
      readExample(name).find(({ type }) => type === "genesys-account")?.id;
    const using = (word: string, account: unknown): string[] =>
      exampleNames().filter(
        (name) =>
          accountOf(name) === account && new RegExp(`"${word}\\\\*"`).test(JSON.stringify(readExample(name))),
      );
    for (const name of exampleNames())
      for (const { type, scope, ids } of readExample(name))
        if (type === "genesys-events" && scope !== "input" && scope !== "fromMessage")
          assert.deepEqual(using(ids as string, accountOf(name)), [name]);
  });
});
