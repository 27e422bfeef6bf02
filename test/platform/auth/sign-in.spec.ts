import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  authorizeUrl,
  checkedRedirectUri,
  createProof,
  endedSignIn,
} from "../../../nodes/lib/platform/auth/sign-in";
import { createPendingSignIns } from "../../../nodes/lib/platform/auth/pending-sign-ins";
import { createClock } from "../../support/clock";

describe("a sign-in that has begun", () => {
  it("is good for ten minutes", async () => {
    const clock = createClock();
    const desk = createPendingSignIns<string>(clock);
    const { state } = desk.begin("account", "needed");
    await clock.advance(599_000);
    assert.deepEqual(desk.outcome("account"), { kind: "waiting" });
    assert.equal(desk.take(state)?.with, "needed");
    const late = desk.begin("account", "needed");
    await clock.advance(600_000);
    assert.equal(desk.take(late.state), undefined);
    assert.equal(desk.outcome("account"), undefined);
  });

  it("is good once", () => {
    const desk = createPendingSignIns<string>(createClock());
    const { state } = desk.begin("account", "needed");
    assert.ok(desk.take(state));
    assert.equal(desk.take(state), undefined);
  });

  it("gives way to a newer one of the same account, and to no other", () => {
    const desk = createPendingSignIns<string>(createClock());
    const old = desk.begin("account", "old");
    const other = desk.begin("other", "other");
    const young = desk.begin("account", "young");
    assert.equal(desk.take(old.state), undefined);
    desk.settle("account", old.state, { kind: "failed", reason: "too late to matter" });
    assert.deepEqual(desk.outcome("account"), { kind: "waiting" });
    assert.deepEqual([desk.take(other.state)?.with, desk.take(young.state)?.with], ["other", "young"]);
  });

  it("fills no memory, however many are begun", () => {
    const desk = createPendingSignIns<number>(createClock());
    const states = Array.from({ length: 300 }, (_, n) => desk.begin(`account ${n}`, n).state);
    assert.ok(states.filter((state) => desk.take(state) !== undefined).length <= 101);
  });

  it("has a state and a proof that cannot be guessed", () => {
    const desk = createPendingSignIns<null>(createClock());
    const all = new Set(Array.from({ length: 50 }, (_, n) => desk.begin(`${n}`, null).state));
    assert.equal(all.size, 50);
    for (const state of all) assert.match(state, /^[\w-]{43}$/);
    const { verifier, challenge } = createProof();
    assert.match(verifier, /^[\w-]{43,128}$/);
    assert.equal(challenge, createHash("sha256").update(verifier).digest("base64url"));
  });
});

describe("the address that a browser is sent to", () => {
  it("is that of the login host, with everything encoded", () => {
    const url = new URL(
      authorizeUrl("https://login.example.com", {
        clientId: "a b&c",
        redirectUri: "https://red.example.com/admin/genesys-cloud/callback?x=1",
        state: "state",
        challenge: "challenge",
      }),
    );
    assert.equal(url.origin + url.pathname, "https://login.example.com/oauth/authorize");
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      response_type: "code",
      client_id: "a b&c",
      redirect_uri: "https://red.example.com/admin/genesys-cloud/callback?x=1",
      state: "state",
      code_challenge: "challenge",
      code_challenge_method: "S256",
    });
  });

  it("may bring it back to any address of http, with or without TLS, and to nothing else", () => {
    for (const uri of [
      "https://red.example.com/x/genesys-cloud/callback",
      "http://127.0.0.1:1880/genesys-cloud/callback",
    ])
      assert.equal(checkedRedirectUri(` ${uri} `), uri);
    for (const uri of [
      "",
      "/callback",
      "javascript:alert(1)",
      "https://a:b@host.example.com/",
      "https://host.example.com/#x",
    ])
      assert.throws(() => checkedRedirectUri(uri), { code: "config" }, uri);
  });
});

describe("a sign-in that the login host ends", () => {
  const TYPE = /type Code Authorization/;
  const URI = /exactly this redirect URI is registered with it/;
  const REGION = /the region is the client's/;
  const SCOPES = /the client has scopes/;
  const AGAIN = /Try again later/;
  const PEOPLE = /right user signed in.*organisation and region.*administrator/;

  for (const [code, ...checks] of [
    ["unauthorized_client", /no permission to sign users in/, TYPE, URI, REGION],
    ["unsupported_response_type", /no permission to sign users in/, TYPE, URI, REGION],
    ["invalid_client", /does not know the client id/, TYPE, URI, REGION],
    ["invalid_request", /usually because of the redirect URI/, TYPE, URI, REGION],
    ["invalid_scope", SCOPES, /administrator/],
    ["access_denied", /The user refused/, PEOPLE],
    ["server_error", AGAIN],
    ["temporarily_unavailable", AGAIN],
    ["a_code_of_tomorrow", TYPE, URI, REGION],
    ["constructor", TYPE, URI, REGION],
  ] as const)
    it(`says why with the platform's message and what to check: ${code}`, () => {
      const reason = endedSignIn(code, "words of the platform");
      assert.ok(
        reason.startsWith(`The login host ended the sign-in (${code}: words of the platform). `),
        reason,
      );
      for (const check of checks) assert.match(reason, check);
    });

  it("blames no setting where the login host itself is at fault", () => {
    for (const code of ["server_error", "temporarily_unavailable"])
      assert.doesNotMatch(endedSignIn(code, ""), /Check/);
  });

  it("says so where nothing came back, neither a code nor a reason", () => {
    assert.match(endedSignIn("", ""), /\(it sent no code\)\. Check that the OAuth client/);
  });

  it("is reported on one line of bounded length, without tokens and addresses", () => {
    const token = "abc123".repeat(10);
    const words = `no\r\n\u202Eone \u0000 ada@example.com ${token} ${"x ".repeat(2_000)}`;
    const reason = endedSignIn("access_denied", words);
    assert.match(reason, /\(access_denied: no one \*\*\* \*\*\* x x/);
    assert.doesNotMatch(reason, /\p{C}/u);
    assert.ok(reason.length < 700, String(reason.length));
  });
});
