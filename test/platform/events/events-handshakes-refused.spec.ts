import assert from "node:assert/strict";
import fc from "fast-check";
import { HOUR, MINUTE, SECOND, START } from "../../support/events-time";
import { CHANNELS_OWN, KINDS, openHandshakes, REFUSALS } from "../../support/handshakes";

describe("a handshake that is refused", () => {
  for (const kind of CHANNELS_OWN)
    it(`with ${kind} leads to a fresh channel at once, at the start and after a lost connection`, async () => {
      const all = openHandshakes();
      all.refuse(kind);
      assert.ok(((await all.backAfter(SECOND)) ?? Infinity) <= SECOND);
      assert.equal(all.channels(), 2);
      await all.pass(2 * MINUTE);
      all.refuse(kind);
      all.notified.drop(1006);
      await all.clock.advance(2 * SECOND);
      assert.equal(all.events.state().kind, "connected");
      assert.equal(all.channels(), 3);
      assert.deepEqual(all.said, [], "no user has to do anything");
      all.events.close();
    });

  it("with 401 leads to a fresh token, too", async () => {
    const all = openHandshakes();
    all.refuse("401", "404", "401");
    await all.backAfter(10 * SECOND);
    assert.deepEqual([all.channels(), all.newTokens()], [4, 2]);
    all.events.close();
  });

  it("with 401 leaves the token alone where a person would have to sign in for another one", async () => {
    for (const grant of ["authorization-code", "access-token"] as const) {
      const all = openHandshakes();
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
        const all = openHandshakes(() => random);
        all.refuse(kind, kind);
        assert.ok(((await all.backAfter(MINUTE)) ?? Infinity) <= 2 * SECOND);
        all.events.close();
      }
  });

  it("with something that is not the channel's is tried again on the same channel", async () => {
    for (const kind of KINDS.filter((each) => !REFUSALS[each].isChannels)) {
      const all = openHandshakes();
      all.refuse(kind, kind, kind);
      assert.ok(((await all.backAfter(MINUTE)) ?? Infinity) <= 20 * SECOND);
      assert.equal(all.channels(), 1, kind);
      all.events.close();
    }
  });

  it("waits as long as a 429 asks", async () => {
    const all = openHandshakes();
    all.refuse("429");
    assert.equal(await all.backAfter(2_500), undefined);
    assert.ok(await all.backAfter(5 * SECOND));
    all.events.close();
  });

  it("for hours costs few channels, and says so once", async () => {
    for (const random of [0, 0.5, 0.999]) {
      const all = openHandshakes(() => random);
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
          const all = openHandshakes(() => random);
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
