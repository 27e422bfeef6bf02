import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Editor } from "../support/browser";
import type { Canvas } from "../support/canvas";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { createReceived, CREDENTIALS, FLOWS } from "../support/nodes-editor";
import { startOver } from "../support/start-over";

describe(`the nodes in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let editor: Editor;
  let page: Page;
  let canvas: Canvas;
  let stopListening: () => void;
  const { listen, checkSecrets } = createReceived();

  before(async () => {
    session = await shareEditorSession(FLOWS, CREDENTIALS);
    ({ editor, page, canvas } = session);
    stopListening = listen(page);
  });
  after(async () => {
    stopListening();
    await checkSecrets();
  });
  afterEach(() => {
    const { complaints, foreign } = editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  it("hides what does not apply, by keyboard alone", async () => {
    const node = {
      id: "n",
      type: "genesys-update-participant",
      z: "tab",
      account: "account",
      x: 200,
      y: 100,
    };
    await startOver(editor, [...FLOWS, { ...node, wires: [[]], action: "hold", target: "agent" }]);
    await canvas.open("n");
    const isShown = (name: string) => page.locator(`label[for="node-input-${name}"]`).isVisible();
    assert.deepEqual([await isShown("destination"), await isShown("userId")], [false, false]);
    await page.locator("#node-input-action").focus();
    await page.keyboard.type("transfer");
    await page.locator("#node-input-target").focus();
    await page.keyboard.type("specific");
    assert.deepEqual([await isShown("destination"), await isShown("userId")], [true, true]);
    await page.keyboard.press("Control+Enter");
    await page.locator("#node-input-name").waitFor({ state: "detached" });
    const { action, target } = await canvas.stored("n");
    assert.deepEqual([action, target], ["transfer", "user"]);
  });

  it("shows which requests will be sent, with what was typed as text and not as markup", async () => {
    const node = { id: "n", type: "genesys-set-postflow", z: "tab", account: "account", x: 200, y: 100 };
    await startOver(editor, [...FLOWS, { ...node, wires: [[]] }]);
    await canvas.open("n");
    await canvas.fill("destination", "<img src=x onerror=alert(1)>");
    await page.locator(".genesys-cloud-preview summary").click();
    const preview = page.locator(".genesys-cloud-preview");
    await preview.locator("pre").waitFor();
    const [read, patch] = await preview.locator("code").allTextContents();
    assert.equal(read, "GET /api/v2/conversations/{conversationId}");
    assert.match(
      patch ?? "",
      /^PATCH \/api\/v2\/conversations\/calls\/\{conversationId\}.*\/postflowaction$/,
    );
    assert.match((await preview.locator("pre").textContent()) ?? "", /<img src=x onerror=alert\(1\)>/);
    assert.equal(await preview.locator("img").count(), 0);
    await page.locator("#node-input-target").selectOption("ids");
    await preview.locator("code").nth(1).waitFor({ state: "detached" });
    await canvas.done();
  });

  it("keeps the newest in a node that was stored without a choice, and asks for the ids where they are read", async () => {
    const stored = {
      id: "n",
      type: "genesys-wrap-up",
      z: "tab",
      account: "account",
      x: 200,
      y: 60,
      wires: [[]],
    };
    await startOver(editor, [
      ...FLOWS,
      { ...stored, action: "apply", code: "Sale", codeType: "str", target: "agent" },
    ]);
    await canvas.open("n");
    const isShown = (name: string) => page.locator(`label[for="node-input-${name}"]`).isVisible();
    const which = page.locator("#node-input-which");
    assert.equal(await which.inputValue(), "newest");
    assert.equal(await isShown("participantId"), false);
    await which.selectOption("named");
    assert.equal(await isShown("participantId"), true);
    await which.selectOption("newest");
    await canvas.done();
    assert.equal((await canvas.stored("n")).which, "newest");
    const id = await canvas.drag("genesys-wrap-up", { x: 400, y: 200 });
    assert.equal((await canvas.stored(id)).which, "named");
  });

  it("marks what is missing or wrong, and accepts environment variables", async () => {
    const wrap = {
      type: "genesys-wrap-up",
      z: "tab",
      account: "account",
      x: 200,
      wires: [[]],
      action: "apply",
    };
    const good = {
      ...{ conversationId: "conversationId", conversationIdType: "msg", userId: "", userIdType: "str" },
      ...{
        code: "${CODE}",
        codeType: "str",
        when: "now",
        target: "agent",
        which: "newest",
        mediaType: "any",
      },
    };
    const at = (id: string, y: number, more: object) => ({ id, y, ...wrap, ...good, ...more });
    await startOver(editor, [
      ...FLOWS,
      at("good", 60, { deadlineSeconds: "${WAIT}", conversationId: "${ID}", conversationIdType: "str" }),
      at("no-code", 120, { code: "", deadlineSeconds: 60 }),
      at("no-conversation", 180, { conversationId: "", conversationIdType: "str", deadlineSeconds: 60 }),
      at("too-long", 240, { deadlineSeconds: 999_999 }),
      at("no-account", 300, { account: "", deadlineSeconds: 60 }),
    ]);
    const mistakes = async (id: string) => {
      const { valid, validationErrors } = await canvas.stored(id);
      return valid ? "" : String(validationErrors);
    };
    assert.equal(await mistakes("good"), "");
    assert.match(await mistakes("no-code"), /is required$|is required\n/);
    assert.match(await mistakes("no-conversation"), /is required, but empty/);
    assert.match(await mistakes("too-long"), /a number of seconds, at most 86400/);
    assert.match(await mistakes("no-account"), /account/i);
  });
});
