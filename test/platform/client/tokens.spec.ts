import assert from "node:assert/strict";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { clientCredentials, fixedToken } from "../../../nodes/lib/platform/auth/grants";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import { createTokens, readToken, type FreshToken } from "../../../nodes/lib/platform/client/tokens";
import type { ExchangeRequest } from "../../../nodes/lib/platform/types";
import { HOSTS } from "../../support/client";
import { createClock } from "../../support/clock";

const HOUR = 3_600_000;

/** Tokens over an exchange that takes 100 ms and gives `token-1`, `token-2` ... or whatever `script` says. */
const openTokens = (script: (count: number) => FreshToken | Error = numbered) => {
  const clock = createClock();
  let exchanges = 0;
  const tokens = createTokens({
    clock,
    exchange: () =>
      new Promise((resolve, reject) => {
        const fresh = script((exchanges += 1));
        clock.after(100, () => (fresh instanceof Error ? reject(fresh) : resolve(fresh)));
      }),
  });
  return { clock, tokens, count: () => exchanges };
};
const numbered = (count: number): FreshToken => ({ accessToken: `token-${count}`, lifetimeMs: HOUR });

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

  it("survive a token endpoint that is out of order at the moment of renewal", async () => {
    const trouble = new GenesysError("network", "down", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 2 ? trouble : numbered(nth)));
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
          nth === 1 ? numbered(nth) : new GenesysError(code, "no", { outcome: "notSent" }),
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

  it("remember refused credentials for five seconds, then ask again", async () => {
    const refused = new GenesysError("auth", "wrong secret", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? refused : numbered(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "auth" });
    for (let asked = 0; asked < 1_000; asked += 1) await assert.rejects(tokens.get(), { code: "auth" });
    assert.equal(count(), 1);
    await clock.advance(5_000);
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
  });

  it("remember throttling for as long as it was asked for, and say what is left of it", async () => {
    const throttled = new GenesysError("limited", "slow down", { outcome: "notSent", retryAfterMs: 8_000 });
    const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? throttled : numbered(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "limited" });
    await clock.advance(3_000);
    await assert.rejects(tokens.get(), (error: GenesysError) => error.cause.retryAfterMs === 5_000);
    await clock.advance(5_000);
    assert.deepEqual([await clock.runUntil(tokens.get()), count()], ["token-2", 2]);
  });

  it("do not remember a failure of the network", async () => {
    const trouble = new GenesysError("network", "down", { outcome: "notSent" });
    const { clock, tokens } = openTokens((nth) => (nth === 1 ? trouble : numbered(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "network" });
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
  });

  it("forget a refusal, and the present token, as soon as somebody else may be signed in", async () => {
    const refused = new GenesysError("auth", "sign in again", { outcome: "notSent" });
    const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? refused : numbered(nth)));
    await assert.rejects(clock.runUntil(tokens.get()), { code: "auth" });
    tokens.startOver();
    assert.equal(await clock.runUntil(tokens.get()), "token-2");
    tokens.startOver();
    assert.deepEqual([await clock.runUntil(tokens.get()), count()], ["token-3", 3]);
  });

  for (const [what, first] of [
    ["token", numbered(1)],
    ["refusal", new GenesysError("auth", "sign in again", { outcome: "notSent" })],
  ] as const)
    it(`take no ${what} that was asked for before somebody else signed in`, async () => {
      const { clock, tokens, count } = openTokens((nth) => (nth === 1 ? first : numbered(nth)));
      const waits = tokens.get();
      tokens.startOver();
      const alsoWaits = tokens.get();
      assert.deepEqual(
        [await clock.runUntil(waits), await alsoWaits, await tokens.get(), count()],
        ["token-2", "token-2", "token-2", 2],
      );
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

  it("cannot be read from an answer without one", () => {
    for (const body of [undefined, null, "text", {}, { access_token: "" }, { access_token: 7 }])
      assert.throws(() => readToken(body), { code: "answer" });
    assert.deepEqual(readToken({ access_token: "a", expires_in: 60, refresh_token: "r" }), {
      accessToken: "a",
      lifetimeMs: 60_000,
      refreshToken: "r",
    });
  });
});

describe("client credentials", () => {
  /** What the exchange makes of a refusal of the token endpoint. */
  const refusedWith = async (status: number, body: unknown, headers = {}): Promise<GenesysError> => {
    const exchange = clientCredentials(
      {
        hosts: () => Promise.resolve(HOSTS),
        transport: () => Promise.reject(refusalError({ status, headers, body })),
      },
      { clientId: "id", clientSecret: "secret" },
    );
    return exchange().then(
      () => assert.fail("a token was given"),
      (error: GenesysError) => error,
    );
  };

  it("go to the login host as Basic authorisation with a form", async () => {
    const asked: ExchangeRequest[] = [];
    const exchange = clientCredentials(
      {
        hosts: () => Promise.resolve(HOSTS),
        transport: (request) => {
          asked.push(request);
          return Promise.resolve({
            status: 200,
            headers: {},
            body: { access_token: "a", expires_in: 86_400 },
          });
        },
      },
      { clientId: "me", clientSecret: "pässword" },
    );
    assert.deepEqual(await exchange(), { accessToken: "a", lifetimeMs: 86_400_000 });
    assert.deepEqual(asked, [
      {
        method: "POST",
        url: "https://login.example.com/oauth/token",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          authorization: `Basic ${Buffer.from("me:pässword").toString("base64")}`,
        },
        body: "grant_type=client_credentials",
        timeoutMs: 30_000,
        signal: undefined,
      },
    ]);
  });

  it("that are wrong are `auth`, and the sentence names the secret and the region", async () => {
    for (const status of [400, 401]) {
      const error = await refusedWith(status, {
        error: "invalid_client",
        error_description: "authentication failed",
      });
      assert.equal(error.code, "auth");
      assert.match(error.message, /secret.*region/);
      assert.equal(error.cause.outcome, "notSent");
      assert.equal(error.cause.platformCode, "invalid_client");
    }
    assert.match((await refusedWith(403, undefined)).message, /credentials.*region/);
  });

  it("are told to wait by an HTTP 400 that speaks of the rate limit, as well as by a 429", async () => {
    const words = { error: "invalid_request", description: "rate limit exceeded" };
    const error = await refusedWith(400, words);
    assert.deepEqual(
      [error.code, error.cause.outcome, error.cause.retryAfterMs],
      ["limited", "notSent", 5_000],
    );
    assert.match(error.message, /token endpoint is rate limited/);
    const named = await refusedWith(429, undefined, { "retry-after": "4" });
    assert.deepEqual([named.code, named.cause.retryAfterMs], ["limited", 4_000]);
  });

  it("sent to a host without a token endpoint are a matter of the account's settings", async () => {
    const error = await refusedWith(404, undefined);
    assert.deepEqual([error.code, error.cause.field, error.cause.outcome], ["config", "loginUrl", "notSent"]);
  });

  it("met by trouble of the endpoint itself keep its code, and nothing counts as sent", async () => {
    const error = await refusedWith(503, undefined);
    assert.deepEqual([error.code, error.cause.outcome], ["server", "notSent"]);
  });
});

describe("an access token made by hand", () => {
  it("is used as it is, without the blanks around it, until it is refused", async () => {
    const exchange = fixedToken(" abc\n");
    assert.deepEqual(await exchange(), { accessToken: "abc" });
    await assert.rejects(exchange(), (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.outcome], ["auth", "notSent"]);
      assert.match(error.message, /Enter a new token/);
      return true;
    });
  });

  it("that cannot be one is refused by name, and not shown", async () => {
    await assert.rejects(fixedToken("abc def")(), (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.field], ["config", "accessToken"]);
      assert.doesNotMatch(JSON.stringify(error) + error.message, /abc/);
      return true;
    });
  });
});
