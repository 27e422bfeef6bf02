// Only on node-red-5: what is run is the code of deployed nodes, whose specs run on both.
import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import sidebar from "../../nodes/sidebar";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { casesOf } from "../support/cases";
import { openBench, type Bench } from "../support/flow";
import { moduleOf } from "../support/nodes";
import { CALL } from "../support/seed";

type Values = Record<string, unknown>;

interface Tried {
  ok?: false;
  code?: string;
  reason?: string;
  steps: { when: string; requests: { operation: string; method: string; path: string }[]; body?: Values }[];
  previewId?: string;
  ran?: true;
  output?: Values;
  message?: {
    inputs: Values;
    requests: { operation: string }[];
    error?: { code: string; message: string; outcome?: string };
  };
}

const post = async (path: string, body: Values): Promise<Tried> =>
  (await helper.request().post(`/genesys-cloud/${path}`).send(body).expect(200)).body as Tried;

const NOT_TRIED = ["genesys-simulate", "genesys-wait"];
const READ = { target: "agent", which: "newest", mediaType: "any" };
const HOLD = { target: "agent", which: "newest", action: "hold" };
const CONVERSATION = CALL.conversationId;

describe("a node that is tried from its dialog", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.clock.advance(301_000); // what was shown is dropped
    await bench?.close();
    bench = undefined;
  });
  const open = async (type: string, config: Values = {}): Promise<Bench> =>
    (bench = await openBench(moduleOf(type), type, config, { modules: [sidebar] }));
  const sent = (): { operation: string | undefined }[] =>
    (bench?.simulator.log.entries() ?? []).filter(({ path }) => path.startsWith("/api/"));
  const show = (type: string, config: Values, more: Values = {}): Promise<Tried> =>
    post("try", {
      ...{ type, account: "the-account", grant: "client-credentials" },
      ...{ config: { id: "new", z: "tab", ...config }, msg: {}, ...more },
    });
  const send = ({ previewId }: Tried, more: Values = {}): Promise<Tried> =>
    post("try/send", { previewId, ...more });

  for (const { does, type, settings, inputs = {} } of casesOf("previewed")) {
    const { definition } = moduleOf(type) as unknown as { definition?: object };
    if (definition === undefined || NOT_TRIED.includes(type)) continue;
    it(`sends nothing until the second click, and then exactly what was shown: one that ${does}`, async () => {
      const typed = Object.keys({ conversationId: "", ...inputs }).flatMap((name) => [
        [name, name],
        [`${name}Type`, "msg"],
      ]);
      const config = { ...(Object.fromEntries(typed) as Values), ...settings };
      await open(type);
      const shown = await show(type, config, { conversation: CONVERSATION, msg: inputs });
      assert.equal(shown.reason, undefined);
      const isAct = shown.previewId !== undefined;
      assert.equal(sent().length === 0, isAct, "only a node that reads may run at once");
      const came = isAct ? await send(shown) : shown;
      assert.equal(came.ran, true);
      assert.ok([undefined, "refused"].includes(came.message?.error?.outcome), "the org has had its say");
      const operations = sent().map(({ operation }) => operation);
      const planned = shown.steps.flatMap(({ requests }) => requests.map(({ operation }) => operation));
      assert.deepEqual(
        operations.filter((one) => !planned.includes(String(one))),
        [],
        "nothing else",
      );
      for (const { requests } of shown.steps.filter(({ when }) => when === "always"))
        assert.ok(
          requests.some(({ operation }) => operations.includes(operation)),
          requests[0]?.operation,
        );
      assert.equal(came.output === undefined, came.message?.error !== undefined);
      if (!isAct) return;
      assert.equal((await send(shown)).code, "input", "a preview is sent once");
      assert.equal(sent().length, operations.length);
    });
  }

  it("tries an operation of the catalogue, with the values of its form in the path", async () => {
    await open("genesys-api");
    const parameters = [{ name: "conversationId", value: "conversationId", type: "msg" }];
    const config = {
      ...{ operation: "getConversation", operationType: "str", parameters, parametersType: "fields" },
      ...{ body: [], bodyType: "fields" },
    };
    const came = await show("genesys-api", config, { msg: { conversationId: CONVERSATION } });
    assert.equal(came.ran, true, came.reason);
    assert.equal(came.steps[0]?.requests[0]?.path, `/api/v2/conversations/${CONVERSATION}`);
    const acts = { ...config, operation: "postConversationDisconnect" };
    const shown = await show("genesys-api", acts, { msg: { conversationId: CONVERSATION } });
    assert.ok(shown.previewId, shown.reason);
    assert.deepEqual(
      sent().map(({ operation }) => operation),
      ["getConversation"],
    );
  });

  it("runs once, however many browsers send the same preview at the same moment", async () => {
    await open("genesys-update-participant");
    const shown = await show("genesys-update-participant", HOLD, { conversation: CONVERSATION });
    const all = await Promise.all([send(shown), send(shown), send(shown)]);
    assert.equal(all.filter(({ ran }) => ran === true).length, 1);
    assert.equal(sent().filter(({ operation }) => operation?.startsWith("patch")).length, 1);
  });

  it("places a call once whose response is lost, says that it may have been placed, and sends that preview no more", async () => {
    await open("genesys-place-call");
    const user = { userId: idOf("user Ada Agent"), userIdType: "str" };
    const config = { destination: "+15555550142", destinationValueType: "str", ...user };
    const shown = await show("genesys-place-call", config);
    assert.ok(shown.previewId, shown.reason);
    assert.deepEqual(sent(), []);
    const operation = "postConversationsCallsUserUserId";
    bench?.simulator.faults.add({ match: { operation }, fault: { lostAnswer: true } });
    const [came, ...others] = await Promise.all([send(shown), send(shown)]);
    const { message } = [came, ...others].find(({ ran }) => ran === true) ?? assert.fail("none has run");
    assert.deepEqual([message?.error?.code, message?.error?.outcome], ["network", "unknown"]);
    assert.match(message?.error?.message ?? "", /may have been placed/);
    assert.equal((await send(shown)).code, "input");
    assert.equal(sent().filter((one) => one.operation === operation).length, 1);
    assert.equal(bench?.simulator.faults.pending(), 0);
  });

  it("takes the values that were shown, whatever comes with the second click", async () => {
    await open("genesys-update-participant");
    const config = { ...HOLD, action: "setAttributes", attributes: "payload", attributesType: "msg" };
    const given = { conversation: CONVERSATION, msg: { payload: { step: "one" } } };
    const shown = await show("genesys-update-participant", config, given);
    await send(shown, { msg: { payload: { step: "two" } }, config: { action: "disconnect" } });
    const acts = bench?.simulator.log.entries().filter(({ method }) => method === "PATCH") ?? [];
    assert.deepEqual(
      acts.map(({ body }) => body),
      [{ attributes: { step: "one" } }],
    );
  });

  it("has no text, number or secret in what it shows and returns, without personal data", async () => {
    await open("genesys-update-participant");
    const value = "Nora, +15551230142";
    const config = { ...HOLD, action: "setAttributes", attributes: "payload", attributesType: "msg" };
    const given = { conversation: CONVERSATION, msg: { payload: { note: value, password: value } } };
    const shown = await show("genesys-update-participant", config, given);
    assert.ok(shown.previewId);
    const hidden = JSON.stringify([shown, await send(shown)]);
    assert.ok(!hidden.includes("Nora") && !hidden.includes("5551230142"), hidden);
    const open2 = await show("genesys-update-participant", config, { ...given, personal: true });
    const seen = JSON.stringify(open2.steps);
    assert.ok(seen.includes(`"note":"${value}"`) && !seen.includes(`"password":"${value}"`), seen);
  });

  it("shows the path with the ids that are known, and names the others", async () => {
    await open("genesys-set-postflow");
    const { steps } = await show(
      "genesys-set-postflow",
      { target: "customer", destination: CONVERSATION, destinationType: "str" },
      { conversation: CONVERSATION },
    );
    const path = steps.at(-1)?.requests[0]?.path ?? "";
    assert.ok(path.includes(CONVERSATION) && path.includes("{"), path);
  });

  it("reports a failure with its code and what to do, and a mistake before anything is shown", async () => {
    await open("genesys-update-participant");
    const missing = await show("genesys-update-participant", { ...HOLD, conversationIdType: "msg" });
    assert.deepEqual([missing.ok, missing.code], [false, "input"]);
    assert.match(missing.reason ?? "", /conversationId/);
    const unknown = await show("genesys-update-participant", HOLD, {
      conversation: "00000000-0000-4000-8000-000000000000",
    });
    const came = await send(unknown);
    assert.equal(came.message?.error?.code, "missing");
    assert.match(came.message.error.message, /\w+ \w+/);
    for (const body of [
      {},
      { type: "genesys-wait", account: "the-account", config: {} },
      { type: "genesys-events", account: "the-account", config: {} },
      { type: "genesys-request-out", account: "the-account", config: {} },
      { type: "constructor", account: "x", config: {} },
    ])
      assert.equal((await post("try", body)).ok, false);
  });

  it("reads flow context and variables where the node would, also before it is deployed", async () => {
    await open("genesys-get-conversation");
    bench?.node.context().flow.set("current", CONVERSATION);
    const config = { ...READ, conversationId: "current", conversationIdType: "flow" };
    const came = await show("genesys-get-conversation", config);
    assert.equal(came.message?.error, undefined, came.reason);
    assert.equal(came.output?.["conversationId"], CONVERSATION);
  });

  it("ends after a minute, and shows what has become of it", async () => {
    await open("genesys-wrap-up");
    const config = { target: "agent", which: "newest", action: "apply", when: "ended", deadlineSeconds: 600 };
    const given = { conversation: CONVERSATION, msg: {} };
    const code = { code: "Resolved", codeType: "str" };
    const shown = await show("genesys-wrap-up", { ...config, ...code }, given);
    assert.ok(shown.previewId, shown.reason);
    const coming = send(shown);
    let came: Tried | undefined;
    coming.then((one) => (came = one)).catch(() => undefined);
    for (let turn = 0; turn < 400 && came === undefined; turn += 1) {
      await bench?.clock.advance(1_000);
      await new Promise((done) => setImmediate(done));
    }
    assert.equal((await coming).message?.error?.code, "timeout");
    assert.equal((await coming).message?.error?.outcome, "notSent");
    assert.ok(!sent().some(({ operation }) => operation?.startsWith("post") && operation.includes("Wrapup")));
  });

  it("forgets what was shown after five minutes", async () => {
    await open("genesys-update-participant");
    const shown = await show("genesys-update-participant", HOLD, { conversation: CONVERSATION });
    await bench?.clock.advance(301_000);
    assert.equal((await send(shown)).code, "input");
    assert.deepEqual(sent(), []);
  });
});
