import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { ROOT } from "../support/dialogs";
import { openEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

describe(`the first flow of the README, built by mouse in ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await openEditorSession({ flows: [{ id: "tab", type: "tab", label: "First" }] });
    ({ page, canvas } = session);
  });
  after(async () => {
    await session.close();
  });

  it("reads the call of the simulated org, and sends the caller on after it", async () => {
    const [, conversationId = ""] = /_Conversation_ to the text `([^`]+)`/.exec(readme) ?? [];
    assert.notEqual(conversationId, "", "the README names the conversation");

    const read = await canvas.drag("genesys-get-conversation", { x: 340, y: 100 });
    await canvas.open(read);
    await page.locator("#node-input-btn-account-add").click();
    await page.locator("#node-config-input-name").waitFor();
    assert.equal(await page.locator("#genesys-account-region").inputValue(), "simulator");
    await page.locator("#node-config-dialog-ok").click();
    await page.locator("#node-config-input-name").waitFor({ state: "detached" });
    await canvas.fill("conversationId", conversationId);
    await canvas.done();

    const inject = await canvas.drag("inject", { x: 120, y: 100 });
    const debug = await canvas.drag("debug", { x: 620, y: 100 });
    await canvas.wire(inject, read);
    await canvas.wire(read, debug);
    const change = await canvas.drag("genesys-set-postflow", { x: 340, y: 200 });
    const after = await canvas.drag("debug", { x: 620, y: 200 });
    await canvas.open(change);
    await page.locator("#node-input-account").selectOption({ index: 0 });
    await canvas.fill("destination", "+15555550142");
    await canvas.done();
    await canvas.wire(read, change);
    await canvas.wire(change, after);
    await canvas.deploy();

    await canvas.showDebug();
    await canvas.press(inject);
    await canvas.debugMessages().nth(1).waitFor();
    const [conversation, accepted] = await canvas.debugMessages().allTextContents();
    assert.ok(conversation?.includes(conversationId.slice(0, 24)), conversation); // a long text is cut off
    assert.match(accepted ?? "", /accepted: true/);
    for (const [id, trace] of [
      [read, /^Casey Customer · call · \d\d:\d\d$/],
      [change, /^Casey Customer · → \+1555…142 · \d\d:\d\d$/],
    ] as const)
      await canvas.status(id).filter({ hasText: trace }).waitFor({ state: "attached" });
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });
});
