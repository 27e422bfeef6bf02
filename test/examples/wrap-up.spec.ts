import assert from "node:assert/strict";
import { openExample, type RunningExample } from "../support/examples";

describe("21 - Wrap up when the agent forgets, in detail", () => {
  let example: RunningExample | undefined;
  afterEach(() => example?.close());

  it("sets the code before the platform sets its own, and that code remains", async function () {
    this.timeout(30_000);
    example = await openExample("21 - Wrap up when the agent forgets");
    const { seen, flow, press, run } = example;
    press(flow.find(({ type }) => type === "inject") ?? assert.fail());
    await run(() => seen.length >= 2, 30_000);
    const [applied, wrapUp] = ["wrapped up in time", "the wrap-up"].map(
      (name) => seen.find(({ node }) => node === name)?.msg.payload as Record<string, unknown> | undefined,
    );
    assert.equal(applied?.accepted, true);
    assert.equal(applied.name, "Resolved");
    assert.ok(wrapUp);
    assert.equal(wrapUp.code, applied.code);
    const waited = Number(wrapUp.durationSeconds);
    assert.ok(waited >= 105 && waited < 120, `after ${waited} s of the agent's 120`);
  });
});
