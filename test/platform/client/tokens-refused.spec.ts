import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { HOUR, numberedToken, openTokens } from "../../support/tokens";

describe("tokens", () => {
  it("survive a token endpoint that is unavailable at the moment of renewal", async () => {
    const trouble = new GenesysError("network", "down", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 2 ? trouble : numberedToken(nth)));
    await clock.runUntil(tokens.get());
    await clock.advance(HOUR - 60_000);
    assert.equal(await tokens.get(), "token-1");
    await clock.advance(4_000);
    assert.deepEqual([await tokens.get(), count()], ["token-1", 2], "not asked again at once");
    await clock.advance(2_000);
    assert.equal(await tokens.get(), "token-1");
    await clock.advance(100);
    assert.deepEqual([await tokens.get(), count()], ["token-3", 3]);
  });

  it("remember refused credentials for five seconds, then ask again", async () => {
    const refused = new GenesysError("auth", "wrong secret", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? refused : numberedToken(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "auth" });
    for (let asked = 0; asked < 1_000; asked += 1) await assert.rejects(tokens.get(), { code: "auth" });
    assert.equal(count(), 1);
    await clock.advance(5_000);
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
  });

  it("remember throttling for as long as it was asked for, and say what is left of it", async () => {
    const throttled = new GenesysError("limited", "slow down", { outcome: "notSent", retryAfterMs: 8_000 });
    const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? throttled : numberedToken(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "limited" });
    await clock.advance(3_000);
    await assert.rejects(tokens.get(), (error: GenesysError) => error.cause.retryAfterMs === 5_000);
    await clock.advance(5_000);
    assert.deepEqual([await clock.runUntil(tokens.get()), count()], ["token-2", 2]);
  });

  it("do not remember a failure of the network", async () => {
    const trouble = new GenesysError("network", "down", { outcome: "notSent" });
    const { clock, tokens } = openTokens((nth) => (nth === 1 ? trouble : numberedToken(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "network" });
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
  });

  it("forget a refusal, and the present token, as soon as another user may be signed in", async () => {
    const refused = new GenesysError("auth", "sign in again", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? refused : numberedToken(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "auth" });
    tokens.startOver();
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
    tokens.startOver();
    assert.deepEqual([await clock.runUntil(tokens.get()), count()], ["token-3", 3]);
  });

  for (const [what, first] of [
    ["token", numberedToken(1)],
    ["refusal", new GenesysError("auth", "sign in again", { outcome: "notSent" })],
  ] as const)
    it(`take no ${what} that was requested before another user signed in`, async () => {
      const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? first : numberedToken(nth)));
      const waits = tokens.get();
      tokens.startOver();
      const alsoWaits = tokens.get();
      assert.deepEqual(
        [await clock.runUntil(waits), await alsoWaits, await tokens.get(), count()],
        ["token-2", "token-2", "token-2", 2],
      );
    });
});
