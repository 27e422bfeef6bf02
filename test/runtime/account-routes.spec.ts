import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, tokenOf, visit, type Admin } from "../support/admin";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder, manifest } from "../support/package";
import { registeredRoutes } from "../support/routes";

const load = createRequire(__filename);
const { hashSync } = load("bcryptjs") as {
  hashSync(text: string, rounds: number): string;
};

const SECRET = "simulator";
const PASSWORD = "a password of the specs";
const users = [
  { username: "admin", password: hashSync(PASSWORD, 4), permissions: "*" },
  { username: "reader", password: hashSync(PASSWORD, 4), permissions: "read" },
];
const ACCOUNT = "the-account";
const at = (path: string): string => `genesys-cloud/account/${ACCOUNT}/${path}`;

/** Each way that the package opens into Node-RED, the account's and that of the catalogue, and who may take it. */
const ROUTES = [
  ["get", "genesys-cloud/operations", "reader"],
  ["get", "genesys-cloud/operation?name=get_emails", "reader"],
  ["post", "genesys-cloud/preview", "reader"],
  ["post", "genesys-cloud/refusals", "reader"],
  ["get", "genesys-cloud/regions", "reader"],
  ["get", at("sign-in"), "reader"],
  ["post", at("sign-in"), "admin"],
  ["post", at("sign-out"), "admin"],
  ["post", at("test"), "admin"],
  ["post", at("lookup"), "admin"],
  ["post", at("permissions"), "admin"],
] as const;

/** Open to everybody: the browser that comes back from the login host has no token. */
const OPEN = ["get", "genesys-cloud/callback"] as const;

describe(`the account's routes on ${flavour}`, function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let elsewhere: Simulator;
  let nodeRed: NodeRed;
  let token: string;
  let admin: Admin;
  let reader: Admin;
  let registered: string[];
  const said: string[] = [];
  const cleanUp: (() => Promise<void>)[] = [];

  const form = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    region: "custom",
    apiUrl: simulator.url,
    loginUrl: simulator.url,
    grant: "client-credentials",
    clientId: "simulator",
    clientSecret: "__PWRD__",
    redirectUri: `${nodeRed.url}genesys-cloud/callback`,
    ...more,
  });
  const post = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await admin.post(path, body);
    assert.equal(answer.status, 200, answer.text);
    said.push(answer.text);
    return answer.body;
  };
  const begin = async (more: Record<string, unknown> = {}): Promise<string> => {
    const { url, ...others } = await post(
      at("sign-in"),
      form({ clientId: "sign-in", clientSecret: "", ...more }),
    );
    assert.equal(typeof url, "string", JSON.stringify(others));
    return String(url);
  };
  const outcome = async (): Promise<Record<string, unknown>> => (await admin.get(at("sign-in"))).body;
  const page = (query: Record<string, string>) =>
    adminOf(nodeRed.url).get(`genesys-cloud/callback?${new URLSearchParams(query).toString()}`);

  before(async () => {
    const folder = await installedFolder();
    cleanUp.push(folder.remove);
    registered = registeredRoutes(
      Object.values(manifest["node-red"].nodes).map((file) => {
        return load(join(folder.path, "node_modules", manifest.name, file)) as never;
      }),
    );
    simulator = await startSimulator();
    elsewhere = await startSimulator();
    cleanUp.push(
      () => simulator.close(),
      () => elsewhere.close(),
    );
    nodeRed = await startNodeRed(folder.path, {
      flows: [
        {
          id: ACCOUNT,
          type: "genesys-account",
          region: "custom",
          apiUrl: simulator.url,
          loginUrl: simulator.url,
          grant: "client-credentials",
        },
      ],
      credentials: { [ACCOUNT]: { clientId: "simulator", clientSecret: SECRET } },
      settings: { adminAuth: { type: "credentials", users } },
      env: { SECRET_OF_THE_ENVIRONMENT: "from-the-environment" },
    });
    cleanUp.push(() => nodeRed.stop());
    token = await tokenOf(nodeRed.url, "admin", PASSWORD);
    admin = adminOf(nodeRed.url, token);
    reader = adminOf(nodeRed.url, await tokenOf(nodeRed.url, "reader", PASSWORD, "read"));
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  it("are all in the list of these specs: what the package registers, and nothing else", () => {
    const listed = [...ROUTES, OPEN].map(([method, path]) => `${method} /${path.replace(/\?.*/, "")}`);
    assert.deepEqual(registered.map((route) => route.replace(":id", ACCOUNT)).sort(), listed.sort());
  });

  it("leave one page open to everybody, which does nothing without a state", async () => {
    const [method, path] = OPEN;
    assert.equal((await adminOf(nodeRed.url)[method](path)).status, 400);
  });

  for (const [method, path, who] of ROUTES) {
    it(`let nobody in without a token: ${method} ${path}`, async () => {
      assert.equal((await adminOf(nodeRed.url)[method](path)).status, 401);
      assert.equal((await adminOf(nodeRed.url, "forged")[method](path)).status, 401);
    });
    it(`let ${who === "reader" ? "those who may read in" : "nobody in who may only read"}: ${method} ${path}`, async () => {
      assert.equal((await reader[method](path)).status, who === "reader" ? 200 : 401);
    });
  }

  it("take no form that a page of another site could send", async () => {
    const answer = await fetch(new URL(at("test"), nodeRed.url), {
      method: "POST",
      headers: { "content-type": "text/plain", authorization: `Bearer ${token}` },
      body: JSON.stringify(form()),
    });
    assert.equal(answer.status, 415);
  });

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
        { apiUrl: elsewhere.url, loginUrl: elsewhere.url },
        { apiUrl: simulator.url, loginUrl: elsewhere.url },
        { region: "mypurecloud.de" },
      ])
        for (const clientSecret of ["__PWRD__", undefined]) {
          const { ok, reason } = await post(at(path), form({ ...hosts, clientSecret }));
          if (clientSecret === "__PWRD__") {
            assert.equal(ok, false);
            assert.match(String(reason), /Enter the secret again/);
          }
        }
    assert.equal(elsewhere.log.count(), 0);
  });

  it("send what the environment holds to no host that merely stands in the form", async () => {
    const hosts = { apiUrl: elsewhere.url, loginUrl: elsewhere.url };
    const clientSecret = "${SECRET_OF_THE_ENVIRONMENT}";
    const { ok, reason } = await post(at("test"), form({ ...hosts, clientSecret }));
    assert.equal(ok, false);
    assert.match(String(reason), /environment/);
    const region = "${SECRET_OF_THE_ENVIRONMENT}";
    assert.doesNotMatch(JSON.stringify(await post(at("test"), form({ region }))), /from-the-environment/);
    assert.equal(elsewhere.log.count(), 0);
  });

  it("know no stored secret of an account that is not deployed", async () => {
    const { ok, reason } = await post("genesys-cloud/account/another/test", form());
    assert.equal(ok, false);
    assert.match(String(reason), /Enter the secret again|no client secret/);
  });

  it("list queues, users, codes, flows, skills, languages, integrations and contacts: names and ids, nothing else", async () => {
    for (const kind of [
      "queue",
      "user",
      "wrapupCode",
      "flow",
      "skill",
      "language",
      "integration",
      "externalContact",
    ]) {
      const { items, more, ...others } = await post(at("lookup"), { kind });
      const first = (items as Record<string, unknown>[])[0];
      assert.deepEqual(Object.keys(first ?? {}).sort(), ["id", "name"], kind);
      assert.deepEqual({ more, others }, { more: false, others: {} }, kind);
    }
  });

  it("find by a part of the name, and the codes of a queue", async () => {
    const find = async (question: object): Promise<string[]> =>
      ((await post(at("lookup"), question)).items as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(await find({ kind: "queue", search: "uppo" }), ["Support"]);
    assert.deepEqual(await find({ kind: "user", search: "sup" }), [
      "Sam Supervisor (sam.supervisor@example.com)",
    ]);
    assert.deepEqual(await find({ kind: "wrapupCode", search: "NUM" }), ["Wrong number"]);
    const [sales] = (await post(at("lookup"), { kind: "queue", search: "Sales" })).items as { id: string }[];
    assert.deepEqual(await find({ kind: "wrapupCode", queueId: sales?.id }), [
      "No interest",
      "Sale",
      "Wrong number",
    ]);
  });

  it("ask once for a list, however often it is looked at", async () => {
    await post(at("lookup"), { kind: "language" });
    const before = simulator.log.count("getRoutingLanguages");
    for (let i = 0; i < 5; i += 1) await post(at("lookup"), { kind: "language", search: "e" });
    assert.equal(simulator.log.count("getRoutingLanguages"), before);
  });

  it("wait where the rate limit says so, and give the real reason where a list cannot be read", async () => {
    simulator.faults.add({ match: { operation: "getRoutingQueues" }, fault: { retryAfter: 1 } });
    assert.equal((await post(at("lookup"), { kind: "queue", search: "Bill" })).ok, undefined);
    simulator.faults.add({
      match: { operation: "getRoutingQueues" },
      fault: {
        status: 403,
        body: { code: "missing.permissions", message: "Missing permissions: routing:queue:view" },
      },
    });
    const { ok, code, reason } = await post(at("lookup"), { kind: "queue", search: "Back" });
    assert.deepEqual([ok, code], [false, "denied"]);
    assert.match(String(reason), /routing:queue:view/);
  });

  it("hand names with markup on as the text that they are", async () => {
    const name = '<img src=x onerror="alert(1)">';
    simulator.org.queues.set("marked", { ...[...simulator.org.queues.values()][0]!, id: "marked", name });
    const answer = await admin.post(at("lookup"), { kind: "queue", search: "<img" });
    assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
    assert.deepEqual(answer.body.items, [{ id: "marked", name }]);
    simulator.org.queues.delete("marked");
  });

  it("sign in through the login host, tell the dialog, and show a page that says nothing else", async () => {
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
    const exchanges = simulator.log.count("oauthToken");
    const old = new URL(await begin()).searchParams.get("state") ?? "";
    await begin();
    for (const query of [{ state: "forged", code: "x" }, { state: old, code: "x" }, { code: "x" }, {}])
      assert.equal((await page(query as Record<string, string>)).status, 400);
    assert.equal((await outcome()).kind, "waiting");
    assert.equal(simulator.log.count("oauthToken"), exchanges);
  });

  it("tell the dialog, and not the page, why the login host refused", async () => {
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
      const [authorize, token] = simulator.log.entries().slice(-2);
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

  it("have told nothing of a secret all this time", () => {
    const all = said.join("\n") + nodeRed.log();
    assert.doesNotMatch(all, /from-the-environment|sim-[0-9a-f]{8}|simr-|access_token|code_verifier/);
    assert.ok(said.length > 20);
  });
});
