import assert from "node:assert/strict";
import { inspect } from "node:util";
import helper from "node-red-node-test-helper";
import backplane from "../../nodes/genesys-backplane";
import getConversation from "../../nodes/genesys-get-conversation";
import type { BackplaneNode } from "../../nodes/lib/backplane/backplane-node";
import type { AccountNode } from "../../nodes/lib/node/account";
import { openConnection, PASSWORD } from "../support/backplane";
import { openBench, type Bench } from "../support/flow";
import { deployedFlows, deployNode } from "../support/redeploy";
import { describeWithRedis, startRedis, type RunningRedis } from "../support/redis";
import { CALL, TARGET_INPUTS } from "../support/seed";
import { until } from "../support/until";

type Values = Record<string, unknown>;
const BACKPLANE = "the-backplane";

describeWithRedis("genesys-backplane", () => {
  let redis: RunningRedis;
  let bench: Bench;
  const said: string[] = [];
  const open = async (config: Values, options: Parameters<typeof openBench>[3] = {}): Promise<void> => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, {
      modules: [backplane],
      flow: [{ id: BACKPLANE, type: "genesys-backplane", url: redis.url, ...config }],
      otherCredentials: { [BACKPLANE]: { username: "", password: PASSWORD } },
      ...options,
      account: { backplane: BACKPLANE, name: "Our org", ...options.account },
    });
  };
  const request = async (path: string, body?: Values): Promise<Values> => {
    const to = `/genesys-cloud/${path}`;
    const sent = body === undefined ? helper.request().get(to) : helper.request().post(to).send(body);
    const { text } = await sent;
    said.push(text);
    return JSON.parse(text) as Values;
  };
  const accounts = (): Promise<Values> => request(`backplane/${BACKPLANE}/accounts`);
  const check = (form: Values): Promise<Values> => request(`backplane/${BACKPLANE}/test`, form);
  const node = (): BackplaneNode => helper.getNode(BACKPLANE) as unknown as BackplaneNode;
  const reach = (state: string): Promise<void> => until(() => node().connection()?.state().kind === state);
  const kinds = (): string[] => {
    const seen: string[] = [];
    (helper.getNode("the-account") as unknown as AccountNode).watch(({ kind }) => seen.push(kind));
    return seen;
  };

  before(async () => {
    redis = await startRedis(["--requirepass", PASSWORD]);
    process.env.SPEC_REDIS_URL = redis.url;
    process.env.SPEC_REDIS_PASSWORD = PASSWORD;
  });
  afterEach(async () => {
    redis.thaw();
    const log = inspect((helper.log() as unknown as { args: unknown }).args, { depth: 9 });
    const all = [log, inspect(deployedFlows(), { depth: 9 }), inspect(bench.statuses, { depth: 9 }), ...said];
    for (const text of all)
      assert.ok(!text.includes(PASSWORD), "no log, flow, status or response has the password");
    said.length = 0;
    await bench.close();
  });
  after(async () => {
    delete process.env.SPEC_REDIS_URL;
    delete process.env.SPEC_REDIS_PASSWORD;
    await redis.stop();
  });

  it("lists the accounts that use it, with their states, and goes on while Redis is away", async () => {
    await open({});
    await reach("ready");
    const one = { id: "the-account", name: "Our org" };
    assert.deepEqual((await accounts()).accounts, [{ ...one, state: "ready" }]);
    const seen = kinds();
    await redis.kill();
    await until(() => seen.includes("backplaneAway"));
    assert.deepEqual((await accounts()).accounts, [{ ...one, state: "backplaneAway" }]);
    assert.match(String((await accounts()).failure), /^(lost|refused|closed)$/);
    await redis.start();
    await until(() => seen.at(-1) === "ready");
    assert.equal((await bench.send({ ...CALL })).at, "result");
  });

  it("takes its settings from the environment", async () => {
    const otherCredentials = { [BACKPLANE]: { password: "${SPEC_REDIS_PASSWORD}" } };
    await open({ url: "${SPEC_REDIS_URL}" }, { otherCredentials });
    await reach("ready");
    const { ok } = await check({ url: "${SPEC_REDIS_URL}", password: "${SPEC_REDIS_PASSWORD}" });
    assert.equal(ok, true);
  });

  for (const [what, config, account, field] of [
    ["has a URL that is not valid", { url: "redis+sentinel://a:26379" }, {}, "url"],
    ["has a password in its URL", { url: "redis://:secret@127.0.0.1:1" }, {}, "url"],
    ["names a variable that is not set", { url: "${SPEC_NOT_SET}" }, {}, "url"],
    ["does not exist", {}, { backplane: "another" }, "backplane"],
    ["is disabled", { d: true }, {}, "backplane"],
  ] as const)
    it(`sends nothing for an account whose backplane ${what}: it would act twice`, async () => {
      await open(config, { account });
      const { at: where, msg } = await bench.send({ ...CALL });
      assert.deepEqual([where, msg.error?.code, msg.error?.cause?.field], ["catch", "config", field]);
      assert.equal(bench.simulator.log.count(), 0);
      assert.deepEqual(kinds(), ["config"]);
    });

  it("is not joined by an account on its own simulated organisation, which no other instance shares", async () => {
    await open({ url: "redis://127.0.0.1:1" }, { account: { region: "simulator" } });
    assert.deepEqual((await accounts()).accounts, []);
    assert.equal((await bench.send({ ...CALL })).at, "result");
    assert.deepEqual(kinds(), ["ready"]);
  });

  it("is joined again where it was deployed without the account", async () => {
    process.env.SPEC_BACKPLANE = BACKPLANE;
    await open({}, { account: { backplane: "${SPEC_BACKPLANE}" } });
    await reach("ready");
    await deployNode(BACKPLANE, { name: "another" });
    assert.equal((await bench.send({ ...CALL })).at, "result");
    await reach("ready");
    assert.equal(((await accounts()).accounts as unknown[]).length, 1);
    delete process.env.SPEC_BACKPLANE;
  });

  it("closes within a second with a Redis that does not respond", async () => {
    await open({});
    await reach("ready");
    redis.freeze();
    const begun = Date.now();
    await helper.unload();
    assert.ok(Date.now() - begun < 1_000, `${Date.now() - begun} ms`);
  });

  describe("tested in its dialog", () => {
    it("names server, version, response time and clock", async () => {
      await open({});
      const found = await check({ url: redis.url, password: "__PWRD__", prefix: "p", group: "g" });
      assert.match(String(found.version), /^\d+\.\d+/);
      assert.deepEqual([found.ok, typeof found.latencyMs, typeof found.aheadMs], [true, "number", "number"]);
      assert.ok(!("evicts" in found));
    });

    it("warns of a server that removes keys when its memory is full", async () => {
      await open({});
      const evicting = await startRedis(["--maxmemory", "100mb", "--maxmemory-policy", "volatile-lru"]);
      const found = await check({ url: evicting.url, password: "" }).finally(() => evicting.stop());
      assert.deepEqual([found.ok, found.evicts], [true, "volatile-lru"]);
    });

    it("leaves no key behind", async () => {
      await open({});
      await check({ url: redis.url, password: "__PWRD__", prefix: "left-behind" });
      const { connection } = openConnection(redis.url, { password: PASSWORD });
      const left = await connection.commands.call("KEYS", "left-behind*").finally(() => connection.close());
      assert.deepEqual(left, []);
    });

    it("says which of its fields is wrong", async () => {
      await open({});
      const wrong = await check({ url: redis.url, password: "wrong" });
      assert.deepEqual([wrong.ok, wrong.code, wrong.failure], [false, "backplane", "password"]);
      const none = await check({ url: "redis://127.0.0.1:1", password: "" });
      assert.equal(none.failure, "refused");
      const sentinel = await check({ url: "redis-sentinel://a" });
      assert.deepEqual([sentinel.code, sentinel.field], ["config", "url"]);
    });

    it("sends the stored password, and what the environment holds, to no other server", async () => {
      await open({ url: "${SPEC_REDIS_URL}" });
      const elsewhere = "redis://127.0.0.1:1";
      for (const [form, field] of [
        [{ url: elsewhere, password: "__PWRD__" }, "password"],
        [{ url: elsewhere, password: "${SPEC_REDIS_PASSWORD}" }, "password"],
        [{ url: elsewhere, username: "${SPEC_REDIS_PASSWORD}", password: "" }, "username"],
        [{ url: "${SPEC_REDIS_PASSWORD}", password: "" }, "url"],
        [{ url: elsewhere, password: "", prefix: "${SPEC_REDIS_PASSWORD}" }, "prefix"],
      ] as const) {
        const { code, field: named } = await check(form);
        assert.deepEqual([code, named], ["config", field], JSON.stringify(form));
      }
      assert.equal((await check({ url: elsewhere })).failure, "refused", "without the stored password");
    });
  });

  describe("under FlowFuse's high availability", () => {
    const flowforge = { projectLink: { useSharedSubscriptions: true } };

    it("is missed by an account without one: on its nodes, in the log and in its dialog", async () => {
      await open({}, { account: { backplane: "" }, settings: { flowforge } });
      assert.deepEqual(kinds(), ["noBackplane"]);
      assert.equal((await bench.send({ ...CALL })).at, "result");
      const log = inspect((helper.log() as unknown as { args: unknown }).args, { depth: 9 });
      assert.match(log, /FlowFuse runs several instances/);
      assert.equal((await request("hosting")).hosting, "several");
    });

    it("is not missed by an account that has one", async () => {
      await open({}, { settings: { flowforge } });
      assert.deepEqual(kinds(), ["ready"]);
    });
  });
});
