import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import setPostflow from "../../nodes/genesys-set-postflow";
import wrapUp from "../../nodes/genesys-wrap-up";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createClock } from "../support/clock";
import { openBench, type Bench } from "../support/flow";
import { TARGET_INPUTS } from "../support/seed";

interface Tested {
  ok: boolean;
  lacks: { permissions: string[]; nodes: string[] }[];
  nodes: { id: string; type: string; name: string }[];
}

const START = Date.parse("2026-03-02T09:00:00.000Z");
const VIEW = "conversation:communication:view";
const POSTFLOW = "conversation:call:setMandatoryPostFlowAction";
const SURVEY = { name: "Survey", destination: "+15555550142", destinationType: "str" };
const WRAP_UP = {
  ...{ id: "wrap", type: "genesys-wrap-up", z: "tab", account: "the-account", wires: [[]] },
  ...{ ...TARGET_INPUTS, target: "agent", action: "list", when: "now" },
};

const admin = () =>
  (
    helper as unknown as {
      request(): {
        get(path: string): Promise<{ status: number; body: Record<string, unknown> }>;
        post(path: string): { send(body: object): Promise<{ body: Record<string, unknown> }> };
      };
    }
  ).request();

describe("a test of the connection", () => {
  let simulator: Simulator;
  let bench: Bench;
  beforeEach(async () => {
    simulator = await startSimulator({ clock: createClock(START) });
  });
  afterEach(async () => {
    await bench.close();
    await simulator.close();
  });

  const hosts = () => ({ region: "custom", apiUrl: simulator.url, loginUrl: simulator.url });
  const open = async (
    account: Record<string, unknown>,
    credentials: Record<string, string>,
  ): Promise<void> => {
    const config = { ...TARGET_INPUTS, target: "customer", ...SURVEY };
    const options = { simulator, account, credentials, flow: [WRAP_UP], modules: [wrapUp] as never };
    bench = await openBench(setPostflow, "genesys-set-postflow", config, options);
  };
  const test = async (form: object): Promise<Tested> => {
    const path = "/genesys-cloud/account/the-account/test";
    return (
      await admin()
        .post(path)
        .send({ ...hosts(), ...form })
    ).body as unknown as Tested;
  };
  const client = { grant: "client-credentials", clientId: "limited", clientSecret: "limited" };
  const permit = (permissions: string[]): void => {
    const limited = simulator.org.clients.get("limited") ?? assert.fail();
    simulator.org.clients.set("limited", { ...limited, permissions });
  };

  it("names what a client lacks to read, with the nodes that need it", async () => {
    await open({}, client);
    permit([]);
    const { ok, lacks, nodes } = await test(client);
    assert.equal(ok, true);
    assert.deepEqual(lacks.find(({ permissions: [one] }) => one === VIEW)?.nodes, ["the-node", "wrap"]);
    assert.ok(nodes.some(({ name }) => name === "Survey"));
    assert.equal(
      lacks.some(({ permissions }) => permissions.includes(POSTFLOW)),
      false,
      "it only reads",
    );
  });

  it("has nothing to say of a client that lacks nothing, and sends no request that changes something", async () => {
    await open({}, client);
    permit(["*"]);
    assert.deepEqual((await test(client)).lacks, []);
    const methods = new Set(
      simulator.log.entries().map(({ method, operation }) => (operation === "oauthToken" ? "" : method)),
    );
    assert.deepEqual([...methods].filter(Boolean), ["GET"]);
  });

  it("compares what the nodes need with the permissions of a signed-in user", async () => {
    await open({ grant: "authorization-code" }, { clientId: "sign-in", clientSecret: "" });
    const ada = simulator.org.users.get(idOf("user Ada Agent")) ?? assert.fail();
    simulator.org.users.set(ada.id, {
      ...ada,
      permissions: [VIEW, "routing:*", "conversation:participant:*"],
    });
    const accessToken = simulator.act.issueToken("sign-in", ada.id);
    const { lacks } = await test({ grant: "access-token", accessToken });
    assert.deepEqual(
      lacks.map(({ permissions, nodes }) => [permissions, nodes]),
      [[[POSTFLOW], ["the-node"]]],
    );
    assert.equal(simulator.log.count("getUsersMe"), 1);
  });

  it("asks the platform for no permission where no node is deployed with the account", async () => {
    await open({}, client);
    permit([]);
    const path = "/genesys-cloud/account/another/test";
    const { body } = await admin()
      .post(path)
      .send({ ...hosts(), ...client });
    assert.deepEqual([body.ok, body.lacks], [true, []]);
    assert.equal(simulator.log.count("getConversation"), 0);
  });
});

describe("a sign-out", () => {
  it("is offered only while a user is signed in", async () => {
    const simulator = await startSimulator({ clock: createClock(START) });
    const account = { grant: "authorization-code" };
    const credentials = { clientId: "sign-in", clientSecret: "" };
    const bench = await openBench(
      setPostflow,
      "genesys-set-postflow",
      {},
      { simulator, account, credentials },
    );
    const path = "/genesys-cloud/account/the-account";
    const isSignedIn = async (): Promise<unknown> => (await admin().get(`${path}/signed-in`)).body.signedIn;
    try {
      assert.equal(await isSignedIn(), false);
      const hosts = { region: "custom", apiUrl: simulator.url, loginUrl: simulator.url };
      const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";
      const form = { ...hosts, clientId: "sign-in", redirectUri };
      const begun = await admin().post(`${path}/sign-in`).send(form);
      const sent = await fetch(String(begun.body.url), { redirect: "manual" });
      const { pathname, search } = new URL(sent.headers.get("location") ?? "");
      assert.equal((await admin().get(pathname + search)).status, 200);
      assert.equal(await isSignedIn(), true);
      await admin().post(`${path}/sign-out`).send({});
      assert.equal(await isSignedIn(), false);
    } finally {
      await bench.close();
      await simulator.close();
    }
  });
});
