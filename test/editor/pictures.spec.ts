// Only on node-red: the README has one set of pictures.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { createCanvas, type Canvas } from "../support/canvas";
import { readExample } from "../support/example-files";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder, temporaryFolder } from "../support/package";

const ROOT = join(__dirname, "../..");
const MOST_BYTES = 150_000;
const MOST_BYTES_OF_SIDEBAR = 100_000;
/** PICTURES=1 keeps the pictures: this is how those of the README are made. */
const isKept = process.env.PICTURES === "1";

/** What happens in the call, the words that say that it is done, and how the sidebar shows it: it looks twice a second. */
const STORY = [
  ["agentAnswers", "an agent answers", /connected since/],
  ["minute", "1 minute passes", /connected since .*01:0/],
  ["agentHolds", "the agent puts the customer on hold", /on hold since/],
  ["seconds10", "10 seconds pass", /on hold since/],
  ["agentResumes", "the agent resumes the customer", /on hold from .*connected since/],
  ["seconds10", "10 seconds pass", /on hold from .*connected since/],
] as const;
/** The sidebar is made so much wider, with the mouse. */
const WIDER = 170;

interface Face {
  RED: { sidebar: { show(id: string): void } };
}

describe(`the pictures of the README, taken in ${flavour}`, function () {
  this.timeout(300_000);
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let canvas: Canvas;
  let folder = "";
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const userDir = await installedFolder();
    const files = await temporaryFolder();
    cleanUp.push(userDir.remove, files.remove);
    folder = files.path;
    nodeRed = await startNodeRed(userDir.path, {
      allNodes: true, // the pictures show what a user has
      codeEditor: "monaco",
      flows: readExample("02 - Set the post-call action and remove it again"),
    });
    cleanUp.push(() => nodeRed.stop());
    browser = await sharedBrowser();
    editor = await openEditor(browser, nodeRed.url, "light");
    cleanUp.push(() => editor.close());
    page = editor.page;
    canvas = createCanvas(page);
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  const isSmall = (name: string, file: string, mostBytes = MOST_BYTES): void => {
    assert.ok(statSync(file).size < mostBytes, `${name} has ${statSync(file).size} bytes`);
    if (isKept) copyFileSync(file, join(ROOT, "docs", name));
    assert.ok(statSync(join(ROOT, "docs", name)).size < mostBytes);
  };
  const isInReadme = (name: string): void =>
    assert.match(
      readFileSync(join(ROOT, "README.md"), "utf8"),
      new RegExp(`^\\[(\\w+ picture)\\]: https://\\S+/main/docs/${name}$`, "m"),
    );

  it("show a flow with what came out of it", async () => {
    await page.setViewportSize({ width: 1520, height: 500 });
    await page
      .locator('[id="red-ui-palette-container-genesys_cloud"]')
      .evaluate((one) => one.scrollIntoView());
    await canvas.showDebug();
    await canvas.press("a000000000000201");
    await canvas.debugMessages().nth(1).waitFor();
    await page.mouse.move(600, 300);
    await page.waitForTimeout(1_000); // the blue dots of what is in progress disappear
    const file = join(folder, "flow.png");
    await page.screenshot({ path: file });
    isSmall("flow.png", file);
    isInReadme("flow.png");
  });

  it("show a dialog with what it will send", async () => {
    await page.setViewportSize({ width: 1280, height: 960 });
    await canvas.open("a000000000000202");
    await page.locator(".genesys-cloud-preview summary").click();
    await page.locator(".genesys-cloud-preview pre").waitFor();
    const file = join(folder, "dialog.png");
    await page.locator(".red-ui-tray").last().screenshot({ path: file });
    isSmall("dialog.png", file);
    isInReadme("dialog.png");
    await canvas.done();
  });

  it("show a call in the sidebar, as a timeline", async () => {
    await page.setViewportSize({ width: 1280, height: 490 });
    const { x, y } = (await page.locator("#red-ui-sidebar-separator").boundingBox()) ?? assert.fail();
    await page.mouse.move(x + 3, y + 300);
    await page.mouse.down();
    await page.mouse.move(x + 3 - WIDER, y + 300, { steps: 5 });
    await page.mouse.up();
    await page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("genesys-cloud"));
    const sidebar = page.locator(".genesys-cloud-sidebar");
    const act = (name: string): Promise<void> => sidebar.locator(`[data-act="${name}"]`).click();
    const isDone = (label: string) =>
      sidebar.locator(".genesys-cloud-org .genesys-cloud-note", { hasText: `Done: ${label}` }).waitFor();
    await sidebar.locator('[data-view="org"]').click();
    await act("customerCalls");
    await sidebar.locator('[data-act="agentAnswers"]').waitFor();
    for (const [name, label, shown] of STORY) {
      await act(name);
      await isDone(label);
      await sidebar.getByRole("img", { name: shown }).first().waitFor();
    }
    await sidebar.locator('[data-view="conversations"]').click();
    await sidebar.locator(".genesys-cloud-row").nth(3).waitFor();
    await page.mouse.move(600, 300);
    const file = join(folder, "sidebar.png");
    await sidebar.screenshot({ path: file });
    isSmall("sidebar.png", file, MOST_BYTES_OF_SIDEBAR);
    assert.match(readFileSync(join(ROOT, "docs/getting-started.md"), "utf8"), /!\[[^\]]+\]\(sidebar\.png\)/);
  });
});
