import assert from "node:assert/strict";
import { at, dialogOf, openAccountRoutes, type AccountRoutes } from "../support/account-routes";
import { visit } from "../support/admin";
import { flavour } from "../support/node-red";

describe(`the account's routes on ${flavour}`, function () {
  this.timeout(60_000);
  let routes: AccountRoutes;
  before(async () => void (routes = await openAccountRoutes()));
  after(() => routes.close());

  const { said, form, post, begin, outcome, page, checkSecrets } = dialogOf(() => routes);

  it("test what is deployed, with the stored secret, and say who the account is", async () => {
    const { ok, organization, as, needUser, lifeSeconds } = await post(at("test"), form());
    assert.deepEqual(
      { ok, organization, as, needUser: Number(needUser) > 10, lifeSeconds },
      {
        ok: true,
        organization: "Simulated Org",
        as: { kind: "client", name: "Client simulator" },
        needUser: true,
        lifeSeconds: 86_400,
      },
    );
  });

  it("say of a wrong secret that it may be the region", async () => {
    const { ok, code, reason } = await post(at("test"), form({ clientSecret: "wrong" }));
    assert.deepEqual([ok, code], [false, "auth"]);
    assert.match(String(reason), /secret.*region/);
  });

  it("say of a host that is not there that the host is wrong", async () => {
    const { ok, reason } = await post(
      at("test"),
      form({ apiUrl: "http://127.0.0.1:9", loginUrl: "http://127.0.0.1:9", clientSecret: "typed" }),
    );
    assert.equal(ok, false);
    assert.match(String(reason), /host|connect|reach/i);
  });

  it("send a stored secret to no host but the deployed one", async () => {
    for (const path of ["test", "sign-in"])
      for (const hosts of [
        { apiUrl: routes.elsewhere.url, loginUrl: routes.elsewhere.url },
        { apiUrl: routes.simulator.url, loginUrl: routes.elsewhere.url },
        { region: "mypurecloud.de" },
      ])
        for (const clientSecret of ["__PWRD__", undefined]) {
          const { ok, reason } = await post(at(path), form({ ...hosts, clientSecret }));
          if (clientSecret === "__PWRD__") {
            assert.equal(ok, false);
            assert.match(String(reason), /Enter the secret again/);
          }
        }
    assert.equal(routes.elsewhere.log.count(), 0);
  });

  it("send what the environment holds to no host that is only in the form", async () => {
    const hosts = { apiUrl: routes.elsewhere.url, loginUrl: routes.elsewhere.url };
    const clientSecret = "${SECRET_OF_THE_ENVIRONMENT}";
    const { ok, reason } = await post(at("test"), form({ ...hosts, clientSecret }));
    assert.equal(ok, false);
    assert.match(String(reason), /environment/);
    const region = "${SECRET_OF_THE_ENVIRONMENT}";
    assert.doesNotMatch(JSON.stringify(await post(at("test"), form({ region }))), /from-the-environment/);
    assert.equal(routes.elsewhere.log.count(), 0);
  });

  it("know no stored secret of an account that is not deployed", async () => {
    const { ok, reason } = await post("genesys-cloud/account/another/test", form());
    assert.equal(ok, false);
    assert.match(String(reason), /Enter the secret again|no client secret/);
  });

  it("sign in through the login host, notify the dialog, and show a page that says nothing else", async () => {
    const url = await begin();
    assert.equal((await outcome()).kind, "waiting");
    const { status, text, headers, callback } = await visit(url);
    assert.equal(status, 200);
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'/);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.doesNotMatch(text, /<script|sign-in\/|code=|Ada/);
    assert.deepEqual(await outcome(), { kind: "done" });
    for (const part of new URL(callback).searchParams.values()) assert.ok(!text.includes(part));
    assert.ok(new URL(url).searchParams.get("code_challenge"));
  });

  it("take a state once", async () => {
    const { callback } = await visit(await begin());
    const again = await fetch(callback);
    assert.equal(again.status, 400);
    assert.deepEqual(await outcome(), { kind: "done" }, "the first one counts");
  });

  it("take no state that was forged, none that a newer sign-in replaced, and none at all", async () => {
    const exchanges = routes.simulator.log.count("oauthToken");
    const old = new URL(await begin()).searchParams.get("state") ?? "";
    await begin();
    for (const query of [{ state: "forged", code: "x" }, { state: old, code: "x" }, { code: "x" }, {}])
      assert.equal((await page(query as Record<string, string>)).status, 400);
    assert.equal((await outcome()).kind, "waiting");
    assert.equal(routes.simulator.log.count("oauthToken"), exchanges);
  });

  it("show in the dialog, and not on the page, why the login host refused", async () => {
    const state = new URL(await begin()).searchParams.get("state") ?? "";
    const words = "<b>the user said no</b>";
    const { status, text } = await page({ state, error: "access_denied", error_description: words });
    assert.equal(status, 400);
    assert.doesNotMatch(text, /access_denied|the user/);
    const { kind, reason } = await outcome();
    assert.equal(kind, "failed");
    assert.match(String(reason), /access_denied: <b>the user said no/);
  });

  it("say what to check where the login host sends the browser back without a code", async () => {
    for (const [query, checks] of [
      [
        { error: "unauthorized_client" },
        /unauthorized_client.*type Code Authorization.*redirect URI.*region/,
      ],
      [{ error: "invalid_scope", error_description: "no scopes" }, /invalid_scope: no scopes.*scopes/],
      [{}, /no code.*type Code Authorization.*redirect URI.*region/],
    ] as const) {
      const state = new URL(await begin()).searchParams.get("state") ?? "";
      assert.equal((await page({ state, ...query })).status, 400);
      const { kind, reason } = await outcome();
      assert.equal(kind, "failed");
      assert.match(String(reason), checks);
    }
  });

  it("say what to check where the code is not taken", async () => {
    const state = new URL(await begin()).searchParams.get("state") ?? "";
    await page({ state, code: "wrong" });
    const { reason } = await outcome();
    assert.match(String(reason), /invalid_grant.*redirect URI.*region/s);
  });

  it("hand on a redirect URI as it was typed, to the login host and with the code", async () => {
    for (const redirectUri of [
      "https://flows.example.com/tools/genesys-cloud/callback",
      "https://Flows.example.com:443/a%20b/../genesys-cloud/callback?from=node-red&x=%2F",
      "http://[::1]:1880/admin/genesys-cloud/callback",
    ]) {
      const sent = await fetch(await begin({ redirectUri: ` ${redirectUri} ` }), { redirect: "manual" });
      const back = new URL(sent.headers.get("location") ?? "");
      assert.equal(`${back.origin}${back.pathname}`, new URL(redirectUri).href.replace(/\?.*/, ""));
      const { code, state } = Object.fromEntries(back.searchParams);
      assert.equal((await page({ code: String(code), state: String(state) })).status, 200);
      assert.deepEqual(await outcome(), { kind: "done" });
      const [authorize, token] = routes.simulator.log.entries().slice(-2);
      assert.equal(authorize?.query.redirect_uri, redirectUri);
      assert.equal((token?.body as Record<string, unknown>).redirect_uri, redirectUri);
    }
  });

  it("begin no sign-in that could not come back", async () => {
    for (const redirectUri of ["", "callback", "javascript:alert(1)", "https://host.example.com/#x"]) {
      const { ok, field } = await post(at("sign-in"), form({ clientId: "sign-in", redirectUri }));
      assert.deepEqual([ok, field], [false, "redirectUri"], redirectUri);
    }
  });

  it("say what the deployed nodes need, and that a client's own permissions cannot be seen", async () => {
    const { ok, as, unseen } = await post(at("permissions"));
    assert.deepEqual({ ok, as, unseen }, { ok: true, as: "client", unseen: { word: "client" } });
  });

  it("have sent nothing of a secret all this time", () => {
    checkSecrets();
    assert.ok(said.length > 20);
  });
});
