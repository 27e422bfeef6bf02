import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { createBuilder, type Builder } from "../support/builder";
import { openEditorSession, type EditorSession } from "../support/editor-session";
import type { Effort } from "../support/hands";
import { flavour } from "../support/node-red";
import { ACCOUNT } from "../support/nodes-editor";
import { createOutsideWorld } from "../support/outside-world";
import { readPage, rowsOf, sectionOf } from "../support/pages";
import { eventually } from "../support/until";

const FLOWS = [
  { id: "tab", type: "tab", label: "First flows" },
  { ...ACCOUNT, successStatus: "names" },
];
/** Where the nodes of a flow are put, in one row each. */
const COLUMNS = [130, 360, 580, 770];
const place = (column: number, row: number) => ({ x: COLUMNS[column] ?? assert.fail(), y: 40 + row * 80 });

/** What docs/first-flows.md says that a flow takes. */
const stated = (flow: string): Effort => {
  const rows = rowsOf(sectionOf(readPage("docs/first-flows.md"), "What it takes"));
  const [, clicks, drags, keys] = rows.find(([name]) => name === flow) ?? assert.fail(flow);
  return { clicks: Number(clicks), drags: Number(drags), keys: Number(keys) };
};

describe(`the first flows, built by mouse and keyboard in ${flavour}`, function () {
  this.timeout(120_000);
  let session: EditorSession;
  let page: Page;
  let build: Builder;
  let world: ReturnType<typeof createOutsideWorld>;

  before(async () => {
    session = await openEditorSession({ flows: FLOWS });
    page = session.page;
    build = createBuilder(page, session.nodeRed);
    world = createOutsideWorld(session.nodeRed);
    // So that a flow is not started again, and its message lost, when the next one is deployed.
    await page.locator("#red-ui-header-button-deploy-options").click();
    await page.locator("#deploymenu-item-node").click();
  });
  beforeEach(() => void build.takeEffort());
  afterEach(() => {
    const { complaints, foreign } = session.editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });
  after(() => session.close());

  /** No more was needed than the page says, and nothing is red. */
  const checkEffort = async (flow: string): Promise<void> => {
    const effort = build.takeEffort();
    const limit = stated(flow);
    for (const kind of ["clicks", "drags", "keys"] as const)
      assert.ok(effort[kind] <= limit[kind], `${flow}: ${effort[kind]} ${kind}`);
    assert.equal(await page.locator(".red-ui-flow-node-error:not(.hide)").count(), 0);
  };
  /** A node of events has subscribed: its dot is green. */
  const isSubscribed = (id: string): Promise<void> =>
    build.node(id).locator(".red-ui-flow-node-status-dot-green").waitFor({ state: "attached" });
  const answeredCall = async (queue: string): Promise<string | undefined> => {
    const { conversationId } = await world.act("customerCalls", { queue });
    await world.act("timePasses", { seconds: 3 });
    await world.act("agentAnswers", { conversationId });
    return conversationId;
  };
  /** Where the caller goes after the call. */
  const destinationsIn = async (id: string | undefined): Promise<unknown[]> =>
    (await world.conversation(id)).participants
      .flatMap(({ communications }) => communications)
      .map((leg) => (leg.media === "calls" ? leg.postFlowAction?.destination : undefined));

  /** Its agent has 30 seconds while the other flows are built. */
  let waiting: string | undefined;

  it("wrap up after 30 s", async () => {
    const events = await build.place("events", "genesys-events", place(0, 0));
    const delay = await build.place("delay", "delay", place(1, 0));
    const wrapUp = await build.place("wrap", "genesys-wrap-up", place(2, 0));
    const debug = await build.place("debug", "debug", place(3, 0));
    await build.connect(events, delay);
    await build.connect(delay, wrapUp);
    await build.connect(wrapUp, debug);
    await build.open(events);
    await build.write(build.field("ids"), "Billing");
    await build.pickEvent("acwStarted");
    await build.done();
    await build.open(delay);
    await build.write(build.field("timeout"), "30");
    await build.done();
    await build.open(wrapUp);
    await build.writeTyped("code", "str", "Resolved");
    await build.done();
    await build.deploy();
    await checkEffort("Wrap up after 30 s");

    await isSubscribed(events);
    waiting = await answeredCall("Billing");
    await world.act("customerHangsUp", { conversationId: waiting });
  });

  it("VIP survey", async () => {
    const events = await build.place("events", "genesys-events", place(0, 1));
    const survey = await build.place("postflow", "genesys-set-postflow", place(1, 1));
    const debug = await build.place("debug", "debug", place(3, 1));
    await build.connect(events, survey);
    await build.connect(survey, debug);
    await build.open(events);
    await build.write(build.field("ids"), "VIP");
    await build.pickEvent("connected");
    await build.done();
    await build.open(survey);
    await build.lookUp("destination", "Satisfaction survey", "Sat");
    await build.done();
    await build.deploy();
    await checkEffort("VIP survey");

    await isSubscribed(events);
    const conversationId = await answeredCall("VIP");
    const flowId = idOf("flow Satisfaction survey");
    await eventually(async () => (await destinationsIn(conversationId)).includes(flowId));
  });

  it("HTTP places a call", async () => {
    const request = await build.place("http in", "http in", place(0, 2));
    const call = await build.place("place", "genesys-place-call", place(1, 2));
    const response = await build.place("http res", "http response", place(3, 2));
    await build.connect(request, call);
    await build.connect(call, response);
    await build.open(request);
    await build.write(build.field("url"), "/call");
    await build.done();
    await build.open(call);
    await build.writeTyped("destination", "msg", "payload.to");
    await build.writeTyped("userId", "str", "Ada Agent");
    await build.done();
    await build.deploy();
    await checkEffort("HTTP places a call");

    const answer = await fetch(new URL("call?to=%2B15555550142", session.nodeRed.url));
    assert.equal(answer.status, 200);
    const { conversationId } = (await answer.json()) as { conversationId?: string };
    await eventually(async () => {
      const { participants } = await world.conversation(conversationId);
      return participants.some(({ address = "" }) => address.includes("+15555550142"));
    });
  });

  it("answer an SMS by itself", async () => {
    const events = await build.place("events", "genesys-events", place(0, 3));
    const send = await build.place("send", "genesys-send-message", place(1, 3));
    const debug = await build.place("debug", "debug", place(3, 3));
    await build.connect(events, send);
    await build.connect(send, debug);
    await build.open(events);
    await build.write(build.field("ids"), "After hours");
    await build.pickEvent("messageReceived");
    await build.done();
    await build.open(send);
    await build.writeTyped("toAddress", "msg", "fromAddress");
    await build.writeTyped("fromAddress", "msg", "toAddress");
    await build.writeTyped("text", "str", "We open at 9.");
    await build.showMore();
    await build.click(build.field("useExisting"));
    await build.done();
    await build.deploy();
    await checkEffort("Answer an SMS by itself");

    await isSubscribed(events);
    const sent = async () =>
      (await world.requests("postConversationsMessagesAgentless")).map(({ body }) => {
        const { toAddress, fromAddress, textBody } = body as Record<string, string>;
        return [toAddress, fromAddress, textBody];
      });
    await world.act("customerWrites", { queue: "After hours", text: "Are you open?", from: "+15555550143" });
    await eventually(async () => (await sent()).length > 0);
    assert.deepEqual(await sent(), [["+15555550143", "+15555550199", "We open at 9."]]);
  });

  it("and 30 s after the call, its agent is wrapped up", async () => {
    const code = idOf("wrapup code Resolved");
    await eventually(async () => {
      const { participants } = await world.conversation(waiting);
      return participants.some(({ wrapup }) => wrapup?.code === code);
    }, 60_000);
  });
});
