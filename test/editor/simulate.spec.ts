import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Canvas } from "../support/canvas";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { createLookup } from "../support/lookup";
import { flavour } from "../support/node-red";
import { FLOWS } from "../support/nodes-editor";
import { CALL, fromMessage } from "../support/seed";
import { startOver } from "../support/start-over";

/** A folder for pictures of the dialogs. */
const PICTURES = process.env.PICTURES;

const at = (id: string, y: number, config: object): Record<string, unknown> => ({
  ...{ id, type: "genesys-simulate", z: "tab", account: "account", x: 300, y, wires: [[]] },
  ...{ name: "", errorOutput: false, outputs: 1 },
  ...fromMessage("conversationId"),
  ...config,
});
const STORED = [
  ...FLOWS,
  at("json", 60, { action: "customerCalls", details: '{"queue":"Sales","vip":true}', detailsType: "json" }),
  at("blank", 120, { action: "agentAnswers", details: "{}", detailsType: "json" }),
  at("message", 180, { action: "timePasses", details: "wait", detailsType: "msg" }),
];

describe(`the dialog of simulate in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await shareEditorSession(STORED);
    ({ page, canvas } = session);
  });
  beforeEach(() => startOver(session.editor, STORED));
  afterEach(() => {
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const form = () => page.locator("#genesys-simulate-form");
  const field = (name: string) => form().locator(`[data-field="${name}"]`);
  const hint = () => page.locator("#genesys-simulate-hint");
  const row = (name: string) => page.locator(`label[for="node-input-${name}"]`);
  const picture = async (name: string): Promise<void> => {
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };
  const chooseType = (type: string): Promise<void> => canvas.chooseType("details", type);
  const write = async (name: string, text: string): Promise<void> => {
    await field(name).locator(".red-ui-typedInput-input").fill(text);
    await field(name).locator(".red-ui-typedInput-input").blur();
  };

  it("reads msg.details, not a property named {}, where the type of the details becomes msg", async () => {
    await canvas.open("blank");
    const value = page.locator("#node-input-details + .red-ui-typedInput-container .red-ui-typedInput-input");
    for (const [type, shown] of [
      ["msg", "details"],
      ["flow", "details"],
      ["json", "{}"],
      ["msg", "details"],
    ] as const) {
      await chooseType(type);
      assert.equal(await value.inputValue(), shown, type);
    }
    await canvas.done();
    const { details, detailsType, valid } = await canvas.stored("blank");
    assert.deepEqual([details, detailsType, valid], ["details", "msg", true]);
  });

  it("has a form for a new node: the first details at once, the others folded, a queue from a list", async () => {
    const id = await canvas.drag("genesys-simulate", { x: 340, y: 300 });
    await canvas.open(id);
    await field("queue").waitFor();
    assert.equal(await row("conversationId").isVisible(), false);
    assert.equal(await field("attributes").count(), 0);
    await createLookup(page, "queue").byMouse("Sales", () => picture("simulate list"));
    await form().locator("summary").click();
    await write("name", "Pat Patient");
    await picture("simulate form");
    await canvas.done();
    const { details, detailsType, valid } = await canvas.stored(id);
    assert.deepEqual(
      [details, detailsType, valid],
      [
        [
          { name: "queue", value: idOf("queue Sales"), type: "str" },
          { name: "name", value: "Pat Patient", type: "str" },
        ],
        "fields",
        true,
      ],
    );
  });

  it("leaves a node as it is that was opened and closed, also without details", async () => {
    for (const id of ["json", "blank", "message"]) {
      const before = await canvas.stored(id);
      await canvas.open(id);
      await canvas.done();
      assert.deepEqual({ ...(await canvas.stored(id)) }, before);
    }
    assert.equal(await canvas.isDirty(), false);
  });

  it("shows stored JSON as JSON, marks what the act does not have, and takes it over into the form", async () => {
    assert.equal((await canvas.stored("json")).valid, false);
    await canvas.open("json");
    await hint().filter({ hasText: "queue, from" }).waitFor();
    assert.equal(await form().isVisible(), false);
    await picture("simulate JSON");
    await chooseType("fields");
    await field("vip").locator(".genesys-cloud-mistake").first().waitFor();
    assert.equal(await field("queue").locator(".red-ui-typedInput-input").inputValue(), "Sales");
    await canvas.done();
    assert.equal((await canvas.stored("json")).detailsType, "fields");
  });

  it("lists the conversations of the org, and hides what an act does not have", async () => {
    await canvas.open("blank");
    await field("user").waitFor();
    await createLookup(page, "conversationId").byMouse("Casey Customer · call", () =>
      picture("simulate conversations"),
    );
    await createLookup(page, "user").byMouse("Ada Agent", () => Promise.resolve());
    await page.locator("#node-input-action").selectOption("customerHangsUp");
    assert.equal(await form().isVisible(), false);
    assert.equal(await row("details").isVisible(), false);
    assert.equal(await row("conversationId").isVisible(), true);
    await page.locator("#node-input-action").selectOption("agentDeclines");
    assert.equal(await createLookup(page, "user").value(), idOf("user Ada Agent"));
    await canvas.done();
    const { conversationId, conversationIdType, details } = await canvas.stored("blank");
    assert.deepEqual([conversationId, conversationIdType], [CALL.conversationId, "str"]);
    assert.deepEqual(details, [{ name: "user", value: idOf("user Ada Agent"), type: "str" }]);
  });

  it("is red while a required detail is missing", async () => {
    await canvas.open("message");
    await chooseType("fields");
    await field("seconds").locator(".genesys-cloud-required").waitFor();
    await canvas.done();
    assert.equal((await canvas.stored("message")).valid, false);
    await canvas.open("message");
    await write("seconds", "30");
    await canvas.done();
    const { details, valid } = await canvas.stored("message");
    assert.deepEqual([details, valid], [[{ name: "seconds", value: "30", type: "num" }], true]);
  });
});
