import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import genesysApi from "../../nodes/genesys-api";
import setPostflow from "../../nodes/genesys-set-postflow";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import { deployedNodes } from "../../nodes/lib/account/deployed-nodes";
import type { Needs } from "../../nodes/lib/platform/plan/needs";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createClock } from "../support/clock";
import { openBench, type Bench } from "../support/flow";
import { CALL, TARGET_INPUTS } from "../support/seed";

/** What the doctor receives, and whatever else a route responds. */
interface Report extends Needs {
  ok: boolean;
  as: string;
  unseen?: { word?: string; reason?: string };
  unclear: string[];
  url?: unknown;
}
type Answer = Promise<{ status: number; body: Report }>;
type Admin = { get(path: string): Answer; post(path: string): Answer & { send(body: object): Answer } };

const START = Date.parse("2026-03-02T09:00:00.000Z");
const POSTFLOW = "conversation:call:setMandatoryPostFlowAction";

const on = (id: string, type: string, config: object = {}): Record<string, unknown> => ({
  ...{ id, type, z: "tab", account: "the-account", wires: [[]], ...TARGET_INPUTS, target: "agent" },
  ...config,
});
const FLOW = [
  on("wrap", "genesys-wrap-up", { action: "apply", when: "now", code: "x", codeType: "str" }),
  on("watch", "genesys-update-participant", { action: "monitor" }),
  on("any", "genesys-api", { operation: "operation", operationType: "msg" }),
];
const SURVEY = { name: "Survey", destination: "+15555550142", destinationType: "str" };

describe("the permission doctor", () => {
  let simulator: Simulator;
  let bench: Bench;
  beforeEach(async () => {
    simulator = await startSimulator({ clock: createClock(START) });
  });
  afterEach(async () => {
    await bench.close();
    await simulator.close();
  });

  const admin = (): Admin => (helper as unknown as { request(): Admin }).request();
  const open = async (account: object, credentials: Record<string, string>): Promise<void> => {
    const config = { ...TARGET_INPUTS, target: "customer", ...SURVEY };
    bench = await openBench(setPostflow, "genesys-set-postflow", config, {
      ...{ simulator, account: account as Record<string, unknown>, credentials, flow: FLOW },
      modules: [wrapUp, updateParticipant, genesysApi] as never,
    });
  };
  const report = async (): Promise<Report> =>
    (await admin().post("/genesys-cloud/account/the-account/permissions").send({})).body;
  const signIn = async (): Promise<void> => {
    const hosts = { apiUrl: simulator.url, loginUrl: simulator.url };
    const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";
    const begun = await admin()
      .post("/genesys-cloud/account/the-account/sign-in")
      .send({ region: "custom", ...hosts, clientId: "sign-in", redirectUri });
    const sent = await fetch(String(begun.body.url), { redirect: "manual" });
    const { pathname, search } = new URL(sent.headers.get("location") ?? "");
    assert.equal((await admin().get(pathname + search)).status, 200);
  };
  const allow = (permissions: string[]): void => {
    const ada = simulator.org.users.get(idOf("user Ada Agent")) ?? assert.fail();
    simulator.org.users.set(ada.id, { ...ada, permissions });
  };
  const user = { grant: "authorization-code" };
  const lacking = ({ needs }: Report) => needs.filter(({ held }) => held !== true);

  it("names the one permission that a signed-in user lacks, with the node that will be refused for it", async () => {
    await open(user, { clientId: "sign-in", clientSecret: "" });
    await signIn();
    const all = (await report()).needs.flatMap(({ permissions }) => permissions);
    assert.ok(all.includes(POSTFLOW) && all.length > 4, String(all));
    allow(all.filter((one) => one !== POSTFLOW));
    const found = await report();
    assert.equal(found.as, "user");
    assert.equal(found.unseen, undefined);
    assert.deepEqual(lacking(found), [
      { permissions: [POSTFLOW], any: false, held: false, nodes: ["the-node"] },
    ]);
    const { msg } = await bench.send({ conversationId: CALL.conversationId });
    assert.equal(msg.error?.code, "denied");
    assert.deepEqual(msg.error?.cause?.missingPermissions, [POSTFLOW]);

    allow(all);
    assert.deepEqual(lacking(await report()), []);
    assert.equal((await bench.send({ conversationId: CALL.conversationId })).at, "result");
  });

  it("takes a wildcard for all that begins so", async () => {
    await open(user, { clientId: "sign-in", clientSecret: "" });
    await signIn();
    allow(["conversation:*", "directory:user:view", "routing:*"]);
    const missing = lacking(await report()).flatMap(({ permissions }) => permissions);
    assert.ok(!missing.includes(POSTFLOW));
  });

  it("says of client credentials what is needed, what no permission opens, and that more cannot be seen", async () => {
    await open({ grant: "client-credentials" }, {});
    const found = await report();
    assert.deepEqual([found.as, found.unseen], ["client", { word: "client" }]);
    assert.ok(found.needs.length > 0 && found.needs.every(({ held }) => held === undefined));
    assert.deepEqual(
      found.withUser.map(({ node, operation }) => [node, operation]),
      [["watch", "postConversationsCallParticipantMonitor"]],
    );
  });

  it("learns whose an access token is, and compares with that one's permissions", async () => {
    const ada = idOf("user Ada Agent");
    const accessToken = simulator.act.issueToken("sign-in", ada);
    allow([POSTFLOW]);
    await open({ grant: "access-token" }, { accessToken });
    const found = await report();
    assert.equal(found.as, "user");
    assert.equal(found.needs.find(({ permissions }) => permissions[0] === POSTFLOW)?.held, true);
    assert.ok(lacking(found).length > 0);
  });

  it("names the nodes whose operation comes with a message as not checked", async () => {
    await open({ grant: "client-credentials" }, {});
    assert.deepEqual((await report()).open, ["any"]);
  });

  it("says why nothing can be seen of a user who has to sign in again", async () => {
    await open(user, { clientId: "sign-in", clientSecret: "" });
    const { unseen, needs } = await report();
    assert.match(String(unseen?.reason), /Open the account's dialog and sign in/);
    assert.ok(needs.every(({ held }) => held === undefined));
  });
});

describe("the nodes that run with an account", () => {
  const node = (id: string, z: string, more: object = {}) => ({
    ...{ id, type: "genesys-wrap-up", z, account: "a", ...more },
  });
  const tab = (id: string, more: object = {}) => ({ id, type: "tab", ...more });
  const ids = (all: Parameters<typeof deployedNodes>[0]) => {
    const { nodes, unclear } = deployedNodes(all, "a");
    return [nodes.map(({ id }) => id), unclear.map(({ id }) => id)];
  };

  it("are not those that are switched off, by themselves or with their flow", () => {
    const all = [
      ...[tab("on"), tab("off", { disabled: true }), node("1", "on"), node("2", "on", { d: true })],
      ...[node("3", "off"), node("4", "on", { account: "b" })],
    ];
    assert.deepEqual(ids(all), [["1"], []]);
  });

  it("are those of a subflow where it is in a flow that runs, however deep", () => {
    const all = [
      ...[tab("on"), tab("off", { disabled: true }), { id: "s", type: "subflow" }],
      ...[
        { id: "outer", type: "subflow" },
        { id: "unused", type: "subflow" },
      ],
      ...[
        { id: "i", type: "subflow:s", z: "outer" },
        { id: "o", type: "subflow:outer", z: "on" },
      ],
      ...[{ id: "u", type: "subflow:unused", z: "off" }, node("in s", "s"), node("in unused", "unused")],
    ];
    assert.deepEqual(ids(all), [["in s"], []]);
  });

  it("are found where a property of the subflow names the account, and listed separately where nothing does", () => {
    const all = [
      ...[tab("on"), { id: "s", type: "subflow", env: [{ name: "ACCOUNT", value: "" }] }],
      { id: "i", type: "subflow:s", z: "on", env: [{ name: "ACCOUNT", value: "a" }] },
      ...[node("named", "s", { account: "${ACCOUNT}" }), node("open", "on", { account: "${UNKNOWN}" })],
    ];
    assert.deepEqual(ids(all), [["named"], ["open"]]);
  });
});
