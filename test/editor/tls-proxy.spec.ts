// Only on node-red-5: the addresses behind a proxy are made by our scripts, in either editor alike.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { openBrowser, openEditor, type Editor } from "../support/browser";
import { createCanvas, deployFlows } from "../support/canvas";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { runTlsFront, type Running } from "../support/servers";
import { selfSigned } from "../support/tls";

/** What is used of the editor's own face, inside the page. */
declare const RED: { editor: { editConfig(name: string, type: string, id: string): void } };

/** The name that the browser knows the proxy by; it leads to this machine. */
const HOST = "flows.example.com";
/** The tray slides in and out for a quarter of a second. */
const SLIDE_MS = 450;

/** The proxy shows the editor below the path of Node-RED's own admin root, or below another one. */
const PATHS = ["/admin/", "/tools/flows/"];

describe(`the editor of ${flavour} behind a TLS proxy`, function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let front: Running;
  const cleanUp: (() => Promise<void>)[] = [];
  const opened: (() => Promise<void>)[] = [];

  /** An account without a sign-in yet, with a flow that reads which user it is. */
  const flowOf = (account: string): Record<string, unknown>[] => [
    {
      ...{ id: account, type: "genesys-account", name: "By user", grant: "authorization-code" },
      ...{ region: "custom", apiUrl: simulator.url, loginUrl: simulator.url },
      ...{ requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 },
    },
    { id: `${account}-tab`, type: "tab", label: account },
    {
      ...{ id: `${account}-go`, type: "inject", z: `${account}-tab`, x: 120, y: 80, props: [] },
      ...{ repeat: "", crontab: "", once: false, wires: [[`${account}-ask`]] },
    },
    {
      ...{ id: `${account}-ask`, type: "genesys-api", z: `${account}-tab`, x: 320, y: 80, account },
      ...{ operation: "getUsersMe", operationType: "str", paging: "none", limit: 10 },
      ...{ wires: [[`${account}-told`]] },
    },
    {
      ...{ id: `${account}-told`, type: "debug", z: `${account}-tab`, x: 560, y: 80, active: true },
      ...{ tosidebar: true, complete: "payload.name", targetType: "msg" },
    },
  ];

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    simulator = await startSimulator();
    cleanUp.push(() => simulator.close());
    nodeRed = await startNodeRed(userDir.path, {
      settings: { httpAdminRoot: "/admin" },
    });
    cleanUp.push(() => nodeRed.stop());
    browser = await openBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`]);
    cleanUp.push(() => browser.close());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  const open = async (path: string, host: string, account: string): Promise<string> => {
    // One account at a time: the editor asks before it deploys another one that has no client yet.
    await deployFlows({ ...nodeRed, url: `${nodeRed.url}admin/` }, flowOf(account));
    front = await runTlsFront(selfSigned(HOST), path, `${nodeRed.url}admin/`);
    opened.push(front.close);
    const url = `https://${host}:${front.port}${path}`;
    editor = await openEditor(browser, `${url}#flow/${account}-tab`, "light");
    opened.push(editor.close);
    page = editor.page;
    return url;
  };
  const openAccount = async (account: string): Promise<void> => {
    await page.evaluate((id) => RED.editor.editConfig("", "genesys-account", id), account);
    await page.locator("#genesys-account-test").waitFor();
    await page.waitForTimeout(SLIDE_MS);
  };
  const field = (name: string) => page.locator(`#node-config-input-${name}`);
  const says = (where: string, words: RegExp): Promise<void> =>
    page.locator(`#genesys-account-${where}`).filter({ hasText: words }).waitFor({ timeout: 20_000 });

  /** Signs in from the open dialog; the page on which the window of the sign-in ended. */
  const signIn = async (): Promise<Page> => {
    await field("clientId").fill("sign-in");
    const window = page.context().waitForEvent("page");
    await page.locator("#genesys-account-sign-in").click();
    const popup = await window;
    await popup.waitForURL(/\/genesys-cloud\/callback\?/);
    await says("signed", /Signed in/);
    await says("tested", /Organisation: Simulated Org.*Signed in: Ada Agent/s);
    return popup;
  };
  const endedAt = async (popup: Page): Promise<string> => {
    assert.equal(await popup.locator("h1").innerText(), "Signed in");
    return popup.url().replace(/\?.*/, "");
  };
  const nothingWrong = (): void =>
    assert.deepEqual(
      { complaints: editor.complaints, foreign: editor.foreign },
      { complaints: [], foreign: [] },
    );

  for (const [index, path] of PATHS.entries())
    it(`signs a user in below ${path}, and its nodes work after the deploy`, async () => {
      const account = `account-${index}`;
      const url = await open(path, HOST, account);
      await openAccount(account);
      assert.equal(await field("redirectUri").inputValue(), `${url}genesys-cloud/callback`);
      assert.equal(await endedAt(await signIn()), `${url}genesys-cloud/callback`);

      await page.locator("#genesys-account-tested").evaluate((box) => box.replaceChildren());
      await page.locator("#genesys-account-test").click();
      await says("tested", /Organisation: Simulated Org.*Signed in: Ada Agent/s);
      await page.locator("#node-config-dialog-ok").click();
      await page.waitForTimeout(SLIDE_MS);

      const canvas = createCanvas(page);
      await canvas.deploy();
      await canvas.showDebug();
      await canvas.press(`${account}-go`);
      await canvas.debugMessages().filter({ hasText: "Ada Agent" }).first().waitFor();
      nothingWrong();
    });

  it("proposes the address instead of the name localhost, and uses what is typed in its place", async () => {
    const [path = "/"] = PATHS;
    await open(path, "localhost", "account-2");
    await openAccount("account-2");
    const proposed = `https://127.0.0.1:${front.port}${path}genesys-cloud/callback`;
    assert.equal(await field("redirectUri").inputValue(), proposed);
    const typed = `https://${HOST}:${front.port}${path}genesys-cloud/callback`;
    await field("redirectUri").fill(typed);
    assert.equal(await endedAt(await signIn()), typed);

    await page.locator("#node-config-dialog-ok").click();
    await page.waitForTimeout(SLIDE_MS);
    await openAccount("account-2");
    assert.equal(await field("redirectUri").inputValue(), typed);
    nothingWrong();
  });
});
