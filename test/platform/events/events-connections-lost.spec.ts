import assert from "node:assert/strict";
import fc from "fast-check";
import { MINUTE, SECOND } from "../../support/events-time";
import { KINDS, openHandshakes, REFUSALS } from "../../support/handshakes";

describe("connections that are lost again and again", () => {
  it("start the waits afresh where they were open for a while, and cost no channel", async () => {
    const all = openHandshakes();
    await all.pass(2 * MINUTE);
    for (let each = 0; each < 20; each++) {
      all.notified.drop(1006);
      assert.ok(((await all.backAfter(MINUTE)) ?? Infinity) <= SECOND, `after line ${each + 1}`);
      await all.pass(2 * MINUTE);
    }
    assert.equal(all.channels(), 1);
    all.events.close();
  });

  it("each refused once more are back at once, where each was open for a while", async () => {
    const all = openHandshakes();
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

  it("cost few channels where none is open for long", async () => {
    for (const stoodMs of [0, 2 * SECOND, 30 * SECOND]) {
      const all = openHandshakes();
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
        const all = openHandshakes();
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
      const all = openHandshakes();
      await all.pass(2 * MINUTE);
      all.refuse(...Array.from({ length: 1_000 }, () => kind));
      all.notified.send("v2.system.socket_closing", {});
      await all.pass(10 * MINUTE);
      assert.ok(all.channels() <= most, `${kind}: ${all.channels()} channels`);
      assert.equal(all.events.state().kind, "connected", "the old connection is open");
      all.notified.script.handshakes.length = 0;
      await all.pass(6 * MINUTE);
      assert.equal(all.notified.open().length, 1);
      assert.notEqual(all.notified.open()[0]?.channel, "channel-1");
      all.events.close();
    }
  });
});
