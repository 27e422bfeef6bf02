import assert from "node:assert/strict";
import { readToken } from "../../../nodes/lib/platform/client/tokens";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { HOUR, numberedToken, openTokens } from "../../support/tokens";

describe("the end of the present token", () => {
  it("is known where there is a token, and where the platform names one", async () => {
    const { clock, tokens } = openTokens((nth) =>
      nth === 1 ? numberedToken(1) : { accessToken: "endless" },
    );
    assert.equal(tokens.endsAt(), undefined);
    await clock.runUntil(tokens.get());
    assert.equal(tokens.endsAt(), 100 + HOUR);
    tokens.discard("token-1");
    assert.equal(tokens.endsAt(), undefined);
    await clock.runUntil(tokens.get());
    assert.equal(tokens.endsAt(), Infinity);
    await clock.advance(1_000 * HOUR);
    assert.equal(await tokens.get(), "endless");
  });
});

describe("a refused token", () => {
  const refusing = (code: "auth" | "limited", cause: Partial<GenesysError["cause"]>) =>
    openTokens((nth) =>
      nth === 1 ? new GenesysError(code, "no", { outcome: "notSent", ...cause }) : numberedToken(nth),
    );

  it("is requested again at once where the sign-in has ended: another may have been made", async () => {
    const { clock, tokens, count } = refusing("auth", { signInAgain: true });
    await assert.rejects(clock.runUntil(tokens.get()), { code: "auth" });
    assert.deepEqual([await clock.runUntil(tokens.get()), count()], ["token-2", 2]);
  });

  it("is remembered with its message, and with its facts as they were", async () => {
    const { clock, tokens } = refusing("auth", { status: 400 });
    await assert.rejects(clock.runUntil(tokens.get()));
    await clock.advance(4_999);
    await assert.rejects(tokens.get(), ({ code, message, cause }: GenesysError) => {
      assert.deepEqual([code, message, cause], ["auth", "no", { outcome: "notSent", status: 400 }]);
      return true;
    });
  });

  it("that names no time to wait is remembered for five seconds", async () => {
    const { clock, tokens, count } = refusing("limited", {});
    await assert.rejects(clock.runUntil(tokens.get()));
    await clock.advance(1_000);
    await assert.rejects(tokens.get(), {
      code: "limited",
      cause: { outcome: "notSent", retryAfterMs: 4_000 },
    });
    await clock.advance(4_000);
    assert.deepEqual([await clock.runUntil(tokens.get()), count()], ["token-2", 2]);
  });
});

describe("a newer token that was refused", () => {
  it("is requested again when the time of the refusal is over", async () => {
    const refused = new GenesysError("auth", "no", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 2 ? refused : numberedToken(nth)));
    await clock.runUntil(tokens.get());
    const then = clock.now();
    assert.equal(await clock.runUntil(tokens.get(undefined, then)), "token-1");
    await clock.advance(4_999);
    assert.deepEqual([await tokens.get(undefined, then), count()], ["token-1", 2]);
    await clock.advance(1);
    assert.deepEqual([await clock.runUntil(tokens.get(undefined, then)), count()], ["token-3", 3]);
  });
});

describe("the response of the token endpoint", () => {
  it("without a token is an error that names what to check; the request was not sent", () => {
    assert.throws(() => readToken({}), {
      code: "answer",
      message: "The response of the token endpoint contains no token. Check the account's login host.",
      cause: { outcome: "notSent" },
    });
  });

  it("has a lifetime and a refresh token only where they are what they should be", () => {
    assert.deepEqual(readToken({ access_token: "a", expires_in: "60", refresh_token: 7 }), {
      accessToken: "a",
      lifetimeMs: undefined,
    });
  });
});
