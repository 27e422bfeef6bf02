import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import getConversation from "../../nodes/genesys-get-conversation";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { openBench, type Bench } from "../support/flow";
import { TARGET_INPUTS } from "../support/seed";
import { until } from "../support/until";

type Fields = Record<string, unknown>;
interface Asked {
  post(path: string): { send(body: object): Promise<{ body: Fields; text: string }> };
}

const VARIABLE = "GENESYS_SPEC_VARIABLE";
const HELD = "held-by-the-environment.example";

describe("what the environment holds", () => {
  let bench: Bench;
  let elsewhere: Simulator;
  beforeEach(async () => {
    process.env[VARIABLE] = HELD;
    elsewhere = await startSimulator();
  });
  afterEach(async () => {
    delete process.env[VARIABLE];
    await bench.close();
    await elsewhere.close();
  });
  const open = async (account: Fields = {}, credentials: Record<string, string> = {}): Promise<void> => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, {
      account,
      credentials,
    });
  };
  const ask = async (what: string, body: Fields): Promise<{ body: Fields; text: string }> =>
    (helper as unknown as { request(): Asked }).request().post(`/genesys-cloud/account/${what}`).send(body);
  const at = (url: string): Fields => ({ region: "custom", apiUrl: url, loginUrl: url });
  const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";

  it("is in no response to a user who may only edit accounts", async () => {
    await open();
    const value = `\${${VARIABLE}}`;
    for (const [what, fields] of [
      ["the-account/sign-in", { region: "mypurecloud.ie", clientId: value, redirectUri }],
      ["new/sign-in", { region: "mypurecloud.ie", clientId: value, redirectUri }],
      ["the-account/sign-in", { region: "mypurecloud.ie", clientId: "client", redirectUri: value }],
      ["the-account/test", { region: value, clientId: "client", clientSecret: "secret" }],
      ["the-account/sign-in", { region: value, clientId: "client", redirectUri }],
      ["new/test", { ...at(elsewhere.url), clientId: value, clientSecret: "secret" }],
      ["new/test", { ...at(elsewhere.url), clientId: "client", clientSecret: value }],
      ["new/test", { ...at(value), clientId: "client", clientSecret: "secret" }],
    ] as [string, Fields][]) {
      const { body, text } = await ask(what, { grant: "client-credentials", ...fields });
      assert.equal(body.ok, false, text);
      assert.match(text, /environment/i);
      assert.ok(!text.includes(HELD), text);
    }
    assert.equal(elsewhere.log.count(), 0);
  });

  it("is used for a sign-in as it is deployed: the client id and the redirect URI", async () => {
    process.env[VARIABLE] = "sign-in";
    await open(
      { grant: "authorization-code", redirectUri },
      { clientId: `\${${VARIABLE}}`, clientSecret: "" },
    );
    const { body } = await ask("the-account/sign-in", {
      ...at(bench.simulator.url),
      clientId: `\${${VARIABLE}}`,
      redirectUri,
    });
    assert.match(String(body.url), /client_id=sign-in/);
  });
});

describe("a sign-in that was overtaken", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, {
      account: { grant: "authorization-code" },
      credentials: { clientId: "sign-in", clientSecret: "" },
    });
  });
  afterEach(() => bench.close());

  const request = () =>
    (
      helper as unknown as {
        request(): Asked & { get(path: string): Promise<{ status: number; body: Fields }> };
      }
    ).request();
  const path = "/genesys-cloud/account/the-account";
  const begin = async (): Promise<string> => {
    const url = bench.simulator.url;
    const { body } = await request()
      .post(`${path}/sign-in`)
      .send({
        ...{ region: "custom", apiUrl: url, loginUrl: url, clientId: "sign-in" },
        redirectUri: "http://127.0.0.1:1880/genesys-cloud/callback",
      });
    const sent = await fetch(String(body.url), { redirect: "manual" });
    const { pathname, search } = new URL(sent.headers.get("location") ?? "");
    return pathname + search;
  };
  const slowly = (): void =>
    void bench.simulator.faults.add({ match: { operation: "oauthToken" }, fault: { delayMs: 3_000 } });

  it("by a sign-out no longer counts", async () => {
    slowly();
    const back = request()
      .get(await begin())
      .then(({ status }) => status);
    await until(() => bench.simulator.log.count("oauthToken") === 1);
    await request().post(`${path}/sign-out`).send({});
    await bench.clock.advance(3_000);
    assert.equal(await back, 400);
    const { body } = await request().get(`${path}/sign-in`);
    assert.match(String(body.reason), /signed out, deleted or signed in again/);
  });

  it("by a newer one no longer counts, whichever comes back first", async () => {
    slowly();
    const first = request()
      .get(await begin())
      .then(({ status }) => status);
    await until(() => bench.simulator.log.count("oauthToken") === 1);
    const second = await begin();
    await bench.clock.advance(3_000);
    assert.equal(await first, 400, "a newer one has begun");
    assert.equal((await request().get(second)).status, 200);
    assert.deepEqual((await request().get(`${path}/sign-in`)).body, { kind: "done" });
  });

  it("by a platform that does not revoke is signed out all the same, within five seconds", async () => {
    assert.equal((await request().get(await begin())).status, 200);
    bench.simulator.faults.add({ match: { operation: "deleteTokensMe" }, fault: { silence: true } });
    const out = Promise.resolve(request().post(`${path}/sign-out`).send({}));
    await until(() => bench.simulator.log.count("deleteTokensMe") === 1);
    await bench.clock.advance(5_000);
    assert.equal((await out).body.ok, true);
    const { body } = await request().post(`${path}/lookup`).send({ kind: "queue" });
    assert.match(String(body.reason), /No user has signed in/);
  });
});
