import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { refused } from "../../support/scripted-client";
import { openPlatform } from "../../support/wrap-up-turns";

describe("the deadline of a wrap-up", () => {
  it("is kept, within two seconds, while the platform is silent", async () => {
    for (const when of ["now", "ended", "beforeTimeout"] as const) {
      const { run, shown, clock, sent } = openPlatform();
      const startedAt = clock.now();
      shown.isSilent = true;
      await assert.rejects(run({ when, deadlineSeconds: 3 }), (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome], ["timeout", "notSent"]);
        assert.match(error.message, /could not be read within 3 s/);
        return true;
      });
      assert.deepEqual([clock.now() - startedAt, clock.pending(), sent.length], [5_000, 0, 0]);
    }
  });

  it("is kept while the platform asks to wait for longer than that", async () => {
    const { run, shown, clock } = openPlatform();
    const startedAt = clock.now();
    shown.read = refused(429, { "retry-after": "20" });
    await assert.rejects(run({ when: "ended", deadlineSeconds: 3 }), { code: "limited" });
    assert.ok(clock.now() - startedAt < 1_000);
    await assert.rejects(run({ when: "ended", deadlineSeconds: 3 }), { code: "timeout" });
    assert.ok(clock.now() - startedAt < 6_000);
  });

  it("ends nothing that was sent", async () => {
    const { start, clock, sent } = openPlatform(() => undefined);
    const done = start({ deadlineSeconds: 3 });
    let isOver = false;
    void done.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    await clock.advance(20_000);
    assert.deepEqual([sent.length, isOver], [1, false]);
  });

  it("is when to act, where the agent has their time until then: what that takes is no wait", async () => {
    const { start, shown, clock, sent } = openPlatform();
    const done = start({ when: "beforeTimeout", deadlineSeconds: 60 });
    await clock.advance(59_000);
    shown.read = refused(429, { "retry-after": "20" });
    await clock.advance(2_000);
    delete shown.read;
    assert.equal((await clock.runUntil(done)).accepted, true);
    assert.equal(sent.length, 1);
  });
});
