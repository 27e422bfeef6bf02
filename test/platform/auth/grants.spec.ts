import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { clientCredentials, fixedToken } from "../../../nodes/lib/platform/auth/grants";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import type { ExchangeRequest } from "../../../nodes/lib/platform/types";
import { HOSTS } from "../../support/client";

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

  it("have to wait after an HTTP 400 that names the rate limit, as after a 429", async () => {
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
