import assert from "node:assert/strict";
import { openExample, type RunningExample } from "../support/examples";

describe("the example with a survey for calls that are answered in time", () => {
  let running: RunningExample;
  afterEach(() => running.close());

  it("sets the survey where an agent answers, and does not where none does within 20 seconds", async () => {
    running = await openExample("22 - Set the survey if an agent answers within 20 seconds");
    const { flow, press, run, seen } = running;
    const [answered, notAnswered] = flow.filter(({ type }) => type === "inject");
    assert.ok(answered && notAnswered);
    press(answered);
    await run(() => seen.length > 0, 60_000);
    press(notAnswered);
    await run(() => seen.length > 1, 60_000);
    await run(() => false, 10_000);
    assert.deepEqual(
      seen.map(({ node, msg }) => [node, (msg["wait"] as { outcome: string }).outcome]),
      [
        ["survey set", "happened"],
        ["no survey", "deadline"],
      ],
    );
  });
});
