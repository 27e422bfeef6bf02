import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { FAILURES, openFailingPlatform, RACE, type Shown } from "../../support/wrap-up-failures";

describe("a wrap-up on a slow platform", () => {
  for (const kind of RACE)
    it(`that says ${kind} until it has caught up, which cannot be seen, succeeds within ten seconds`, async () => {
      for (const lagMs of [50, 300, 1_500, 4_000, 9_000, 9_900]) {
        const { run, posts } = openFailingPlatform((_, at) => (at < lagMs ? FAILURES[kind]() : undefined));
        assert.ok(!((await run()) instanceof GenesysError), `after ${lagMs} ms`);
        assert.ok(posts().length <= 3);
      }
    });

  it("that shows the end of the leg, then after-call work, and accepts only then, succeeds", async () => {
    for (const endsAt of [0, 300, 1_900, 2_100, 6_000])
      for (const acwLagMs of [10, 400, 2_500]) {
        const shown = (at: number): Shown =>
          at < endsAt ? "talking" : at < endsAt + acwLagMs ? "settling" : "due";
        const { run, posts, took } = openFailingPlatform(
          (_, at) => (shown(at) === "due" ? undefined : FAILURES["no.active"]()),
          shown,
        );
        assert.ok(!((await run()) instanceof GenesysError), `${endsAt} + ${acwLagMs} ms`);
        assert.ok(posts().length <= 3);
        assert.ok(took() <= endsAt + acwLagMs + 2_500);
      }
  });

  it("that shows after-call work late and accepts at once, succeeds", async () => {
    for (const seenAt of [500, 3_000, 8_000]) {
      const { run, posts } = openFailingPlatform(
        (_, at) => (at < 400 ? FAILURES["call.disconnected"]() : undefined),
        (at) => (at < seenAt ? "talking" : "due"),
      );
      assert.ok(!((await run()) instanceof GenesysError));
      assert.equal(posts().length, 2);
    }
  });
});
