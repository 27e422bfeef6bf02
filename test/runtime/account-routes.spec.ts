import assert from "node:assert/strict";
import { ACCOUNT, at, dialogOf, openAccountRoutes, type AccountRoutes } from "../support/account-routes";
import { adminOf } from "../support/admin";
import { flavour } from "../support/node-red";

/** Each way that the package opens into Node-RED, the account's and that of the catalogue, and who may take it. */
const ROUTES = [
  ["get", "genesys-cloud/operations", "reader"],
  ["get", "genesys-cloud/operation?name=get_emails", "reader"],
  ["get", "genesys-cloud/acts", "reader"],
  ["get", "genesys-cloud/topics", "reader"],
  ["post", "genesys-cloud/preview", "reader"],
  ["post", "genesys-cloud/data-action", "reader"],
  ["post", "genesys-cloud/refusals", "reader"],
  ["get", "genesys-cloud/regions", "reader"],
  ["get", "genesys-cloud/hosting", "reader"],
  ["get", "genesys-cloud/backplane/the-account/accounts", "reader"],
  ["post", "genesys-cloud/backplane/the-account/test", "admin"],
  ["get", `genesys-cloud/sidebar/${ACCOUNT}`, "reader"],
  ["get", `genesys-cloud/sidebar/${ACCOUNT}/personal`, "admin"],
  ["post", `genesys-cloud/sidebar/${ACCOUNT}/act`, "admin"],
  ["get", "genesys-cloud/sidebar-issues", "reader"],
  ["get", at("sign-in"), "reader"],
  ["get", at("signed-in"), "reader"],
  ["post", at("sign-in"), "admin"],
  ["post", at("sign-out"), "admin"],
  ["post", at("test"), "admin"],
  ["post", at("lookup"), "admin"],
  ["post", at("permissions"), "admin"],
  ["post", at("capture"), "admin"],
  ["post", "genesys-cloud/try", "admin"],
  ["post", "genesys-cloud/try/send", "admin"],
] as const;

/** Needs no token: the browser that comes back from the login host has none. */
const OPEN = ["get", "genesys-cloud/callback"] as const;

describe(`the account's routes on ${flavour}`, function () {
  this.timeout(60_000);
  let routes: AccountRoutes;
  before(async () => void (routes = await openAccountRoutes()));
  after(() => checkSecrets());
  after(() => routes.close());

  const { form, post, checkSecrets } = dialogOf(() => routes);

  it("are all in the list of these specs: what the package registers, and nothing else", () => {
    const listed = [...ROUTES, OPEN].map(([method, path]) => `${method} /${path.replace(/\?.*/, "")}`);
    assert.deepEqual(routes.registered.map((route) => route.replace(":id", ACCOUNT)).sort(), listed.sort());
  });

  it("leave one page open without a token, which does nothing without a state", async () => {
    const [method, path] = OPEN;
    assert.equal((await adminOf(routes.nodeRed.url)[method](path)).status, 400);
  });

  for (const [method, path, who] of ROUTES) {
    it(`refuse a request without a token: ${method} ${path}`, async () => {
      assert.equal((await adminOf(routes.nodeRed.url)[method](path)).status, 401);
      assert.equal((await adminOf(routes.nodeRed.url, "forged")[method](path)).status, 401);
    });
    it(`${who === "reader" ? "accept" : "refuse"} a user who may only read: ${method} ${path}`, async () => {
      assert.equal((await routes.reader[method](path)).status, who === "reader" ? 200 : 401);
    });
  }

  it("of the sidebar show nothing to a user who may not read the flows", async () => {
    for (const path of [`genesys-cloud/sidebar/${ACCOUNT}`, "genesys-cloud/sidebar-issues"])
      assert.equal((await routes.guest.get(path)).status, 401, path);
  });

  it("take no form that a page of another site could send", async () => {
    const answer = await fetch(new URL(at("test"), routes.nodeRed.url), {
      method: "POST",
      headers: { "content-type": "text/plain", authorization: `Bearer ${routes.token}` },
      body: JSON.stringify(form()),
    });
    assert.equal(answer.status, 415);
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
    const before = routes.simulator.log.count("getRoutingLanguages");
    for (let i = 0; i < 5; i += 1) await post(at("lookup"), { kind: "language", search: "e" });
    assert.equal(routes.simulator.log.count("getRoutingLanguages"), before);
  });

  it("wait where the rate limit says so, and give the real reason where a list cannot be read", async () => {
    routes.simulator.faults.add({ match: { operation: "getRoutingQueues" }, fault: { retryAfter: 1 } });
    assert.equal((await post(at("lookup"), { kind: "queue", search: "Bill" })).ok, undefined);
    routes.simulator.faults.add({
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
    routes.simulator.org.queues.set("marked", {
      ...[...routes.simulator.org.queues.values()][0]!,
      id: "marked",
      name,
    });
    const answer = await routes.admin.post(at("lookup"), { kind: "queue", search: "<img" });
    assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
    assert.deepEqual(answer.body.items, [{ id: "marked", name }]);
    routes.simulator.org.queues.delete("marked");
  });
});
