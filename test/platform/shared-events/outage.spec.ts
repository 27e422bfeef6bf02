import assert from "node:assert/strict";
import { createRecorded, startLeader } from "../../support/leader";
import { until } from "../../support/until";

describe("what the leader emits itself while the backplane is away", () => {
  it("begins with what the backplane had lost before, and what was to be written once more", async () => {
    const recorded = createRecorded();
    const { done, away, lose } = recorded;
    const emitted: unknown[] = [];
    const { leader, happens, renewed } = await startLeader(recorded, new Map(), {
      emitHere: ({ value, redelivered }) => {
        emitted.push(redelivered === true ? `${String(value)} again` : value);
        return Promise.resolve();
      },
      isTaken: () => false,
    });
    await happens();
    await until(() => done.length === 2);
    away();
    leader.away(false);
    await happens();
    lose();
    away(); // once more, before anything is written
    await renewed();
    await new Promise(setImmediate);
    assert.deepEqual(emitted, []);
    leader.away(true);
    await until(() => emitted.length >= 2);
    await happens();
    assert.deepEqual(emitted, ["1 again", 2, 3]);
    lose();
    await renewed();
    await until(() => done.some(({ keep }) => keep.get("c") === "3"));
    assert.deepEqual(
      done.map(({ entries }) => entries),
      done.map(() => 0),
      "and nothing of it is written",
    );
    leader.close();
  });
});
