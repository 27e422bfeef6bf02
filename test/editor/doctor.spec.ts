import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, visit } from "../support/admin";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { SCHEME } from "../support/editor-session";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { startOver } from "../support/start-over";

/** What is used of the editor's own face, inside the page. */
interface Face {
  editor: { editConfig(name: string, type: string, id: string): void };
  workspaces: { active(): string };
}
declare const RED: Face;

/** A folder for pictures, to look at them. */
const PICTURES = process.env.PICTURES;
/** The tray slides in and out for a quarter of a second. */
const SLIDE_MS = 450;
const POSTFLOW = "conversation:call:setMandatoryPostFlowAction";

const at = (id: string, type: string, config: object): Record<string, unknown> => ({
  ...{ id, type, z: "tab", x: 200, y: 100, account: "user", wires: [[]], target: "agent" },
  ...config,
});

describe(`the permission doctor in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let nodeRed: NodeRed;
  let editor: Editor;
  let page: Page;
  let flows: Record<string, unknown>[];
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    simulator = await startSimulator();
    cleanUp.push(() => simulator.close());
    const ada = simulator.org.users.get(idOf("user Ada Agent")) ?? assert.fail();
    const most = [
      "conversation:communication:view",
      "routing:*",
      "directory:*",
      "conversation:participant:*",
    ];
    simulator.org.users.set(ada.id, { ...ada, permissions: most });
    const limits = { requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 };
    const hosts = { region: "custom", apiUrl: simulator.url, loginUrl: simulator.url, ...limits };
    flows = [
      { id: "tab", type: "tab", label: "flow" },
      { id: "other", type: "tab", label: "another flow" },
      { id: "off", type: "tab", label: "off", disabled: true },
      { id: "client", type: "genesys-account", name: "By client", ...hosts, grant: "client-credentials" },
      { id: "user", type: "genesys-account", name: "By user", ...hosts, grant: "authorization-code" },
      at("survey", "genesys-set-postflow", { name: "Survey after the call", destination: "+15555550142" }),
      at("get", "genesys-get-conversation", { name: "Read it" }),
      at("get-again", "genesys-get-conversation", { name: "Read it" }),
      at("elsewhere", "genesys-get-conversation", { name: "Read there", z: "other" }),
      at("open", "genesys-api", { name: "Whatever comes", operation: "operation", operationType: "msg" }),
      at("watch", "genesys-update-participant", {
        name: "Listen in",
        account: "client",
        action: "monitor",
      }),
      at("asleep", "genesys-delete-postflow", { name: "Never runs", z: "off", account: "client" }),
    ];
    nodeRed = await startNodeRed(userDir.path, {
      flows,
      credentials: {
        client: { clientId: "simulator", clientSecret: "simulator" },
        user: { clientId: "sign-in" },
      },
    });
    cleanUp.push(() => nodeRed.stop());
    const { body } = await adminOf(nodeRed.url).post("genesys-cloud/account/user/sign-in", {
      ...{ region: "custom", apiUrl: simulator.url, loginUrl: simulator.url, clientId: "sign-in" },
      redirectUri: `${nodeRed.url}genesys-cloud/callback`,
    });
    assert.equal((await visit(String(body.url))).status, 200);
    editor = await openEditor(await sharedBrowser(), nodeRed.url, SCHEME);
    cleanUp.push(() => editor.close());
    page = editor.page;
    await page.context().grantPermissions(["clipboard-read"], { origin: new URL(nodeRed.url).origin });
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
  beforeEach(() => startOver(editor, flows));
  afterEach(() => {
    const { complaints, foreign } = editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const report = () => page.locator(".genesys-cloud-doctor");
  const button = (text: string) => page.locator(".red-ui-notification button", { hasText: text });
  const copied = async (): Promise<string> => {
    await button("Copy for an administrator").click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const picture = async (name: string): Promise<void> => {
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };

  it("is found in the palette of actions and looks at every account", async () => {
    await page.keyboard.press("Control+Shift+p");
    await page.locator("#red-ui-actionList input").pressSequentially("permissions that the flows need");
    await page
      .locator("#red-ui-actionList li.selected", { hasText: "permissions that the flows need" })
      .waitFor();
    await page.keyboard.press("Enter");
    await report().locator("li.is-lacks", { hasText: POSTFLOW }).waitFor();
    await page.waitForTimeout(SLIDE_MS);
    await picture("doctor");
    const text = await report().innerText();
    assert.match(
      text,
      /By client.*cannot be read.*Listen in \(flow\) cannot work: postConversationsCallParticipantMonitor/s,
    );
    assert.match(text, new RegExp(`By user.*lacks\\s+${POSTFLOW}\\s+for Survey after the call`, "s"));
    assert.match(text, /has\s+conversation:communication:view\s+for .*Read it/);
    assert.match(text, /Not checked.*operation: Whatever comes/);
    assert.doesNotMatch(text, /Never runs/);
    assert.doesNotMatch(text, /doctor\.|misfit\./, "every word is there");

    const clipboard = await copied();
    assert.match(
      clipboard,
      new RegExp(`By user\\n(- .*\\n)*- lacks ${POSTFLOW} \\(for Survey after the call \\(flow\\)\\)`),
    );
    assert.match(clipboard, /By client\n.*\n- needs .*Listen in/);
    assert.match(clipboard, /Choose an account in which a user has signed in/);
    assert.doesNotMatch(clipboard, /- has/);
    await button("Close").click();
    await report().waitFor({ state: "detached" });
  });

  it("names the tabs, no node twice, and a click goes to the node", async () => {
    await page.keyboard.press("Control+Shift+p");
    await page.locator("#red-ui-actionList input").pressSequentially("permissions that the flows need");
    await page.locator("#red-ui-actionList li.selected", { hasText: "permissions" }).waitFor();
    await page.keyboard.press("Enter");
    const line = report().locator("li.is-has", { hasText: "conversation:communication:view" });
    await line.waitFor();
    assert.match(await line.innerText(), /Read it 2.*\(flow\); Read there \(another flow\)/);
    const address = report().locator("a", { hasText: "operations.md" });
    assert.match((await address.getAttribute("href")) ?? "", /^https:.*operations\.md$/);
    await line.locator('a[data-node="elsewhere"]').click();
    await report().waitFor({ state: "detached" });
    await page.locator('[id="elsewhere"]').waitFor();
    assert.equal(await page.evaluate(() => RED.workspaces.active()), "other");
    await picture("doctor went to the node");
  });

  it("is named where the connection is tested, and goes to its node behind the dialog", async () => {
    await page.evaluate(() => RED.editor.editConfig("", "genesys-account", "user"));
    await page.waitForTimeout(SLIDE_MS);
    await page.locator("#genesys-account-sign-out").waitFor(); // once it is known that a user is signed in
    await page.locator("#genesys-account-test").click();
    const lacks = page.locator("#genesys-account-tested .is-bad", { hasText: POSTFLOW });
    await lacks.waitFor();
    assert.match(await lacks.innerText(), /^Missing: .*for Survey after the call \(flow\)$/);
    await picture("connection lacks");
    await page.locator("#node-config-dialog-cancel").click();
    await page.waitForTimeout(SLIDE_MS);
    await page.evaluate(() => RED.editor.editConfig("", "genesys-account", "client"));
    await page.waitForTimeout(SLIDE_MS);
    assert.equal(await page.locator("#genesys-account-sign-out").isVisible(), false);
  });

  it("is opened from an account's dialog for that account alone", async () => {
    await page.evaluate(() => RED.editor.editConfig("", "genesys-account", "user"));
    await page.locator("#genesys-account-permissions").waitFor();
    await page.waitForTimeout(SLIDE_MS);
    await page.locator("#genesys-account-permissions").click();
    await report().locator("li.is-lacks", { hasText: POSTFLOW }).waitFor();
    assert.doesNotMatch(await report().innerText(), /By client/);
    const clipboard = await copied();
    assert.match(clipboard, new RegExp(POSTFLOW));
    assert.doesNotMatch(clipboard, /By client/);
    await button("Close").click();
    assert.equal(
      await page.locator("#node-config-input-name").inputValue(),
      "By user",
      "the dialog is still open",
    );
  });
});
