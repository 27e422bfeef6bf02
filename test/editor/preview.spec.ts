import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { shareEditorSession, SCHEME, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { startOver } from "../support/start-over";

/** A folder for pictures, to look at them. */
const PICTURES = process.env.PICTURES;

const limits = { requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 };
const ACCOUNT = {
  ...{ id: "account", type: "genesys-account", name: "Simulated org", region: "simulator", ...limits },
  ...{ apiUrl: "", loginUrl: "", redirectUri: "", grant: "client-credentials" },
};
const at = (id: string, type: string, y: number, config: object): Record<string, unknown> => ({
  ...{ id, type, z: "tab", x: 250, y, name: "", account: "account", wires: [[]] },
  ...config,
});
const api = (id: string, y: number, operation: string, config: object): Record<string, unknown> =>
  at(id, "genesys-api", y, {
    ...{ operation, operationType: "str", parameters: [], parametersType: "fields", body: [] },
    ...{ bodyType: "fields", upload: "", uploadType: "msg", paging: "none", pages: "joined", limit: 10 },
    ...{ waitForJob: false, download: "none", downloadFrom: "", downloadFromType: "str", overwrite: false },
    ...{ filename: "filename", filenameType: "msg", maxMegabytes: 50, deadlineSeconds: 600 },
    ...{ errorOutput: false, outputs: 1 },
    ...config,
  });
const value = (name: string, text: string, type = "str") => ({ name, value: text, type });
const QUEUE = "2c9f7a1e-5d0b-4c55-9a1e-0d7b1f6f3a10";

const FLOWS = [
  { id: "tab", type: "tab", label: "flow" },
  ACCOUNT,
  api("post-flow", 100, "patchConversationsCallParticipantCommunicationPostflowaction", {
    parameters: [
      value("conversationId", "conversationId", "msg"),
      value("participantId", "${PARTICIPANT}"),
      value("communicationId", "$leg.id", "jsonata"),
    ],
    body: [value("destination", "{text}"), value("invocationData", "order", "msg")],
  }),
  api("users", 160, "getUsers", {
    parameters: [value("pageSize", "25", "num"), value("expand", "presence,station")],
    paging: "all",
  }),
  api("queue", 400, "getRoutingQueue", {}),
  api("dynamic", 220, "operation", { operationType: "msg" }),
  at("events", "genesys-events", 280, {
    scope: "queue",
    ids: `${QUEUE}, Sales`,
    events: [],
    mediaType: "any",
  }),
  at("simulate", "genesys-simulate", 340, { action: "customerCalls", details: "{}", detailsType: "json" }),
];

describe(`the preview in the dialogs of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await shareEditorSession(FLOWS);
    ({ page, canvas } = session);
  });
  beforeEach(() => startOver(session.editor, FLOWS));
  afterEach(() => {
    const { complaints, foreign } = session.editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const preview = () => page.locator(".genesys-cloud-preview");
  const unfold = async (id: string): Promise<void> => {
    await canvas.open(id);
    await preview().locator("summary").click();
    await preview().locator("li").first().waitFor();
  };
  const code = (text: string) => preview().locator("code", { hasText: text });
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await preview().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };

  it(`shows any operation with the values of the form, in ${SCHEME} colours`, async () => {
    await unfold("post-flow");
    const leg = "/communications/{$leg.id}/postflowaction";
    await code(
      `PATCH /api/v2/conversations/calls/{msg.conversationId}/participants/\${PARTICIPANT}${leg}`,
    ).waitFor();
    assert.deepEqual(JSON.parse((await preview().locator("pre").textContent()) ?? ""), {
      destination: "{text}",
      invocationData: "{msg.order}",
    });
    await picture(`preview of an operation ${SCHEME}`);
    await canvas.done();
    assert.equal(await canvas.isDirty(), false, "looking changes nothing");
  });

  it("follows what is typed, chosen and paged", async () => {
    await unfold("users");
    await code("GET /api/v2/users?pageSize=25&expand=presence,station").first().waitFor();
    await code("pageNumber=2").waitFor();
    await preview().getByText("page by page").waitFor();
    await page.locator("#node-input-paging").selectOption("none");
    await code("pageNumber=2").waitFor({ state: "detached" });
    await canvas.fill("operation", "getRoutingQueue");
    await preview().getByText("pageSize is not a parameter").waitFor();
    await canvas.done();
    await unfold("queue");
    await preview().getByText("queueId is required").waitFor();
    const field = page.locator('[data-field="queueId"] .red-ui-typedInput-input');
    await field.fill("a b");
    await field.blur();
    await code("GET /api/v2/routing/queues/a%20b").waitFor();
    assert.equal(await preview().getByText("queueId is required").count(), 0);
    await canvas.done();
  });

  it("says that the message decides, where an operation comes with it", async () => {
    await unfold("dynamic");
    await preview().getByText("The message decides which request is sent").waitFor();
    await canvas.done();
  });

  it("shows the channel, the topics and their permission of a node that listens", async () => {
    await unfold("events");
    await code("PUT /api/v2/notifications/channels/{channelId}/subscriptions?ignoreErrors=true").waitFor();
    const topics = () => preview().locator("pre").first().textContent();
    assert.deepEqual(JSON.parse((await topics()) ?? ""), [
      { id: `v2.routing.queues.${QUEUE}.conversations` },
      { id: "v2.routing.queues.{Sales}.conversations" },
    ]);
    await preview().getByText("requires conversation:communication:view").waitFor();
    await picture("preview of events");
    await page.locator("#node-input-scope").selectOption("topic");
    await canvas.fill("ids", "v2.users.u-1?presence&station");
    await page.locator("#node-input-ids").blur();
    await page.waitForFunction(() =>
      document.querySelector(".genesys-cloud-preview pre")?.textContent?.includes("u-1?presence&station"),
    );
    assert.equal(await preview().getByText("requires conversation").count(), 0);
    await canvas.done();
  });

  it("is not there where nothing goes to the platform; the details have a form", async () => {
    await canvas.open("simulate");
    assert.equal(await preview().count(), 0);
    await page.locator('#genesys-simulate-form [data-field="queue"]').waitFor();
    await canvas.done();
  });
});
