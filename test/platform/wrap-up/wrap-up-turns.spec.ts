import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { broken, ok, refused } from "../../support/scripted-client";
import { openPlatform, type Answer } from "../../support/wrap-up-turns";

describe("two wrap-ups of a leg at once", () => {
  it("are one request, whether they have the same code or not", async () => {
    for (const [code, status] of [
      ["a", "fulfilled"],
      ["b", "rejected"],
    ] as const) {
      const { start, clock, sent } = openPlatform();
      const both = await clock.runUntil(Promise.allSettled([start(), start({ code })]));
      assert.deepEqual(
        both.map((one) => one.status),
        ["fulfilled", status],
      );
      assert.deepEqual(sent, [{ code: "a" }]);
    }
  });

  it("are sent one after the other where the first is a note", async () => {
    const { start, clock, sent } = openPlatform();
    await clock.runUntil(Promise.all([start({ provisional: true }), start()]));
    assert.deepEqual(sent, [{ code: "a", provisional: true }, { code: "a" }]);
  });

  it("are both tried where the first is refused", async () => {
    const { start, clock, sent } = openPlatform((nth) => (nth === 1 ? refused(403) : ok()));
    const both = await clock.runUntil(Promise.allSettled([start(), start({ code: "b" })]));
    assert.deepEqual(sent, [{ code: "a" }, { code: "b" }]);
    assert.deepEqual(
      both.map((one) => one.status),
      ["rejected", "fulfilled"],
    );
  });

  it("wait for the outcome of the first where its response is lost, or its node is closed", async () => {
    for (const isClosed of [false, true]) {
      const opened = openPlatform((nth) => (nth > 1 ? ok() : isClosed ? undefined : broken("unknown")));
      const { start, clock, sent, shown } = opened;
      const closing = new AbortController();
      const first = start({}, "k", closing).catch((error: GenesysError) => error.code);
      const second = start();
      if (isClosed) clock.after(100, () => closing.abort());
      clock.after(900, () => (shown.wrapup = { code: "a" }));
      const [, { accepted, found }] = await clock.runUntil(Promise.all([first, second]));
      assert.deepEqual([accepted, found, sent.length], [true, { code: "a" }, 1]);
    }
  });
});

describe("a wrap-up whose response was lost before something else went wrong", () => {
  const LATER: [string, string, (platform: ReturnType<typeof openPlatform>) => void, Answer][] = [
    ["another code applies", "conflict", ({ shown }) => (shown.wrapup = { code: "b" }), ok()],
    ["the second is refused", "denied", () => undefined, refused(403)],
    ["the conversation is gone", "missing", ({ shown }) => (shown.read = refused(404)), ok()],
  ];
  for (const [what, code, happen, answer] of LATER)
    it(`has the outcome unknown: ${what}`, async () => {
      const platform = openPlatform((nth) => (nth === 1 ? broken("unknown") : answer));
      platform.clock.after(500, () => happen(platform));
      await assert.rejects(platform.run(), (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome], [code, "unknown"]);
        assert.match(error.message, /its response was lost. It is unknown whether it took effect\.$/);
        return true;
      });
    });

  it("has the outcome unknown: the deadline is over", async () => {
    const platform = openPlatform(() => broken("unknown"));
    platform.clock.after(500, () => (platform.shown.isSilent = true));
    await assert.rejects(
      platform.run({ deadlineSeconds: 5 }),
      (error: GenesysError) => error.cause.outcome === "unknown",
    );
  });
});
