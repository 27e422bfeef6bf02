import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openExample, type RunningExample, type Seen } from "../support/examples";

describe("the examples with events, in detail", () => {
  let example: RunningExample;
  afterEach(() => example.close());

  const play = async (name: string, holds: (seen: readonly Seen[]) => boolean): Promise<Seen[]> => {
    example = await openExample(name);
    const { seen, flow, press, run } = example;
    press(flow.find(({ type }) => type === "inject") ?? assert.fail());
    await run(() => holds(seen), 60_000);
    assert.ok(holds(seen), JSON.stringify(seen.map(({ node }) => node)));
    return seen;
  };
  const at = (seen: readonly Seen[], name: string): unknown[] =>
    seen.filter(({ node }) => node === name).map(({ msg }) => msg.payload);

  it("60 writes a line for each thing that happens to the call", async () => {
    const seen = await play("60 - Log every call of a queue to a file", (all) =>
      at(all, "calls.jsonl").some((line) => String(line).includes("wrappedUp")),
    );
    const lines = at(seen, "calls.jsonl").map((line) => JSON.parse(String(line)) as Record<string, unknown>);
    const names = lines.map(({ event }) => event);
    for (const name of [
      "offered",
      "connected",
      "customerLeft",
      "agentLeft",
      "acwStarted",
      "wrappedUp",
      "ended",
    ])
      assert.equal(names.filter((each) => each === name).length, 1, name);
    assert.match(String(lines[0]?.at), /^\d{4}-\d\d-\d\dT/);
  });

  it("61 sets the survey first and then removes it", async () => {
    const seen = await play(
      "61 - Set the survey when a call connects and remove it when a supervisor joins",
      (all) => at(all, "survey removed").length > 0,
    );
    assert.deepEqual(
      seen.map(({ node }) => node),
      ["survey set", "survey removed"],
    );
  });

  it("62 is quicker than the platform's own time-out", async () => {
    const seen = await play("62 - Wrap up before the agent's time runs out", (all) =>
      all.some(({ node }) => node === "the code"),
    );
    const codes = seen.filter(({ node }) => node === "the code").map(({ msg }) => msg.current);
    assert.deepEqual(codes, [idOf("wrapup code Resolved")]);
  });

  it("63 emits once what a queue delivers twice, and both deliveries are done", async () => {
    const seen = await play(
      "63 - Take events from a queue",
      (all) => all.filter(({ node }) => node === "delete it from the queue").length === 2,
    );
    const alerted = seen.filter(({ node }) => node === "who is alerted");
    assert.deepEqual(
      alerted.map(({ msg }) => msg.event),
      ["offered"],
    );
  });
});
