import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { untilClosed } from "../../../nodes/lib/platform/time/clock";
import type { Client } from "../../../nodes/lib/platform/types";
import { waitFor, type Wait } from "../../../nodes/lib/platform/time/wait";
import { createClock } from "../../support/clock";

/** A client with a clock and, where one is wanted, a channel whose notifications the spec sends. */
const openWait = (hasChannel = false) => {
  const clock = createClock();
  const followers = new Set<() => void>();
  const follow = (_id: string, notify: () => void) => {
    followers.add(notify);
    return () => void followers.delete(notify);
  };
  const client = { clock, follow: hasChannel ? follow : () => undefined } as unknown as Client;
  const looks: number[] = [];
  type Look<T> = (signal: AbortSignal) => T | undefined | Promise<T | undefined>;
  const wait = <T>(look: Look<T>, more: Partial<Wait<T>> = {}) =>
    waitFor<T>(client, {
      conversationId: "c",
      deadline: 100_000,
      look: async (signal) => {
        looks.push(clock.now());
        return look(signal);
      },
      ...more,
    });
  return { clock, followers, looks, wait, notifyAll: () => [...followers].forEach((notify) => notify()) };
};

/** A look that never answers, and ends as a request does. */
const hanging = (signal: AbortSignal): Promise<undefined> =>
  untilClosed(new Promise(() => undefined), signal);

describe("waiting for something in a conversation", () => {
  it("reads at growing intervals that end at a quarter of a minute, and for the last time at the deadline itself", async () => {
    const { clock, looks, wait } = openWait();
    const found = wait(() => undefined, { deadline: 60_000 });
    await clock.advance(200_000);
    assert.equal(await found, undefined);
    const gaps = looks.slice(1).map((at, nth) => at - (looks[nth] ?? 0));
    assert.deepEqual(gaps.slice(0, 4), [1_000, 1_500, 2_250, 3_375]);
    assert.ok(gaps.every((ms) => ms <= 15_000));
    assert.equal(looks.at(-1), 60_000);
    assert.equal(clock.pending(), 0);
  });

  it("finds at the deadline what came about just then", async () => {
    const { clock, wait } = openWait();
    const found = wait(() => (clock.now() >= 50_000 ? "there" : undefined), { deadline: 50_000 });
    await clock.advance(60_000);
    assert.equal(await found, "there");
  });

  it("ends a read that hangs two seconds after the deadline, whether it began before or at it", async () => {
    for (const hangsFrom of [0, 9_000, 10_000]) {
      const { clock, wait } = openWait();
      const over = wait((signal) => (clock.now() < hangsFrom ? undefined : hanging(signal)), {
        deadline: 10_000,
      });
      assert.equal(await clock.runUntil(over), undefined);
      assert.deepEqual([clock.now(), clock.pending()], [12_000, 0]);
    }
  });

  it("lets a read that sends finish, however late that is", async () => {
    const { clock, wait } = openWait();
    const look = () => new Promise<string>((resolve) => void clock.after(30_000, () => resolve("sent")));
    assert.equal(await clock.runUntil(wait(look, { deadline: 10_000 })), "sent");
  });

  it("reports what else goes wrong in a read that is ended", async () => {
    const { clock, wait } = openWait();
    const look = (signal: AbortSignal) => hanging(signal).catch(() => Promise.reject(new Error("no")));
    await assert.rejects(clock.runUntil(wait(look, { deadline: 10_000 })), /^Error: no$/);
  });

  it("reads as soon as something is due, but never without a pause", async () => {
    const { clock, looks, wait } = openWait();
    void wait(() => undefined, { dueAt: () => 300, deadline: 400 });
    await clock.advance(400);
    assert.deepEqual(looks, [0, 300, 350, 400]);
  });

  it("reads as soon as the channel notifies of something, and not before", async () => {
    const { clock, looks, wait, notifyAll } = openWait(true);
    let isThere = false;
    const found = wait(() => (isThere ? "there" : undefined));
    await clock.advance(30_000);
    assert.deepEqual(looks, [0]);
    isThere = true;
    await clock.advance(1_234);
    notifyAll();
    await clock.advance(0);
    assert.equal(await found, "there");
    assert.deepEqual(looks, [0, 31_234]);
  });

  it("reads again at once where the channel notified of something during a read: that read was too early", async () => {
    const { clock, looks, wait, notifyAll } = openWait(true);
    const found = wait(() => {
      if (looks.length > 1) return "there";
      notifyAll();
      return undefined;
    });
    await clock.advance(0);
    assert.equal(await found, "there");
    assert.deepEqual(looks, [0, 0]);
  });

  it("leaves no follower, no timer and no listener, whatever its end", async () => {
    const ends: [string, (at: ReturnType<typeof openWait>, closing: AbortController) => Promise<unknown>][] =
      [
        ["found", ({ wait }, { signal }) => wait(() => "there", { signal })],
        [
          "found later",
          ({ wait, looks }, { signal }) => wait(() => (looks.length > 5 ? "there" : undefined), { signal }),
        ],
        ["never", ({ wait }, { signal }) => wait(() => undefined, { signal, deadline: 90_000 })],
        [
          "a look that fails",
          ({ wait }, { signal }) => wait(() => Promise.reject(new Error("no")), { signal }),
        ],
        ["a look that hangs", ({ wait }, { signal }) => wait(hanging, { signal })],
        [
          "closed while it looks",
          ({ wait, clock }, closing) => {
            clock.after(45_000, () => closing.abort());
            return assert.rejects(wait(hanging, { signal: closing.signal }), { code: "closed" });
          },
        ],
        [
          "closed while it waits",
          ({ wait, clock }, closing) => {
            clock.after(45_000, () => closing.abort());
            return wait(() => undefined, { signal: closing.signal });
          },
        ],
      ];
    for (const hasChannel of [true, false])
      for (const [what, end] of ends) {
        const opened = openWait(hasChannel);
        const closing = new AbortController();
        const ended = end(opened, closing).then(
          () => "resolved",
          () => "rejected",
        );
        await opened.clock.advance(200_000);
        await ended;
        assert.equal(opened.followers.size, 0, what);
        assert.equal(opened.clock.pending(), 0, what);
        assert.equal(getEventListeners(closing.signal, "abort").length, 0, what);
      }
  });

  it("ends at once where it was closed during a read", async () => {
    const { clock, looks, wait } = openWait();
    const closing = new AbortController();
    const ended = wait(
      () => {
        closing.abort();
        return undefined;
      },
      { signal: closing.signal },
    );
    await assert.rejects(ended, { code: "closed" });
    assert.deepEqual([looks, clock.pending()], [[0], 0]);
  });
});
