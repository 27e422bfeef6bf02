import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import getConversation from "../../nodes/genesys-get-conversation";
import type { AccountNode } from "../../nodes/lib/node/account";
import { openBench, type Bench } from "../support/flow";
import { deployAccount } from "../support/redeploy";
import { CALL, TARGET_INPUTS } from "../support/seed";
import { until } from "../support/until";

/** A request of the admin API in progress. */
type Test = Promise<{ status: number; body: Record<string, unknown>; text: string }>;

describe("genesys-account with a user who signs in", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, {
      account: { grant: "authorization-code" },
      credentials: { clientId: "sign-in", clientSecret: "" },
    });
  });
  afterEach(() => bench.close());

  /** The routes of the admin API; the server of the bench does not serve them. */
  const admin = (): { get(path: string): Test; post(path: string): Test & { send(body: object): Test } } =>
    (helper as unknown as { request(): ReturnType<typeof admin> }).request();
  /** Where the browser is sent to. */
  const begin = async (): Promise<string> => {
    const hosts = { apiUrl: bench.simulator.url, loginUrl: bench.simulator.url };
    const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";
    const begun = await admin()
      .post("/genesys-cloud/account/the-account/sign-in")
      .send({ region: "custom", ...hosts, clientId: "sign-in", redirectUri });
    return String(begun.body.url);
  };
  /** Through the login host and back. */
  const comeBack = async (url: string): Test => {
    const sent = await fetch(url, { redirect: "manual" });
    const { pathname, search } = new URL(sent.headers.get("location") ?? "");
    return admin().get(pathname + search);
  };
  const signIn = async (): Promise<void> => {
    assert.equal((await comeBack(await begin())).status, 200);
  };
  /** The response that the dialog gets. */
  const outcome = async (): Promise<unknown> =>
    (await admin().get("/genesys-cloud/account/the-account/sign-in")).body;
  /** The state of the account, as it is reported to its nodes. */
  const accountState = (): string => {
    let kind = "";
    (helper.getNode("the-account") as unknown as AccountNode).watch((state) => (kind = state.kind))();
    return kind;
  };

  it("shows on its nodes that a user has to sign in, before any message and without a request", async () => {
    assert.equal(accountState(), "signInAgain");
    const { at, msg } = await bench.send({ ...CALL });
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "config", "notSent"]);
    assert.match(msg.error?.message ?? "", /Open the account's dialog and sign in/);
    assert.equal(bench.simulator.log.count(), 0);
  });

  it("works from the sign-in on, and its nodes stop asking for it", async () => {
    assert.equal(accountState(), "signInAgain");
    await signIn();
    assert.equal(accountState(), "ready");
    assert.equal((await bench.send({ ...CALL })).at, "result");
    assert.equal(bench.simulator.log.count("oauthToken"), 1, "the token of the sign-in itself");
  });

  it("takes a browser that comes back just within ten minutes", async () => {
    const url = await begin();
    await bench.clock.advance(599_999);
    assert.deepEqual(await outcome(), { kind: "waiting" });
    assert.equal((await comeBack(url)).status, 200);
    assert.deepEqual(await outcome(), { kind: "done" });
    assert.equal(accountState(), "ready");
  });

  it("refuses a browser that comes back after ten minutes, says so, and asks for no token", async () => {
    const url = await begin();
    await bench.clock.advance(600_000);
    const { status, text } = await comeBack(url);
    assert.equal(status, 400);
    assert.match(text, /Not signed in.*older than ten minutes.*start again/s);
    assert.deepEqual(await outcome(), { kind: "none" }, "the dialog has words for it: signIn.late");
    assert.equal(bench.simulator.log.count("oauthToken"), 0);
    assert.equal(accountState(), "signInAgain");
    await signIn();
    assert.deepEqual(await outcome(), { kind: "done" }, "a new one is not hindered");
  });

  it("lets a dialog that asks after ten minutes wait no longer, although no browser came back", async () => {
    await begin();
    await bench.clock.advance(600_000);
    assert.deepEqual(await outcome(), { kind: "none" });
  });

  it("renews the token once for all messages that find it expired", async () => {
    await signIn();
    await bench.send({ ...CALL });
    bench.simulator.act.expireTokens();
    for (let i = 0; i < 10; i += 1) bench.start({ ...CALL });
    await until(() => bench.arrivals.length === 11);
    assert.ok(bench.arrivals.every(({ at }) => at === "result"));
    assert.equal(bench.simulator.log.count("oauthToken"), 2);
  });

  it("says to sign in again where a sign-in was revoked, in status and error, and asks the platform once", async () => {
    await signIn();
    await bench.send({ ...CALL });
    await bench.clock.advance(1_000);
    bench.simulator.act.forgetSignIns();
    bench.simulator.act.expireTokens();
    for (let i = 0; i < 3; i += 1) {
      const { at, msg } = await bench.send({ ...CALL });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.signInAgain], ["catch", "auth", true]);
      assert.match(msg.error?.message ?? "", /Sign in again/);
    }
    assert.equal(bench.simulator.log.count("oauthToken"), 2);
    assert.equal(accountState(), "signInAgain");
    await bench.clock.advance(1_000);
    await until(() => bench.statuses.at(-1)?.text?.endsWith("status.signInAgain") === true);
  });

  it("keeps the sign-in of an account that is disabled for a while", async () => {
    await signIn();
    for (const d of [true, false]) await deployAccount({ d });
    assert.equal(accountState(), "ready");
  });

  it("serves the next user who signs in at once, although the token of the one before is still valid", async () => {
    await signIn();
    await bench.send({ ...CALL });
    await signIn();
    await bench.send({ ...CALL });
    const shown = bench.simulator.log.entries().filter(({ operation }) => operation === "getConversation");
    assert.equal(new Set(shown.map(({ tokenId }) => tokenId)).size, 2);
  });
});
