import assert from "node:assert/strict";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { readToken } from "../../../nodes/lib/platform/client/tokens";
import { HOUR, numberedToken, openTokens } from "../../support/tokens";

describe("tokens", () => {
  it("share one exchange among all who ask before there is a token", async () => {
    const { clock, tokens, count } = openTokens();
    const got = await clock.runUntil(Promise.all(Array.from({ length: 20 }, () => tokens.get())));
    assert.deepEqual([new Set(got), count()], [new Set(["token-1"]), 1]);
  });

  it("are renewed a minute ahead of their end, while the present one is still handed out", async () => {
    const { clock, tokens, count } = openTokens();
    await clock.runUntil(tokens.get());
    await clock.advance(HOUR - 60_001);
    assert.deepEqual([await tokens.get(), count()], ["token-1", 1]);
    await clock.advance(1);
    assert.deepEqual([await tokens.get(), await tokens.get(), count()], ["token-1", "token-1", 2]);
    await clock.advance(100);
    assert.deepEqual([await tokens.get(), count()], ["token-2", 2]);
  });

  describe("of which a newer one is wanted than that of a certain moment", () => {
    it("are renewed once for all who want it, and not at all where they are newer", async () => {
      const { clock, tokens, count } = openTokens();
      await clock.runUntil(tokens.get());
      const then = clock.now();
      await clock.advance(5_000);
      assert.equal(await tokens.get(undefined, then - 1), "token-1");
      const all = [tokens.get(undefined, then), tokens.get(undefined, then)];
      assert.deepEqual(await clock.runUntil(Promise.all(all)), ["token-2", "token-2"]);
      assert.deepEqual(
        [await tokens.get(undefined, then), await tokens.get(), count()],
        ["token-2", "token-2", 2],
      );
    });

    it("are the present ones where the renewal fails, which is not tried again at once", async () => {
      for (const code of ["auth", "limited", "network"] as const) {
        const { clock, tokens, count } = openTokens((nth) =>
          nth === 1 ? numberedToken(nth) : new GenesysError(code, "no", { outcome: "notSent" }),
        );
        await clock.runUntil(tokens.get());
        const then = clock.now();
        assert.equal(await clock.runUntil(tokens.get(undefined, then)), "token-1");
        assert.equal(await tokens.get(), "token-1");
        if (code !== "network") assert.equal(await tokens.get(undefined, then), "token-1");
        assert.equal(count(), 2);
      }
    });

    it("end their wait when the caller is closed", async () => {
      const { clock, tokens } = openTokens();
      await clock.runUntil(tokens.get());
      const closing = createClosing();
      const asked = tokens.get(closing.signal, clock.now());
      closing.abort();
      await assert.rejects(asked, { code: "closed" });
    });
  });

  it("that live very briefly are renewed a tenth ahead", async () => {
    const { clock, tokens, count } = openTokens((nth) => ({ accessToken: `t${nth}`, lifetimeMs: 10_000 }));
    await clock.runUntil(tokens.get());
    await clock.advance(8_800);
    await tokens.get();
    assert.equal(count(), 1);
    await clock.advance(200);
    await tokens.get();
    assert.equal(count(), 2);
  });

  it("are not handed out past their end", async () => {
    const { clock, tokens } = openTokens();
    await clock.runUntil(tokens.get());
    await clock.advance(HOUR);
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
  });

  it("are discarded by name: an old one that is refused late does not cost the new one", async () => {
    const { clock, tokens, count } = openTokens();
    await clock.runUntil(tokens.get());
    tokens.discard("token-1");
    tokens.discard("token-1");
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
    tokens.discard("token-1");
    assert.deepEqual([await tokens.get(), count()], ["token-2", 2]);
  });

  it("are still fetched for the others when one caller is closed", async () => {
    const { clock, tokens, count } = openTokens();
    const controller = new AbortController();
    const closed = tokens.get(controller.signal);
    const stays = tokens.get();
    controller.abort();
    await assert.rejects(closed, { code: "closed" });
    assert.deepEqual([await clock.runUntil(stays), count()], ["token-1", 1]);
  });

  it("cannot be read from a response without one", () => {
    for (const body of [undefined, null, "text", {}, { access_token: "" }, { access_token: 7 }])
      assert.throws(() => readToken(body), { code: "answer" });
    assert.deepEqual(readToken({ access_token: "a", expires_in: 60, refresh_token: "r" }), {
      accessToken: "a",
      lifetimeMs: 60_000,
      refreshToken: "r",
    });
  });
});
