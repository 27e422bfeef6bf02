import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { ACCOUNT, FLOWS } from "../support/nodes-editor";
import { CALL } from "../support/seed";
import { startOver } from "../support/start-over";

describe(`the dialog of a new node in the editor of ${flavour}`, function () {
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
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const more = () => page.locator("details.genesys-cloud-more");
  const isMoreOpen = () => more().evaluate((details) => (details as HTMLDetailsElement).open);
  const typed = (name: string) =>
    page.locator(`#node-input-${name} + .red-ui-typedInput-container .red-ui-typedInput-input`);

  it("empties the field for a text, so that an id can be typed at once", async () => {
    const id = await canvas.drag("genesys-get-conversation", { x: 340, y: 100 });
    await canvas.open(id);
    await canvas.chooseType("conversationId", "str");
    assert.equal(await typed("conversationId").inputValue(), "");
    const field = page.locator("#node-input-conversationId + .red-ui-typedInput-container");
    const isRed = (): Promise<boolean> =>
      field.evaluate((element) => element.classList.contains("input-error"));
    await typed("conversationId").pressSequentially("no-id");
    assert.equal(await isRed(), true, "while the dialog is open");
    await typed("conversationId").fill(CALL.conversationId);
    await typed("conversationId").press("Tab");
    assert.equal(await isRed(), false);
    await typed("conversationId").fill("no-id");
    await canvas.done();
    assert.equal((await canvas.stored(id)).valid, false);
    await canvas.open(id);
    await typed("conversationId").fill(CALL.conversationId);
    await canvas.done();
    const { conversationId, conversationIdType, valid } = await canvas.stored(id);
    assert.deepEqual([conversationId, conversationIdType, valid], [CALL.conversationId, "str", true]);
  });

  it("has the account, and shows the conversation, the participant and which one in this order", async () => {
    const id = await canvas.drag("genesys-wrap-up", { x: 340, y: 100 });
    assert.equal((await canvas.stored(id)).account, ACCOUNT.id);
    await canvas.open(id);
    assert.equal(await page.locator("#node-input-account").inputValue(), ACCOUNT.id);
    const order = await page
      .locator(".genesys-cloud-form label[for]")
      .evaluateAll((labels) =>
        labels.map((label) => label.getAttribute("for")?.replace("node-input-", "") ?? ""),
      );
    const wanted = [
      "account",
      "conversationId",
      "target",
      "which",
      "userId",
      "participantId",
      "communicationId",
    ];
    assert.deepEqual(
      order.filter((name) => wanted.includes(name)),
      wanted,
    );
    await canvas.done();
  });

  it("folds what is optional, and opens it where the node has something there", async () => {
    const id = await canvas.drag("genesys-wrap-up", { x: 340, y: 100 });
    await canvas.open(id);
    assert.equal(await isMoreOpen(), false);
    assert.equal(await page.locator('label[for="node-input-notes"]').isVisible(), false);
    assert.equal(await page.locator('label[for="node-input-code"]').isVisible(), true);
    await canvas.fill("notes", "called back");
    await canvas.done();
    await canvas.open(id);
    assert.equal(await isMoreOpen(), true);
    await canvas.done();
    const { notes, tags } = await canvas.stored(id);
    assert.deepEqual([notes, tags], ["called back", ""]);
  });

  it("leaves a callback that is moved in its queue, unless another one is entered", async () => {
    const id = await canvas.drag("genesys-callback", { x: 340, y: 100 });
    await canvas.open(id);
    const queue = async (action: string): Promise<string> => {
      await canvas.fill("action", action);
      return typed("queueId").inputValue();
    };
    assert.deepEqual(
      [await queue("reschedule"), await queue("create"), await queue("end"), await queue("reschedule")],
      ["", "queueId", "queueId", ""],
    );
    await typed("queueId").fill("elsewhere");
    assert.deepEqual([await queue("create"), await queue("reschedule")], ["elsewhere", "elsewhere"]);
    await canvas.done();
    assert.equal((await canvas.stored(id)).queueId, "elsewhere");
    await canvas.open(id);
    await typed("queueId").fill("queueId");
    await canvas.done();
    await canvas.open(id);
    assert.equal(await typed("queueId").inputValue(), "queueId", "what is stored stays");
    await canvas.done();
  });

  it("is red until an action is chosen", async () => {
    const id = await canvas.drag("genesys-update-participant", { x: 340, y: 100 });
    assert.deepEqual([(await canvas.stored(id)).action, (await canvas.stored(id)).valid], ["", false]);
    await canvas.open(id);
    await canvas.fill("action", "hold");
    await canvas.done();
    const { action, valid, validationErrors } = await canvas.stored(id);
    assert.deepEqual([action, valid], ["hold", true], String(validationErrors));
  });
});
