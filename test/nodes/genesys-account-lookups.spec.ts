import assert from "node:assert/strict";
import type { Socket } from "node:net";
import helper from "node-red-node-test-helper";
import getConversation from "../../nodes/genesys-get-conversation";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { QUEUES } from "../../nodes/lib/simulator/seed/org";
import { openBench, type Bench } from "../support/flow";
import { setFlows } from "../support/redeploy";
import { TARGET_INPUTS } from "../support/seed";
import { runHttp, type Running } from "../support/servers";
import { until } from "../support/until";

type Answer = Promise<{ status: number; body: Record<string, unknown> }>;
type Fields = Record<string, unknown>;

const IDLE_MS = 5 * 60_000;

describe("look-ups of an account that is not deployed as the editor has it", () => {
  let bench: Bench;
  let elsewhere: Simulator;
  beforeEach(async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS);
    elsewhere = await startSimulator();
  });
  afterEach(async () => {
    await bench.close();
    await elsewhere.close();
  });

  const post = async (id: string, body: Fields): Promise<Fields> => {
    const admin = helper as unknown as {
      request(): { post(path: string): Answer & { send(body: object): Answer } };
    };
    return (await admin.request().post(`/genesys-cloud/account/${id}/lookup`).send(body)).body;
  };
  const hosts = (url: string): Fields => ({ region: "custom", apiUrl: url, loginUrl: url });
  const typed = (url: string, more: Fields = {}): Fields => ({
    ...hosts(url),
    grant: "client-credentials",
    clientId: "simulator",
    clientSecret: "simulator",
    ...more,
  });
  const queues = (id: string, account?: Fields, search = ""): Promise<Fields> =>
    post(id, { kind: "queue", search, ...(account === undefined ? {} : { account }) });
  const names = ({ items }: Fields): string[] => (items as { name: string }[]).map(({ name }) => name);
  const tokens = (simulator = bench.simulator): number => simulator.log.count("oauthToken");

  it("work before the first deploy, with one token for all that is asked", async () => {
    const account = typed(elsewhere.url);
    assert.equal(names(await queues("new-account", account)).length, QUEUES.length);
    assert.deepEqual(names(await queues("new-account", account, "Sales")), ["Sales"]);
    const requests = elsewhere.log.count("getRoutingQueues");
    await queues("new-account", account, "Sales");
    assert.equal(elsewhere.log.count("getRoutingQueues"), requests, "a list is kept for a while");
    assert.equal(tokens(elsewhere), 1);
  });

  it("say what to do where neither a deploy nor the editor names the account", async () => {
    assert.match(String((await queues("new-account")).reason), /Deploy the account first/);
    const { ok, field } = await queues("new-account", typed(elsewhere.url, { clientSecret: undefined }));
    assert.deepEqual([ok, field], [false, "clientSecret"]);
  });

  it("use the deployed account's own client where nothing was changed after all", async () => {
    await queues("the-account");
    await queues("the-account", { ...hosts(bench.simulator.url), grant: "client-credentials" }, "Sal");
    await queues("the-account", typed(bench.simulator.url, { clientSecret: "__PWRD__" }), "Sup");
    assert.equal(tokens(), 1);
  });

  it("try what was typed instead: another secret, another grant", async () => {
    await queues("the-account");
    const { ok, code } = await queues("the-account", typed(bench.simulator.url, { clientSecret: "wrong" }));
    assert.deepEqual([ok, code], [false, "auth"]);
    const accessToken = bench.simulator.act.issueToken();
    const account = { ...hosts(bench.simulator.url), grant: "access-token", accessToken };
    assert.equal(names(await queues("the-account", account)).length, QUEUES.length);
  });

  it("send no stored secret, and no stored client id, to another host than the deployed one", async () => {
    const other = hosts(elsewhere.url);
    const mixed = { region: "custom", apiUrl: elsewhere.url, loginUrl: bench.simulator.url };
    const turned = { region: "custom", apiUrl: bench.simulator.url, loginUrl: elsewhere.url };
    const before = tokens();
    for (const account of [other, mixed, turned])
      for (const kept of [{}, { clientSecret: "__PWRD__" }, { clientId: "simulator" }]) {
        const { ok, reason } = await queues("the-account", { ...account, ...kept });
        assert.equal(ok, false);
        assert.match(String(reason), /Enter the secret again|has no client/);
      }
    assert.deepEqual([elsewhere.log.count(), tokens()], [0, before]);
  });

  it("send no token of a deployed account's user to another host", async () => {
    await bench.close();
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, {
      account: { grant: "authorization-code" },
      credentials: { clientId: "sign-in", clientSecret: "" },
    });
    const user = { grant: "authorization-code", clientId: "sign-in" };
    await signIn({ ...hosts(bench.simulator.url), ...user });
    assert.equal(names(await queues("the-account")).length, QUEUES.length);
    for (const account of [hosts(elsewhere.url), { ...hosts(bench.simulator.url), apiUrl: elsewhere.url }]) {
      const { ok, reason } = await queues("the-account", { ...account, ...user });
      assert.equal(ok, false);
      assert.match(String(reason), /No user has signed in/);
    }
    assert.equal(elsewhere.log.count(), 0);
  });

  const signIn = async (form: Fields): Promise<void> => {
    const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";
    const admin = helper as unknown as {
      request(): { get(path: string): Answer; post(path: string): { send(body: object): Answer } };
    };
    const path = "/genesys-cloud/account/the-account/sign-in";
    const begun = await admin
      .request()
      .post(path)
      .send({ ...form, redirectUri });
    const sent = await fetch(String(begun.body.url), { redirect: "manual" });
    const { pathname, search } = new URL(sent.headers.get("location") ?? "");
    assert.equal((await admin.request().get(pathname + search)).status, 200);
  };

  it("wait for a rate limit, and do not ask again and again with a secret that was refused", async () => {
    const account = typed(bench.simulator.url, { clientSecret: "wrong" });
    for (let i = 0; i < 4; i += 1) assert.equal((await queues("new-account", account, `a${i}`)).code, "auth");
    assert.equal(tokens(), 1);
    bench.simulator.faults.add({ match: { operation: "getRoutingQueues" }, fault: { retryAfter: 2 } });
    const asked = queues("new-account", typed(bench.simulator.url));
    await until(() => bench.simulator.log.count("getRoutingQueues") === 1);
    let isAnswered = false;
    void asked.then(() => (isAnswered = true));
    await until(() => {
      void bench.clock.advance(100);
      return isAnswered;
    });
    assert.equal(names(await asked).length, QUEUES.length);
  });

  describe("leave nothing behind", () => {
    let host: Running;
    const open = new Set<Socket>();
    beforeEach(async () => {
      host = await runHttp((asked, reply) => {
        open.add(asked.socket);
        asked.socket.once("close", () => open.delete(asked.socket));
        reply.setHeader("content-type", "application/json");
        const isToken = asked.url?.startsWith("/oauth") === true;
        reply.end(JSON.stringify(isToken ? { access_token: "t", expires_in: 3600 } : { entities: [] }));
      });
    });
    afterEach(() => host.close());
    const url = (): string => `http://127.0.0.1:${host.port}`;

    const after = async (what: () => Promise<unknown>): Promise<void> => {
      const timers = bench.clock.pending();
      assert.deepEqual((await queues("new-account", typed(url()))).items, []);
      assert.deepEqual([open.size > 0, bench.clock.pending() > timers], [true, true]);
      await what();
      await until(() => open.size === 0);
      assert.equal(bench.clock.pending(), timers);
    };

    it("when nothing has been looked up for a while", () => after(() => bench.clock.advance(IDLE_MS)));

    it("with a deploy", () => after(() => setFlows([{ id: "tab", type: "tab" }])));

    it("when something else is typed", async () => {
      await queues("new-account", typed(url()));
      await queues("new-account", typed(bench.simulator.url));
      await until(() => open.size === 0);
    });

    it("of the accounts that were used before some others", async () => {
      await queues("new-account", typed(url()));
      for (let i = 0; i < 5; i += 1) await queues(`account-${i}`, typed(bench.simulator.url));
      await until(() => open.size === 0);
    });
  });
});
