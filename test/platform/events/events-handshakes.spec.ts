import assert from "node:assert/strict";
import fc from "fast-check";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createClock } from "../../support/clock";
import { createNotified, failureOf } from "../../support/notified";
import { QUEUE } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How a handshake may be refused. `isChannels`: the channel is no longer good; else it is tried again. */
const REFUSALS = {
  401: { error: () => failureOf("auth", 401), isChannels: true },
  403: { error: () => failureOf("auth", 403), isChannels: true },
  404: { error: () => failureOf("missing", 404), isChannels: true },
  429: { error: () => failureOf("limited", 429, { retryAfterMs: 3_000 }), isChannels: false },
  500: { error: () => failureOf("network", 500), isChannels: false },
  503: { error: () => failureOf("network", 503), isChannels: false },
  network: { error: () => failureOf("network", 0), isChannels: false },
} as const satisfies Record<string, { error: () => GenesysError; isChannels: boolean }>;
type Refusal = "401" | "403" | "404" | "429" | "500" | "503" | "network";
const KINDS = Object.keys(REFUSALS) as Refusal[];
const CHANNELS_OWN = KINDS.filter((kind) => REFUSALS[kind].isChannels);

const open = (random = () => 0.5) => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const events = createEvents({ ...notified, clock, random, log });
  events.subscribe({ topics: [TOPIC] });
  /** Time with a line that is alive. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 30_000) {
      await clock.advance(Math.min(left, 30_000));
      notified.beat();
    }
  };
  const isBack = (): boolean => events.state().kind === "connected";
  /** How long it takes until events are back; `undefined` where they are not within this time. */
  const backAfter = async (withinMs: number): Promise<number | undefined> => {
    const from = clock.now();
    while (!isBack() && clock.now() - from < withinMs) await clock.advance(250);
    return isBack() ? clock.now() - from : undefined;
  };
  const refuse = (...kinds: readonly Refusal[]): void =>
    void notified.script.handshakes.push(...kinds.map((kind) => REFUSALS[kind].error()));
  const channels = (): number => notified.of("postNotificationsChannels").length;
  const newTokens = (): number =>
    notified.requests.filter(({ tokenNewerThan }) => tokenNewerThan !== undefined).length;
  const close = async (): Promise<void> => {
    events.close();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { close, clock, notified, said, events, pass, backAfter, refuse, channels, newTokens };
};

describe("a handshake that is refused", () => {
  for (const kind of CHANNELS_OWN)
    it(`with ${kind} leads to a fresh channel at once, at the start and after a lost line`, async () => {
      const all = open();
      all.refuse(kind);
      assert.ok(((await all.backAfter(SECOND)) ?? Infinity) <= SECOND);
      assert.equal(all.channels(), 2);
      await all.pass(2 * MINUTE);
      all.refuse(kind);
      all.notified.drop(1006);
      await all.clock.advance(2 * SECOND);
      assert.equal(all.events.state().kind, "connected");
      assert.equal(all.channels(), 3);
      assert.deepEqual(all.said, [], "nobody has to do anything");
      all.events.close();
    });

  it("with 401 leads to a fresh token, too", async () => {
    const all = open();
    all.refuse("401", "404", "401");
    await all.backAfter(10 * SECOND);
    assert.deepEqual([all.channels(), all.newTokens()], [4, 2]);
    all.events.close();
  });

  it("with 401 leaves the token alone where a person would have to sign in for another one", async () => {
    for (const grant of ["authorization-code", "access-token"] as const) {
      const all = open();
      Object.assign(all.notified.client, { grant });
      all.refuse("401");
      await all.backAfter(10 * SECOND);
      assert.deepEqual([all.channels(), all.newTokens()], [2, 0]);
      all.events.close();
    }
  });

  it("twice on fresh channels keeps events away for a few seconds, not for minutes", async () => {
    for (const random of [0, 0.5, 0.999])
      for (const kind of CHANNELS_OWN) {
        const all = open(() => random);
        all.refuse(kind, kind);
        assert.ok(((await all.backAfter(MINUTE)) ?? Infinity) <= 2 * SECOND);
        all.events.close();
      }
  });

  it("with something that is not the channel's is tried again on the same channel", async () => {
    for (const kind of KINDS.filter((each) => !REFUSALS[each].isChannels)) {
      const all = open();
      all.refuse(kind, kind, kind);
      assert.ok(((await all.backAfter(MINUTE)) ?? Infinity) <= 20 * SECOND);
      assert.equal(all.channels(), 1, kind);
      all.events.close();
    }
  });

  it("waits as long as a 429 asks", async () => {
    const all = open();
    all.refuse("429");
    assert.equal(await all.backAfter(2_500), undefined);
    assert.ok(await all.backAfter(5 * SECOND));
    all.events.close();
  });

  it("for hours costs few channels, and says so once", async () => {
    for (const random of [0, 0.5, 0.999]) {
      const all = open(() => random);
      all.refuse(...Array.from({ length: 10_000 }, () => "401" as const));
      const opened: number[] = [];
      for (const at of [20 * SECOND, MINUTE, 10 * MINUTE, HOUR]) {
        await all.clock.advance(at - (all.clock.now() - START));
        opened.push(all.channels());
      }
      const most = [7, 9, 13, 35];
      assert.ok(
        opened.every((count, at) => count <= (most[at] ?? 0)),
        `${opened.join(" ")} channels`,
      );
      assert.equal(all.said.length, 1);
      all.events.close();
    }
  });

  it("keeps events away for no longer than it was refused, and seconds, whatever the sequence", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(0.01, 0.5, 0.999),
        async (kinds, random) => {
          const all = open(() => random);
          all.refuse(...kinds);
          const own = kinds.filter((kind) => REFUSALS[kind].isChannels).length;
          const others = kinds.length - own;
          const asked = kinds.filter((kind) => kind === "429").length * 3 * SECOND;
          const bound = 2 ** own * SECOND + 2 ** (others + 1) * SECOND + asked;
          assert.ok(((await all.backAfter(10 * MINUTE)) ?? Infinity) <= bound + SECOND);
          assert.ok(all.channels() <= 1 + own);
          await all.close();
          assert.equal(all.clock.pending(), 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("lines that are lost again and again", () => {
  it("start the waits afresh where they stood for a while, and cost no channel", async () => {
    const all = open();
    await all.pass(2 * MINUTE);
    for (let each = 0; each < 20; each++) {
      all.notified.drop(1006);
      assert.ok(((await all.backAfter(MINUTE)) ?? Infinity) <= SECOND, `after line ${each + 1}`);
      await all.pass(2 * MINUTE);
    }
    assert.equal(all.channels(), 1);
    all.events.close();
  });

  it("each refused once more are back at once, where each stood for a while", async () => {
    const all = open();
    await all.pass(2 * MINUTE);
    for (let each = 0; each < 10; each++) {
      all.refuse("401");
      all.notified.drop(1006);
      await all.clock.advance(2 * SECOND);
      assert.equal(all.events.state().kind, "connected", `after line ${each + 1}`);
      await all.pass(2 * MINUTE);
    }
    assert.equal(all.channels(), 11);
    all.events.close();
  });

  it("cost few channels where none stands for long", async () => {
    for (const stoodMs of [0, 2 * SECOND, 30 * SECOND]) {
      const all = open();
      await all.clock.advance(SECOND);
      for (let each = 0; each < 30; each++) {
        all.notified.drop(1006);
        assert.notEqual(await all.backAfter(2 * MINUTE), undefined);
        await all.clock.advance(stoodMs);
      }
      assert.ok(all.channels() <= 11, `${all.channels()} channels`);
      all.events.close();
    }
  });

  it("come back in bounded time, with a bounded number of channels, whatever happens to them", async () => {
    const blow = fc.record({
      stoodMs: fc.constantFrom(0, 5 * SECOND, 59 * SECOND, 61 * SECOND, 10 * MINUTE),
      refusals: fc.array(fc.constantFrom(...KINDS), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(blow, { minLength: 1, maxLength: 6 }), async (blows) => {
        const all = open();
        await all.clock.advance(SECOND);
        for (const { stoodMs, refusals } of blows) {
          await all.pass(stoodMs);
          all.refuse(...refusals);
          all.notified.drop(1006);
          assert.notEqual(await all.backAfter(12 * MINUTE), undefined);
        }
        const own = blows.flatMap(({ refusals }) => refusals).filter((kind) => REFUSALS[kind].isChannels);
        assert.ok(all.channels() <= 1 + own.length + Math.ceil(blows.length / 3));
        await all.close();
        assert.equal(all.clock.pending(), 0);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a channel that is renewed", () => {
  it("costs no more than one channel while handshakes fail in passing, and few while they are refused", async () => {
    for (const [kind, most] of [
      ["503", 2],
      ["401", 12],
    ] as const) {
      const all = open();
      await all.pass(2 * MINUTE);
      all.refuse(...Array.from({ length: 1_000 }, () => kind));
      all.notified.tell("v2.system.socket_closing", {});
      await all.pass(10 * MINUTE);
      assert.ok(all.channels() <= most, `${kind}: ${all.channels()} channels`);
      assert.equal(all.events.state().kind, "connected", "the old line stands");
      all.notified.script.handshakes.length = 0;
      await all.pass(6 * MINUTE);
      assert.equal(all.notified.open().length, 1);
      assert.notEqual(all.notified.open()[0]?.channel, "channel-1");
      all.events.close();
    }
  });
});
