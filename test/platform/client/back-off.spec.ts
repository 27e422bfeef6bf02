import assert from "node:assert/strict";
import { reconnectWaitMs } from "../../../nodes/lib/platform/events/back-off";
import { failureOf } from "../../support/notified";

describe("the wait before notifications connect again", () => {
  const longest = (failures: number, error?: unknown): number => reconnectWaitMs(failures, error, () => 1);

  it("is drawn again each time, up to a bound that doubles from a second to a minute, without an end", () => {
    assert.equal(
      reconnectWaitMs(3, undefined, () => 0),
      0,
    );
    assert.deepEqual(
      [0, 1, 2, 6, 50, 5_000].map((failures) => longest(failures)),
      [1_000, 2_000, 4_000, 60_000, 60_000, 60_000],
    );
  });

  for (const code of ["auth", "denied", "config"] as const)
    it(`is longer where a user has to do something first: ${code}`, () => {
      assert.deepEqual(
        [longest(0, failureOf(code, 403)), longest(9, failureOf(code, 403))],
        [30_000, 300_000],
      );
    });

  it("is never less than the platform asked for", () => {
    const asked = failureOf("limited", 429, { retryAfterMs: 90_000 });
    assert.deepEqual([reconnectWaitMs(0, asked, () => 0), longest(0, asked)], [90_000, 91_000]);
  });
});
