import assert from "node:assert/strict";
import fc from "fast-check";
import { wrapUp, type WrapUpOrder } from "../../../nodes/lib/platform/wrap-up/wrap-up";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { ok, openScripted, refused } from "../../support/scripted-client";
import {
  always,
  CODE,
  DUE,
  FAILURES,
  inSequence,
  openFailingPlatform,
  RACE,
  type Failure,
  type Shown,
} from "../../support/wrap-up-failures";

const SECOND = 1_000;
const KINDS = Object.keys(FAILURES) as Failure[];
const PLAIN: readonly Failure[] = ["400", "bad.request", "403", "not.authorized", "404"];

const ORDERS: Partial<WrapUpOrder>[] = [
  {},
  { when: "ended" },
  { when: "beforeTimeout", deadlineSeconds: 1 },
  { deadlineSeconds: 2 },
  { action: "skip", code: undefined },
  { provisional: true, code: undefined, notes: "so far" },
];

describe("a wrap-up that fails", () => {
  it("is sent three times at most, and never twice without a read in between, whatever the failures", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...KINDS), { maxLength: 12 }),
        fc.constantFrom(...ORDERS),
        fc.constantFrom<Shown>("talking", "settling", "due"),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 12_000 }), fc.constantFrom<Shown>("settling", "due")), {
          maxLength: 3,
        }),
        async (kinds, order, first, changes) => {
          const shown = (at: number): Shown =>
            changes.toSorted(([a], [b]) => a - b).findLast(([from]) => from <= at)?.[1] ?? first;
          const { run, log, posts, took } = openFailingPlatform(
            inSequence(kinds),
            order.when === "ended" ? () => "due" : shown,
          );
          const result = await run(order);
          assert.ok(posts().length <= 3, `${posts().length} times`);
          for (const [place, { method }] of log.entries())
            if (method !== "GET") assert.equal(log[place - 1]?.method, "GET", "it was looked before");
          const allFailed = kinds.length >= posts().length;
          assert.equal(result instanceof GenesysError, allFailed);
          assert.ok(took() <= 45 * SECOND, `it took ${took()} ms`);
        },
      ),
      { numRuns: 600 },
    );
  });

  for (const kind of KINDS)
    it(`with ${kind} for ever, is sent three times at most`, async () => {
      for (const order of ORDERS) {
        const { run, posts } = openFailingPlatform(always(kind));
        assert.ok((await run(order)) instanceof GenesysError);
        assert.ok(posts().length >= 1 && posts().length <= 3);
      }
    });

  for (const kind of PLAIN)
    it(`with ${kind}, is sent once while the conversation shows the same`, async () => {
      for (const state of ["talking", "settling", "due"] as const) {
        const { run, posts, log, took } = openFailingPlatform(always(kind), () => state);
        const error = await run();
        assert.ok(error instanceof GenesysError);
        assert.equal(error.cause.outcome, "refused");
        assert.equal(posts().length, 1);
        assert.ok(log.length > 2, "it was looked again");
        assert.ok(took() <= 5 * SECOND);
      }
    });

  for (const kind of [...PLAIN, ...RACE])
    it(`with ${kind}, is sent again as soon as the conversation shows another state`, async () => {
      const { run, posts } = openFailingPlatform(inSequence([kind]), (at) => (at < 700 ? "talking" : "due"));
      assert.ok(!((await run()) instanceof GenesysError));
      const [, second = Infinity] = posts();
      assert.equal(posts().length, 2);
      assert.ok(second >= 700 && second <= 1_400, `after ${second} ms`);
    });

  it("with a refusal that no later moment changes, is sent once, and nothing is waited for", async () => {
    for (const kind of ["not.a.user", "cannot.skip", "429 for hours"] as const) {
      const { run, posts, took } = openFailingPlatform(always(kind));
      assert.ok((await run()) instanceof GenesysError);
      assert.equal(posts().length, 1);
      assert.ok(took() <= SECOND);
    }
  });

  it("with 401 and then a reset, again and again, is sent three times at most and has the outcome unknown", async () => {
    const { run, posts } = openFailingPlatform((nth) => FAILURES[nth % 2 === 1 ? "401" : "reset"]());
    const error = await run();
    assert.ok(error instanceof GenesysError);
    assert.equal(error.cause.outcome, "unknown");
    assert.ok(posts().length <= 3);
  });

  it("with a 401 once, succeeds with a fresh token", async () => {
    const { run, posts, exchanges } = openFailingPlatform(inSequence(["401"]));
    assert.ok(!((await run()) instanceof GenesysError));
    assert.deepEqual([posts().length, exchanges()], [2, 2]);
  });

  it("with a 429, is sent when the time is over, also beyond its own deadline", async () => {
    for (const order of [{ deadlineSeconds: 1 }, { deadlineSeconds: 1, when: "beforeTimeout" }] as const) {
      const { run, posts } = openFailingPlatform(inSequence(["429", "429"]));
      assert.ok(!((await run(order)) instanceof GenesysError));
      assert.equal(posts().length, 3);
    }
  });

  it("with a 429, is not sent over a code that the agent chose meanwhile", async () => {
    let chosen = false;
    const opened = openScripted(({ method, url }) => {
      if (url.endsWith("/wrapupcodes")) return ok([{ id: CODE, name: "Resolved" }]);
      if (method !== "GET") {
        chosen = true;
        return refused(429, { "retry-after": "5" });
      }
      const call = {
        id: "k",
        connectedTime: "2026-03-02T09:00:00.000Z",
        ...DUE,
        ...(chosen ? { wrapup: { code: "theirs" } } : {}),
      };
      return ok({ id: "c", participants: [{ id: "p", purpose: "agent", calls: [call] }] });
    });
    const done = wrapUp(
      opened.client,
      { conversationId: "c", target: "agent", which: "newest" },
      { action: "apply", when: "now", code: CODE, provisional: false, verify: false, deadlineSeconds: 60 },
      { signal: createClosing().signal, waiting: () => undefined },
    );
    await assert.rejects(opened.clock.runUntil(done), { code: "conflict" });
    assert.equal(opened.sent.filter(({ method }) => method === "POST").length, 1);
  });
});
