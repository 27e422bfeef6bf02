import assert from "node:assert/strict";
import fc from "fast-check";
import { wrapUp, type WrapUpOrder, type WrapUpResult } from "../../../nodes/lib/platform/wrap-up/wrap-up";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import { broken, ok, openScripted, refused } from "../../support/scripted-client";

const SECOND = 1_000;
const CODE = "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c01";
const with_ = (status: number, code: string): GenesysError =>
  refusalError({ status, headers: {}, body: { status, code, message: "no" } });

/** All that may become of a request that was sent. */
const FAILURES = {
  "400": () => refused(400),
  "bad.request": () => with_(400, "bad.request"),
  "403": () => refused(403),
  "not.authorized": () => with_(403, "not.authorized"),
  "409": () => refused(409),
  "404": () => refused(404),
  "no.active": () => with_(400, "conversation.error.participant.no.active.conversations"),
  "call.disconnected": () => with_(400, "conversation.error.call.disconnected"),
  "not.participant": () => with_(404, "conversation.error.not.conversation.participant"),
  "not.a.user": () => with_(400, "not.a.user"),
  "cannot.skip": () => with_(400, "conversation.error.wrapup.cannot.skip"),
  "401": () => refused(401),
  "429": () => refused(429, { "retry-after": "2" }),
  "429 for hours": () => refused(429, { "retry-after": "7200" }),
  "500": () => refused(500),
  "503": () => refused(503),
  reset: () => broken("unknown"),
  "not sent": () => broken("notSent"),
} as const;
type Failure = keyof typeof FAILURES;
const KINDS = Object.keys(FAILURES) as Failure[];
const RACE: readonly Failure[] = ["no.active", "call.disconnected", "not.participant"];
const PLAIN: readonly Failure[] = ["400", "bad.request", "403", "not.authorized", "404"];

const TALKING = { state: "connected" };
const SETTLING = { state: "disconnected", disconnectedTime: "2026-03-02T09:01:00.000Z" };
const DUE = { ...SETTLING, afterCallWork: { state: "pending", startTime: "2026-03-02T09:01:00.000Z" } };
const SHOWN = { talking: TALKING, settling: SETTLING, due: DUE };
type Shown = keyof typeof SHOWN;

/** A platform that answers sends as told, and shows a leg that may change as time passes. */
const openPlatform = (
  answer: (nth: number, atMs: number) => Error | undefined,
  shown: (atMs: number) => Shown = () => "due",
) => {
  const log: { method: string; at: number }[] = [];
  const opened = openScripted(({ method, url }) => {
    const at = opened.clock.now() - startedAt;
    if (url.endsWith("/wrapupcodes")) return ok([{ id: CODE, name: "Resolved" }]);
    log.push({ method, at });
    if (method !== "GET") return answer(log.filter((one) => one.method !== "GET").length, at) ?? ok();
    const call = { id: "k", connectedTime: "2026-03-02T09:00:00.000Z", ...SHOWN[shown(at)] };
    return ok({
      id: "c",
      participants: [{ id: "p", purpose: "agent", userId: "u", queueId: "q", calls: [call] }],
    });
  });
  const startedAt = opened.clock.now();
  const order: WrapUpOrder = {
    ...{
      action: "apply",
      when: "now",
      code: CODE,
      provisional: false,
      verify: false,
      deadlineSeconds: 3_600,
    },
  };
  const target = { conversationId: "c", target: "agent", which: "newest" } as const;
  const run = (more: Partial<WrapUpOrder> = {}): Promise<WrapUpResult | GenesysError> =>
    opened.clock.runUntil(
      wrapUp(
        opened.client,
        target,
        { ...order, ...more },
        { signal: createClosing().signal, waiting: () => undefined },
      ).catch((error: unknown) => {
        assert.ok(error instanceof GenesysError);
        return error;
      }),
    );
  const posts = (): number[] => log.filter(({ method }) => method !== "GET").map(({ at }) => at);
  return { ...opened, log, run, posts, took: () => opened.clock.now() - startedAt };
};

const inSequence =
  (kinds: readonly Failure[]) =>
  (nth: number): Error | undefined => {
    const kind = kinds[nth - 1];
    return kind === undefined ? undefined : FAILURES[kind]();
  };
const always = (kind: Failure) => (): Error => FAILURES[kind]();

const ORDERS: Partial<WrapUpOrder>[] = [
  {},
  { when: "ended" },
  { when: "beforeTimeout", deadlineSeconds: 1 },
  { deadlineSeconds: 2 },
  { action: "skip", code: undefined },
  { provisional: true, code: undefined, notes: "so far" },
];

describe("a wrap-up that fails", () => {
  it("is sent three times at most, and never twice without a look in between, whatever the failures", async () => {
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
          const { run, log, posts, took } = openPlatform(
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
        const { run, posts } = openPlatform(always(kind));
        assert.ok((await run(order)) instanceof GenesysError);
        assert.ok(posts().length >= 1 && posts().length <= 3);
      }
    });

  for (const kind of PLAIN)
    it(`with ${kind}, is sent once while the conversation shows the same`, async () => {
      for (const state of ["talking", "settling", "due"] as const) {
        const { run, posts, log, took } = openPlatform(always(kind), () => state);
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
      const { run, posts } = openPlatform(inSequence([kind]), (at) => (at < 700 ? "talking" : "due"));
      assert.ok(!((await run()) instanceof GenesysError));
      const [, second = Infinity] = posts();
      assert.equal(posts().length, 2);
      assert.ok(second >= 700 && second <= 1_400, `after ${second} ms`);
    });

  it("with a refusal that no later moment changes, is sent once, and nothing is waited for", async () => {
    for (const kind of ["not.a.user", "cannot.skip", "429 for hours"] as const) {
      const { run, posts, took } = openPlatform(always(kind));
      assert.ok((await run()) instanceof GenesysError);
      assert.equal(posts().length, 1);
      assert.ok(took() <= SECOND);
    }
  });

  it("with 401 and then a reset, again and again, is sent three times at most and has the outcome unknown", async () => {
    const { run, posts } = openPlatform((nth) => FAILURES[nth % 2 === 1 ? "401" : "reset"]());
    const error = await run();
    assert.ok(error instanceof GenesysError);
    assert.equal(error.cause.outcome, "unknown");
    assert.ok(posts().length <= 3);
  });

  it("with a 401 once, succeeds with a fresh token", async () => {
    const { run, posts, exchanges } = openPlatform(inSequence(["401"]));
    assert.ok(!((await run()) instanceof GenesysError));
    assert.deepEqual([posts().length, exchanges()], [2, 2]);
  });

  it("with a 429, is sent when the time is over, also beyond its own deadline", async () => {
    for (const order of [{ deadlineSeconds: 1 }, { deadlineSeconds: 1, when: "beforeTimeout" }] as const) {
      const { run, posts } = openPlatform(inSequence(["429", "429"]));
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

describe("a wrap-up on a slow platform", () => {
  for (const kind of RACE)
    it(`that says ${kind} until it has caught up, which cannot be seen, succeeds within ten seconds`, async () => {
      for (const lagMs of [50, 300, 1_500, 4_000, 9_000, 9_900]) {
        const { run, posts } = openPlatform((_, at) => (at < lagMs ? FAILURES[kind]() : undefined));
        assert.ok(!((await run()) instanceof GenesysError), `after ${lagMs} ms`);
        assert.ok(posts().length <= 3);
      }
    });

  it("that shows the end of the leg, then after-call work, and accepts only then, succeeds", async () => {
    for (const endsAt of [0, 300, 1_900, 2_100, 6_000])
      for (const acwLagMs of [10, 400, 2_500]) {
        const shown = (at: number): Shown =>
          at < endsAt ? "talking" : at < endsAt + acwLagMs ? "settling" : "due";
        const { run, posts, took } = openPlatform(
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
      const { run, posts } = openPlatform(
        (_, at) => (at < 400 ? FAILURES["call.disconnected"]() : undefined),
        (at) => (at < seenAt ? "talking" : "due"),
      );
      assert.ok(!((await run()) instanceof GenesysError));
      assert.equal(posts().length, 2);
    }
  });
});
