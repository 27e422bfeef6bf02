import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, exchange, send } from "../caller";

describe("simulator login", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const isGood = async (token: unknown): Promise<boolean> =>
    (await callerOf(simulator, String(token)).call("HEAD", "/api/v2/tokens/me")).status === 200;

  it("client credentials bring a bearer token that lives as long as is said, to the millisecond", async () => {
    const got = await exchange(simulator);
    assert.equal(got.status, 200);
    assert.equal(got.body["token_type"], "bearer");
    assert.equal(got.body["expires_in"], 86_400);
    assert.equal(got.body["refresh_token"], undefined);
    clock.advance(86_399_999);
    assert.equal(await isGood(got.body["access_token"]), true);
    clock.advance(1);
    assert.equal(await isGood(got.body["access_token"]), false);
  });

  it("a client may have its own lifetime for its tokens", async () => {
    assert.equal((await exchange(simulator, "short-lived")).body["expires_in"], 300);
  });

  it("a wrong secret, an unknown client and a disabled one get the same response, its status a setting", async () => {
    const answers = [
      await exchange(simulator, "simulator", "wrong"),
      await exchange(simulator, "no-client"),
      await exchange(simulator, "disabled"),
    ];
    simulator.settings.invalidClientStatus = 400;
    answers.push(await exchange(simulator, "simulator", "wrong"));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 401, 401, 400],
    );
    for (const { body } of answers)
      assert.deepEqual(body, {
        error: "invalid_client",
        description: "authentication failed",
        error_description: "authentication failed",
      });
  });

  it("throttles with 400, as often as is asked for or by the setting", async () => {
    simulator.act.throttleTokens(1);
    const throttled = await exchange(simulator);
    assert.equal(throttled.status, 400);
    assert.match(throttled.text, /rate limit exceeded/);
    assert.equal((await exchange(simulator)).status, 200);
    simulator.settings.tokenRequestsPerMinute = 2;
    const statuses = [(await exchange(simulator)).status, (await exchange(simulator)).status];
    assert.deepEqual(statuses, [200, 400]);
    clock.advance(60_000);
    assert.equal((await exchange(simulator)).status, 200);
  });

  it("refuses a grant that it does not know, and a client the grant of another kind", async () => {
    const unknown = await exchange(simulator, "simulator", "simulator", "grant_type=password");
    assert.deepEqual([unknown.status, unknown.body["error"]], [400, "unsupported_grant_type"]);
    const other = await exchange(simulator, "sign-in");
    assert.deepEqual([other.status, other.body["error"]], [400, "unauthorized_client"]);
  });

  it("a token can read about itself and revoke itself; disabling the client ends its tokens", async () => {
    const first = callerOf(simulator);
    const about = await first.call("GET", "/api/v2/tokens/me");
    assert.equal((about.body["OAuthClient"] as { id: string }).id, "simulator");
    assert.equal((await first.call("DELETE", "/api/v2/tokens/me")).status, 200);
    assert.equal((await first.call("HEAD", "/api/v2/tokens/me")).status, 401);
    const second = simulator.act.issueToken();
    const client = simulator.org.clients.get("simulator");
    assert.ok(client);
    client.state = "disabled";
    assert.equal(await isGood(second), false);
  });

  describe("of a user", () => {
    const redirect = "http://127.0.0.1:1/callback";
    const verifier = "v".repeat(64);
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const form = (fields: Record<string, string>): Promise<Awaited<ReturnType<typeof send>>> =>
      send(
        `${simulator.url}/oauth/token`,
        "POST",
        { "Content-Type": "application/x-www-form-urlencoded" },
        new URLSearchParams({ client_id: "sign-in", ...fields }).toString(),
      );
    const codeFor = async (more: Record<string, string> = {}): Promise<string> => {
      const query = new URLSearchParams({
        client_id: "sign-in",
        response_type: "code",
        redirect_uri: redirect,
        state: "s1",
        code_challenge: challenge,
        code_challenge_method: "S256",
        ...more,
      });
      const got = await fetch(`${simulator.url}/oauth/authorize?${query}`, { redirect: "manual" });
      assert.equal(got.status, 302);
      const back = new URL(got.headers.get("location") ?? "");
      assert.equal(back.searchParams.get("state"), "s1");
      return back.searchParams.get("code") ?? "";
    };
    const redeem = (code: string, given = verifier) =>
      form({ grant_type: "authorization_code", code, redirect_uri: redirect, code_verifier: given });

    it("a code with its verifier brings a user's token, once", async () => {
      const code = await codeFor();
      const got = await redeem(code);
      assert.equal(got.status, 200);
      const me = await callerOf(simulator, String(got.body["access_token"])).call("GET", "/api/v2/users/me");
      assert.equal(me.body["name"], "Ada Agent");
      assert.equal((await redeem(code)).body["error"], "invalid_grant");
    });

    it("a wrong verifier, another redirect and an expired code are refused", async () => {
      assert.equal((await redeem(await codeFor(), "w".repeat(64))).body["error"], "invalid_grant");
      assert.equal(
        (await redeem(await codeFor({ redirect_uri: `${redirect}2` }))).body["error"],
        "invalid_grant",
      );
      const old = await codeFor();
      clock.advance(300_000);
      assert.equal((await redeem(old)).body["error"], "invalid_grant");
    });

    it("refresh tokens rotate: each renewal spends the one it was made with", async () => {
      const first = String((await redeem(await codeFor())).body["refresh_token"]);
      const renewed = await form({ grant_type: "refresh_token", refresh_token: first });
      assert.equal(renewed.status, 200);
      assert.notEqual(renewed.body["refresh_token"], first);
      const again = await form({ grant_type: "refresh_token", refresh_token: first });
      assert.deepEqual([again.status, again.body["error"]], [400, "invalid_grant"]);
    });
  });
});
