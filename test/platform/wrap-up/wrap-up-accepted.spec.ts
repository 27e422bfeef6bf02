import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { isConflict, openPlatform } from "../../support/wrap-up-turns";

describe("a wrap-up that was accepted and cannot be seen yet", () => {
  const SKIP = { action: "skip", code: undefined } as const;

  it("is not written over by another code", async () => {
    const { run, sent } = openPlatform();
    await run();
    await assert.rejects(run({ code: "b" }), (error: GenesysError) => {
      assert.deepEqual(error.cause.wrapup, { code: "a", name: "Code a", endTime: undefined });
      return isConflict(error);
    });
    assert.deepEqual(sent, [{ code: "a" }]);
  });

  it("is a success for the same code, without a request", async () => {
    const { run, sent } = openPlatform();
    await run({ notes: "first" });
    const { accepted, found } = await run({ notes: "second" });
    assert.deepEqual([accepted, found], [true, { code: "a", name: "Code a", notes: "first" }]);
    assert.equal(sent.length, 1);
  });

  it("counts for 10 seconds: what has not shown by then is sent again", async () => {
    const { run, sent, clock } = openPlatform();
    await run();
    await clock.advance(9_000);
    await run();
    assert.equal(sent.length, 1);
    await clock.advance(1_000);
    await run();
    assert.equal(sent.length, 2);
  });

  it("gives way to what the conversation shows", async () => {
    const { run, shown } = openPlatform();
    await run();
    shown.wrapup = { code: "b" };
    assert.deepEqual((await run({ code: "b" })).found, { code: "b" });
    await assert.rejects(run(), isConflict);
  });

  it("is verified where that is requested", async () => {
    const { run, sent, shown, clock, start } = openPlatform();
    await run();
    const looking = start({ verify: true });
    clock.after(3_000, () => (shown.wrapup = { code: "a", notes: "seen" }));
    const { found, verified } = await clock.runUntil(looking);
    assert.deepEqual([found?.notes, verified, sent.length], ["seen", true, 1]);
  });

  it("gives way to an agent's code before their time runs out", async () => {
    const { run, sent } = openPlatform();
    await run();
    const { accepted, found } = await run({ code: "b", when: "beforeTimeout", deadlineSeconds: 1 });
    assert.deepEqual([accepted, found?.code, sent.length], [false, "a", 1]);
  });

  it("is that leg's alone", async () => {
    const { run, sent } = openPlatform();
    await run();
    assert.equal((await run({ code: "b" }, "l")).found, undefined);
    assert.equal(sent.length, 2);
  });

  it("may be a skip, which is the whole participant's", async () => {
    const { run, sent } = openPlatform();
    await run(SKIP);
    assert.deepEqual((await run(SKIP)).found, {});
    assert.deepEqual((await run(SKIP, "l")).found, {});
    await assert.rejects(run(), (error: GenesysError) => error.cause.wrappedBy === "skip");
    assert.deepEqual(sent, [{ wrapupSkipped: true }]);
  });

  it("is not skipped any more", async () => {
    const { run, sent } = openPlatform();
    await run();
    await assert.rejects(run(SKIP), isConflict);
    assert.equal(sent.length, 1);
  });

  it("is followed by no note; a note is followed by what is final", async () => {
    const { run, sent } = openPlatform();
    const note = { provisional: true, code: undefined, notes: "so far" };
    await run(note);
    await run(note);
    await run();
    await assert.rejects(run(note), isConflict);
    assert.deepEqual(sent, [
      { notes: "so far", provisional: true },
      { notes: "so far", provisional: true },
      { code: "a" },
    ]);
  });
});
