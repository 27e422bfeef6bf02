import assert from "node:assert/strict";
import { wrapUp, type WrapUpOrder, type WrapUpResult } from "../../../nodes/lib/platform/wrap-up/wrap-up";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Exchange } from "../../../nodes/lib/platform/types";
import { broken, ok, openScripted, refused } from "../../support/scripted-client";

const CODES = ["a", "b"].map((id) => ({ id, name: `Code ${id}` }));
const ENDED = {
  state: "terminated",
  connectedTime: "2026-03-02T09:00:00.000Z",
  disconnectedTime: "2026-03-02T09:01:00.000Z",
  afterCallWork: { state: "pending" },
};

type Answer = Exchange | Error | undefined;

/** A platform that accepts a wrap-up and shows none before the spec says so. Agent `p` has the calls `k` and `l`. */
const openPlatform = (answerSend: (nth: number) => Answer = () => ok()) => {
  const shown: { wrapup?: object; isSilent?: boolean; read?: Answer } = {};
  const sent: unknown[] = [];
  const conversation = () => {
    const { wrapup } = shown;
    const k = { id: "k", ...ENDED, ...(wrapup === undefined ? {} : { wrapup }) };
    const l = { id: "l", ...ENDED };
    const agent = { purpose: "agent", userId: "u", queueId: "q" };
    return { id: "c", participants: [{ id: "p", ...agent, calls: [k, l] }] };
  };
  const opened = openScripted(({ method, url, body }) => {
    if (method !== "GET") {
      sent.push(JSON.parse(String(body)));
      return answerSend(sent.length);
    }
    if (url.endsWith("/wrapupcodes")) return ok(CODES);
    if (shown.isSilent === true) return undefined;
    return shown.read ?? ok(conversation());
  });
  const order: WrapUpOrder = {
    ...{ action: "apply", when: "now", code: "a", provisional: false, verify: false, deadlineSeconds: 60 },
  };
  const closing = createClosing();
  const start = (more: Partial<WrapUpOrder> = {}, communicationId = "k", { signal } = closing) => {
    const target = { conversationId: "c", target: "ids", which: "newest", communicationId } as const;
    return wrapUp(opened.client, target, { ...order, ...more }, { signal, waiting: () => undefined });
  };
  const run = (...given: Parameters<typeof start>): Promise<WrapUpResult> =>
    opened.clock.runUntil(start(...given));
  return { ...opened, sent, shown, start, run };
};

const isConflict = (error: GenesysError): boolean =>
  error.code === "conflict" && error.cause.outcome === "notSent";

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

  it("is looked for afterwards where that is asked for", async () => {
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

  it("wait for what may have become of the first where its answer is lost, or its node is closed", async () => {
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

describe("a wrap-up whose answer was lost before something else went wrong", () => {
  const LATER: [string, string, (platform: ReturnType<typeof openPlatform>) => void, Answer][] = [
    ["another code stands", "conflict", ({ shown }) => (shown.wrapup = { code: "b" }), ok()],
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
