import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openEditor, type Editor, type Scheme } from "../support/browser";
import { createCanvas, deployFlows, type Canvas } from "../support/canvas";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { until } from "../support/until";

/** What is used of the editor's own face, inside the page. */
interface Face {
  editor: { editConfig(name: string, type: string, id: string): void; edit(node: unknown): void };
  nodes: { node(id: string): unknown; dirty(): boolean };
  workspaces: { show(id: string): void };
}
declare const RED: Face;

/** A folder for pictures, for whoever wants to look at them. */
const PICTURES = process.env.PICTURES;
/** The tray slides in and out for a quarter of a second. */
const SLIDE_MS = 450;

const limits = { requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 };
const account = (id: string, grant: string, more: object = {}): Record<string, unknown> => ({
  ...{ id, type: "genesys-account", name: `By ${id}`, region: "simulator", apiUrl: "", loginUrl: "" },
  ...{ redirectUri: "http://127.0.0.1/callback", grant, ...limits, ...more },
});
const TABS = [
  { id: "tab", type: "tab", label: "flow" },
  { id: "many", type: "tab", label: "many" },
];
const ACCOUNTS = [
  account("client", "client-credentials"),
  account("user", "authorization-code"),
  account("token", "access-token"),
  account("off", "client-credentials", { d: true }),
];
const target = {
  ...{ conversationId: "conversationId", conversationIdType: "msg", userId: "", userIdType: "str" },
  ...{ participantId: "", participantIdType: "str", communicationId: "", communicationIdType: "str" },
  ...{ target: "agent", which: "newest" },
};
let row = 0;
const node = (id: string, type: string, config: object, z = "tab"): Record<string, unknown> => ({
  ...{ id, type, z, x: 260, y: 130 + (row++ % 14) * 50, account: "client", wires: [[]] },
  ...config,
});
const update = (id: string, action: string, more: object = {}, z?: string) =>
  node(id, "genesys-update-participant", { ...target, action, transferTo: "queue", ...more }, z);
const api = (id: string, operation: string, more: object = {}, z?: string) =>
  node(
    id,
    "genesys-api",
    {
      ...{ operation, operationType: "str", parameters: [], parametersType: "fields", body: [] },
      ...{ bodyType: "fields", upload: "", uploadType: "msg", paging: "none", pages: "joined", limit: 10 },
      ...more,
    },
    z,
  );
const call = (id: string, userId: string) =>
  node(id, "genesys-place-call", {
    ...{ destination: "+15555550142", destinationValueType: "str", destinationType: "phone", country: "" },
    ...{ userId, userIdType: "str", waitFor: "created", deadlineSeconds: 60 },
  });

const FLOWS = [
  ...TABS,
  ...ACCOUNTS,
  update("monitor", "monitor"),
  update("hold", "hold"),
  update("monitor-as-user", "monitor", { account: "user" }),
  update("monitor-by-token", "monitor", { account: "token" }),
  update("monitor-disabled", "monitor", { account: "off" }),
  update("monitor-nowhere", "monitor", { account: "" }),
  api("me", "getUsersMe"),
  api("users", "getUsers"),
  api("dynamic", "operation", { operationType: "msg" }),
  call("own-call", ""),
  call("their-call", "ada.agent@example.com"),
  node("simulate", "genesys-simulate", { action: "customerCalls", details: "{}", detailsType: "json" }),
  { id: "sub", type: "subflow", name: "sub", in: [], out: [], env: [{ name: "ACCOUNT", value: "" }] },
  update("in-sub", "monitor", {}, "sub"),
  update("in-sub-open", "monitor", { account: "${ACCOUNT}" }, "sub"),
  { id: "instance", type: "subflow:sub", z: "tab", x: 600, y: 100, wires: [] },
];

describe(`badges of nodes that cannot work, in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let canvas: Canvas;
  let asked: string[];
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    nodeRed = await startNodeRed(userDir.path);
    cleanUp.push(() => nodeRed.stop());
    browser = await openBrowser();
    cleanUp.push(() => browser.close());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
  afterEach(async () => {
    await editor.close();
    const { complaints, foreign } = editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const open = async (flows: Record<string, unknown>[] = FLOWS, scheme: Scheme = "light"): Promise<void> => {
    await deployFlows(nodeRed, flows);
    editor = await openEditor(browser, nodeRed.url, scheme);
    page = editor.page;
    canvas = createCanvas(page);
    asked = [];
    page.on("request", (request) => {
      if (request.url().endsWith("genesys-cloud/refusals")) asked.push(request.postData() ?? "");
    });
    await page.waitForTimeout(SLIDE_MS);
  };
  const badge = (id: string) => canvas.node(id).locator(".genesys-cloud-badge:not(.hide)");
  const badged = (): Promise<string[]> =>
    page
      .locator(".red-ui-flow-node-group:has(.genesys-cloud-badge:not(.hide))")
      .evaluateAll((found) => found.map(({ id }) => id).sort());
  const tooltip = async (id: string): Promise<string> => {
    await page.mouse.move(5, 5);
    await badge(id).locator("path").hover();
    const lines = page.locator(".red-ui-flow-port-tooltip .red-ui-flow-port-tooltip-label");
    await lines.first().waitFor();
    return (await lines.allTextContents()).join(" ").replace(/\s+/g, " ").trim();
  };
  const picture = async (name: string): Promise<void> => {
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };
  const setGrant = async (id: string, grant: string): Promise<void> => {
    await page.evaluate((wanted) => RED.editor.editConfig("", "genesys-account", wanted), id);
    await page.locator("#node-config-input-grant").selectOption(grant);
    await page.waitForTimeout(SLIDE_MS);
    await page.locator("#node-config-dialog-ok").click();
    await page.locator("#node-config-input-grant").waitFor({ state: "detached" });
  };
  const notice = () => page.locator(".genesys-cloud-misfit");

  for (const scheme of ["light", "dark"] as const)
    it(`stand on the nodes that need a signed-in user, and on no other, in ${scheme} colours`, async () => {
      await open(FLOWS, scheme);
      await badge("monitor").waitFor();
      assert.deepEqual(await badged(), ["me", "monitor", "own-call"]);
      const [shape, nodes] = await Promise.all([
        badge("monitor").boundingBox(),
        canvas.node("monitor").boundingBox(),
      ]);
      assert.ok(shape && nodes && shape.width > 5 && shape.x > nodes.x && shape.x < nodes.x + nodes.width);
      assert.match(
        await tooltip("monitor"),
        /^postConversationsCallParticipantMonitor acts as a signed-in user.*Choose an account in which a user has signed in/,
      );
      await picture(`badges ${scheme}`);
      await page.locator('.red-ui-palette-node[data-palette-type="genesys-api"]').waitFor();
      assert.equal(await page.locator("#red-ui-palette .genesys-cloud-badge").count(), 0);
    });

  it("say what there is instead: another operation, or a name in a field", async () => {
    await open([...FLOWS, api("calls", "postConversationsCalls")]);
    await badge("calls").waitFor();
    assert.match(await tooltip("calls"), /Choose postConversationsCallsUserUserId, which names the user/);
    assert.match(await tooltip("own-call"), /Fill in "On behalf of"/);
  });

  it("go when the account's grant changes, and come back with it", async () => {
    await open();
    await badge("monitor").waitFor();
    await setGrant("client", "authorization-code");
    await badge("monitor").waitFor({ state: "detached" });
    assert.deepEqual(await badged(), []);
    assert.equal(await canvas.isDirty(), true, "nothing is deployed yet");
    await page.locator("#red-ui-workspace-chart").focus();
    await page.keyboard.press("Control+z");
    await badge("monitor").waitFor();
    assert.deepEqual(await badged(), ["me", "monitor", "own-call"]);
  });

  it("follow what is chosen in a dialog, before anything is deployed", async () => {
    await open();
    const id = await canvas.drag("genesys-api", { x: 620, y: 300 });
    await canvas.open(id);
    await page.locator("#node-input-account").selectOption("client");
    await canvas.fill("operation", "getUsersMe");
    await notice()
      .filter({ hasText: /getUsersMe acts as a signed-in user/ })
      .waitFor();
    assert.equal(await notice().getAttribute("role"), "status");
    await picture("misfit in a dialog");
    await page.locator("#node-input-account").selectOption("user");
    await page.waitForFunction(() => document.querySelector(".genesys-cloud-misfit")?.textContent === "");
    assert.equal(await notice().isVisible(), false);
    await page.locator("#node-input-account").selectOption("client");
    await canvas.done();
    await badge(id).waitFor();

    await canvas.open("monitor");
    await notice()
      .filter({ hasText: /acts as a signed-in user/ })
      .waitFor();
    await page.locator("#node-input-action").selectOption("hold");
    await page.waitForFunction(() => document.querySelector(".genesys-cloud-misfit")?.textContent === "");
    await canvas.done();
    await badge("monitor").waitFor({ state: "detached" });
    await canvas.open("own-call");
    await canvas.fill("userId", "ada.agent@example.com");
    await canvas.done();
    await badge("own-call").waitFor({ state: "detached" });
  });

  it("hear of a second change while the question about the first is still under way", async () => {
    await open();
    await badge("monitor").waitFor();
    const before = asked.length;
    const isAsked = (action: string) => () => asked.slice(before).join().includes(`"action":"${action}"`);
    let answer = (): void => undefined;
    const answered = new Promise<void>((go) => (answer = go));
    await page.route("**/genesys-cloud/refusals", async (route) => {
      await answered;
      await route.continue();
    });
    await canvas.open("hold");
    await canvas.fill("target", "customer"); // of which nothing was asked yet
    for (const action of ["mute", "monitor"]) {
      await page.locator("#node-input-action").selectOption(action);
      await until(isAsked(action));
    }
    answer();
    await notice()
      .filter({ hasText: /acts as a signed-in user/ })
      .waitFor();
    await canvas.done();
    await badge("hold").waitFor();
    const settings = asked.slice(before).flatMap((text) => JSON.parse(text) as object[]);
    assert.equal(new Set(settings.map((one) => JSON.stringify(one))).size, settings.length, "asked twice");
  });

  it("ask again for what could not be answered, a minute later", async () => {
    await open();
    await badge("monitor").waitFor();
    await page.route("**/genesys-cloud/refusals", (route) => route.abort());
    const failed = page.waitForEvent("requestfailed");
    await canvas.open("monitor");
    await canvas.fill("target", "customer"); // of which nothing was asked yet
    await failed;
    assert.equal(await notice().textContent(), "");
    await page.unroute("**/genesys-cloud/refusals");
    await page.clock.setFixedTime(Date.now() + 61_000);
    for (const action of ["mute", "monitor"]) await page.locator("#node-input-action").selectOption(action);
    await notice()
      .filter({ hasText: /acts as a signed-in user/ })
      .waitFor();
    await canvas.done();
    for (const complaint of editor.complaints.splice(0)) assert.match(complaint, /ERR_FAILED$/);
  });

  it("stand in the template of a subflow too, and not where its account is still open", async () => {
    await open();
    await page.evaluate(() => RED.workspaces.show("sub"));
    await badge("in-sub").waitFor();
    assert.deepEqual(await badged(), ["in-sub"]);
  });

  it("speak the language of the editor", async () => {
    await open();
    await page.evaluate(() => localStorage.setItem("editor-language", "ja"));
    await canvas.reload();
    await badge("monitor").waitFor();
    assert.match(await tooltip("monitor"), /サインイン/);
    const lines = page.locator(".red-ui-flow-port-tooltip-label");
    assert.ok((await lines.count()) > 1, "broken into lines");
  });

  it("cost one request for five hundred nodes, and none for what is known already", async () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      n % 2 === 0
        ? update(`u${n}`, n % 4 === 0 ? "monitor" : "mute", { x: 200 + (n % 10) * 250 }, "many")
        : api(`a${n}`, "getUsersMe", { limit: n }, "many"),
    );
    await open([...FLOWS, ...many]);
    await badge("monitor").waitFor();
    const before = asked.length;
    await page.evaluate(() => RED.workspaces.show("many"));
    await badge("u0").waitFor();
    await badge("a499").waitFor();
    assert.equal((await badged()).length, 375);
    assert.equal(asked.length - before, 1, "requests");
    assert.ok((asked.at(-1) ?? "").length < 200_000, String(asked.at(-1)?.length));
    await page.evaluate(() => RED.workspaces.show("tab"));
    await badge("monitor").waitFor();
    await page.waitForTimeout(SLIDE_MS);
    assert.equal(asked.length - before, 1, "nothing is asked twice");
  });
});
