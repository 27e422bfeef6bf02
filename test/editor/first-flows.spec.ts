import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { createBuilder, type Builder } from "../support/builder";
import { createCanvas } from "../support/canvas";
import { openEditorSession, type EditorSession } from "../support/editor-session";
import { buildAnswer, buildCall, buildSurvey, buildWrapUp } from "../support/first-flows";
import type { Effort } from "../support/hands";
import { flavour } from "../support/node-red";
import { createOutsideWorld, type OutsideWorld } from "../support/outside-world";
import { readPage, rowsOf, sectionOf } from "../support/pages";
import { followReadme } from "../support/readme-flow";
import { eventually } from "../support/until";
import { ofThisVersion } from "../support/versions";

/** What docs/first-flows.md says that a flow takes. */
const stated = (flow: string): Effort => {
  const rows = rowsOf(sectionOf(readPage("docs/first-flows.md"), "What it takes"));
  const [, clicks, drags, keys] = rows.find(([name]) => name === flow) ?? assert.fail(flow);
  return { clicks: Number(clicks), drags: Number(drags), keys: Number(keys) };
};

describe(`the first flows, built by mouse and keyboard in ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let build: Builder;
  let world: OutsideWorld;

  before(async () => {
    session = await openEditorSession({ flows: [{ id: "tab", type: "tab", label: "First flows" }] });
    page = session.page;
    build = createBuilder(page, session.nodeRed);
    world = createOutsideWorld(session.nodeRed);
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

  /** Between them, the two versions build all of them; the first one each. */
  const BUILT = new Set(
    ofThisVersion([
      ["wrap up after 30 s", "and 30 s after the call, its agent is wrapped up"],
      ["VIP survey"],
      ["HTTP places a call"],
      ["answer an SMS by itself"],
    ]).flat(),
  );
  const builds = (flow: string, build: () => Promise<void>): void => {
    if (BUILT.has(flow)) it(flow, build);
  };

  /** Its agent has 30 seconds while the other flows are built. */
  let waiting: string | undefined;

  it("the first flow of the README, which makes the account of the others", async () => {
    await followReadme({ page, build, canvas: createCanvas(page), world });
    // So that a flow is not started again, and its message lost, when the next one is deployed.
    await page.locator("#red-ui-header-button-deploy-options").click();
    await page.locator("#deploymenu-item-node").click();
  });

  builds("wrap up after 30 s", async () => {
    const events = await buildWrapUp(build);
    await checkEffort("Wrap up after 30 s");

    await isSubscribed(events);
    waiting = await answeredCall("Billing");
    await world.act("customerHangsUp", { conversationId: waiting });
  });

  builds("VIP survey", async () => {
    const events = await buildSurvey(build);
    await checkEffort("VIP survey");

    await isSubscribed(events);
    const conversationId = await answeredCall("VIP");
    const flowId = idOf("flow Satisfaction survey");
    await eventually(async () => (await destinationsIn(conversationId)).includes(flowId));
  });

  builds("HTTP places a call", async () => {
    await buildCall(build);
    await checkEffort("HTTP places a call");

    const answer = await fetch(new URL("call", session.nodeRed.url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ to: "+15555550142" }),
    });
    assert.equal(answer.status, 200);
    const { conversationId } = (await answer.json()) as { conversationId?: string };
    await eventually(async () => {
      const { participants } = await world.conversation(conversationId);
      return participants.some(({ address = "" }) => address.includes("+15555550142"));
    });
  });

  builds("answer an SMS by itself", async () => {
    const events = await buildAnswer(build);
    await checkEffort("Answer an SMS by itself");

    await isSubscribed(events);
    const sent = async () =>
      (await world.requests("postConversationsMessagesAgentless")).map(({ body }) => {
        const { toAddress, fromAddress, textBody } = body as Record<string, string>;
        return [toAddress, fromAddress, textBody];
      });
    await world.act("customerWrites", { queue: "Weekend", text: "Are you open?", from: "+15555550143" });
    await eventually(async () => (await sent()).length > 0);
    assert.deepEqual(await sent(), [["+15555550143", "+15555550199", "We open at 9."]]);
  });

  builds("and 30 s after the call, its agent is wrapped up", async () => {
    const code = idOf("wrapup code Resolved");
    await eventually(async () => {
      const { participants } = await world.conversation(waiting);
      return participants.some(({ wrapup }) => wrapup?.code === code);
    }, 60_000);
  });
});
