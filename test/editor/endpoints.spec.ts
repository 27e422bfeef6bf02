import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { exportOf } from "../../nodes/lib/node/export-route";
import type { Canvas } from "../support/canvas";
import { openEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { ACCOUNT } from "../support/nodes-editor";

const PLACE = { z: "tab", account: "account", x: 200, wires: [[]] };
const MESSAGES = { ...PLACE, id: "messages", type: "genesys-open-message-in", path: "/in/chat", y: 60 };
const REQUEST = { ...PLACE, id: "request", type: "genesys-request-in", path: "/in/data", y: 120 };
const EVENTS = { ...PLACE, id: "events", type: "genesys-events", scope: "queue", ids: "Support", y: 180 };
const FLOWS = [
  { id: "tab", type: "tab", label: "spec" },
  ...[ACCOUNT, MESSAGES, REQUEST, EVENTS],
  { ...PLACE, id: "frames", type: "inject", x: 60, y: 240 },
];

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: {
    nodes: { filterLinks(wanted: { target: unknown }): unknown[]; node(id: string): { inputs: number } };
  };
}

describe(`the dialogs of endpoints in the editor of ${flavour}`, function () {
  this.timeout(180_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;
  before(async () => {
    session = await openEditorSession({ flows: FLOWS, settings: { httpNodeRoot: "/hooks" } });
    ({ page, canvas } = session);
  });
  after(() => session.close());
  afterEach(() => {
    const { complaints, foreign } = session.editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const url = () => page.locator("#genesys-endpoint-url");

  it("show the URL below httpNodeRoot and behind a proxy, and copy it", async () => {
    await canvas.open("messages");
    assert.equal(await url().inputValue(), `${session.nodeRed.url}hooks/in/chat`);
    await canvas.fill("path", "other");
    await canvas.fill("publicUrl", "https://flows.example.com/team/");
    assert.equal(await url().inputValue(), "https://flows.example.com/team/other");
    await page.getByRole("button", { name: "Copy" }).click();
    await page.locator("#node-input-name").focus();
    await page.keyboard.press("Control+V");
    assert.equal(await page.locator("#node-input-name").inputValue(), "https://flows.example.com/team/other");
  });

  it("mark a missing secret at its field, and warn of requests without a signature", async () => {
    const secret = page.locator("#node-input-secret");
    const isMarked = (): Promise<boolean> =>
      secret.evaluate((field) => field.classList.contains("input-error"));
    const warning = page.getByText("Everyone who knows the URL can then send messages");
    assert.deepEqual([await isMarked(), await warning.isVisible()], [true, false]);
    await page.locator("#node-input-unsigned").check();
    await warning.waitFor();
    assert.equal(await isMarked(), false);
    await page.locator("#node-input-unsigned").uncheck();
    await warning.waitFor({ state: "hidden" });
    await secret.fill("a secret");
    await secret.blur();
    assert.equal(await isMarked(), false);
    await canvas.done();
    assert.equal((await canvas.stored("messages"))["unsigned"], false);
  });

  it("take the fields of a contract by keyboard: added, moved and removed", async () => {
    await canvas.open("request");
    const contract = page.locator('[data-genesys="inputContract"]');
    for (const name of ["customerId", "phone", "tags"]) {
      await contract.locator(".red-ui-editableList-addButton").press("Enter");
      await page.keyboard.type(name); // the new field has the focus
    }
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Tab");
    await page.keyboard.type("texts");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await contract.locator(".red-ui-editableList-item-remove").last().press("Enter");
    await canvas.fill("publicUrl", "https://flows.example.com/hooks");
    await page.locator("#node-input-headerValue").fill("a secret");
    await canvas.done();
    const { inputContract, valid } = await canvas.stored("request");
    assert.equal(valid, true);
    assert.deepEqual(inputContract, [
      { name: "customerId", type: "string", required: false },
      { name: "tags", type: "string[]", required: true },
    ]);
  });

  it("export the data action as the server makes it, with what is in the dialog, and say why they cannot", async () => {
    await canvas.open("request");
    await canvas.fill("name", "Is it a VIP?");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export data action" }).click(),
    ]);
    const { fileName, file } = exportOf({ ...(await canvas.stored("request")), name: "Is it a VIP?" });
    assert.equal(download.suggestedFilename(), fileName);
    assert.match(fileName, /\.custom\.json$/);
    const text = await readFile(await download.path(), "utf8");
    assert.deepEqual(JSON.parse(text), file);
    assert.equal(file.config.request.requestUrlTemplate, "https://flows.example.com/hooks/in/data");
    assert.ok(!text.includes("a secret"));
    await canvas.fill("auth", "local");
    await page.getByRole("button", { name: "Export data action" }).click();
    await page.getByText("accepts only those of this machine").waitFor();
    await page.locator("#node-dialog-cancel").click();
    await page.locator("#node-input-name").waitFor({ state: "detached" });
  });

  it("give conversation events an input with its scope, and take it away with its wires", async () => {
    const state = () =>
      page.evaluate(() => {
        const { nodes } = (globalThis as unknown as Face).RED;
        const node = nodes.node("events");
        return [node.inputs, nodes.filterLinks({ target: node }).length];
      });
    const choose = async (scope: string): Promise<void> => {
      await canvas.open("events");
      await canvas.fill("scope", scope);
      await canvas.done();
    };
    assert.deepEqual(await state(), [0, 0]);
    await choose("input");
    assert.deepEqual(await state(), [1, 0]);
    await canvas.wire("frames", "events");
    assert.deepEqual(await state(), [1, 1]);
    await choose("queue");
    assert.deepEqual(await state(), [0, 0]);
  });
});
