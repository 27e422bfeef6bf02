import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { casesOf } from "../support/cases";
import { ARIAL_SHARE, sizeOf } from "../support/drawn";
import type { Editor } from "../support/browser";
import { deployFlows, type Canvas } from "../support/canvas";
import { shareEditorSession, showFlows, type EditorSession } from "../support/editor-session";
import { exampleNames, readExample } from "../support/example-files";
import { flavour } from "../support/node-red";
import { ACCOUNT, createReceived, CREDENTIALS, FLOWS } from "../support/nodes-editor";
import { paletteTypes } from "../support/package";
import { startOver } from "../support/start-over";
import { ofThisVersion } from "../support/versions";

describe("what is typed into the dialogs", () => {
  it("fills every node of the palette", () => {
    assert.deepEqual(
      casesOf("dialog")
        .map(({ type }) => type)
        .sort(),
      [...paletteTypes].sort(),
    );
  });
});

/** A folder for pictures of the examples. */
const PICTURES = process.env.PICTURES;

/** In two columns: the canvas has room for all of them. */
const placeOf = (index: number): { x: number; y: number } => ({
  x: 220 + (index % 2) * 300,
  y: 60 + Math.floor(index / 2) * 60,
});

describe(`the nodes in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let editor: Editor;
  let page: Page;
  let canvas: Canvas;
  let stopListening: () => void;
  const { received, listen, checkSecrets } = createReceived();

  before(async () => {
    session = await shareEditorSession(FLOWS, CREDENTIALS);
    ({ editor, page, canvas } = session);
    stopListening = listen(page);
  });
  after(() => stopListening());
  afterEach(() => {
    const { complaints, foreign } = editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  it("takes every node from the palette, by mouse, to a flow that is kept", async () => {
    await startOver(editor, FLOWS);
    const placed: { id: string; type: string }[] = [];
    for (const [index, type] of paletteTypes.entries())
      placed.push({ type, id: await canvas.drag(type, placeOf(index)) });
    for (const { id, type } of placed) {
      await canvas.open(id);
      await canvas.fill("name", "");
      await page.locator("#node-input-account").selectOption("account");
      const { label, fields } = casesOf("dialog").find((one) => one.type === type) ?? assert.fail(type);
      for (const [name, value] of Object.entries(fields)) await canvas.fill(name, value);
      await canvas.done();
      const { valid, validationErrors } = await canvas.stored(id);
      assert.deepEqual([type, valid, validationErrors], [type, true, validationErrors]);
      assert.equal(await canvas.label(id), label);
    }
    await canvas.deploy();

    const deployed = await session.nodeRed.get<Record<string, unknown>[]>("flows");
    assert.deepEqual(
      deployed.filter(({ type }) => paletteTypes.includes(String(type))).map(({ account }) => account),
      paletteTypes.map(() => "account"),
    );
    const before = await Promise.all(placed.map(({ id }) => canvas.stored(id)));
    await canvas.reload();
    await page.locator(`[id="${placed.at(-1)?.id}"]`).waitFor();
    for (const { id } of ofThisVersion(placed)) {
      await canvas.open(id);
      await canvas.done();
    }
    const after = await Promise.all(placed.map(({ id }) => canvas.stored(id)));
    assert.deepEqual(after, before);
    assert.equal(await canvas.isDirty(), false, "opening a dialog changes nothing");
  });

  it("runs an example: debug shows what came out, and the status what went wrong", async () => {
    const flow = readExample("03 - Go on after an error");
    await showFlows(session, [...flow, ACCOUNT], CREDENTIALS);
    await canvas.showDebug();
    await canvas.press("a000000000000301");
    const message = canvas.debugMessages().first();
    await message.waitFor();
    assert.match((await message.textContent()) ?? "", /no such conversation/);
    await canvas.status("a000000000000302").filter({ hasText: "not found" }).waitFor();
  });

  /** The editor rounds to it. */
  const GRID = 20;

  it("draws the nodes of the examples as large as the specs of the examples take it to be", async () => {
    const nodes = new Map(
      ofThisVersion(exampleNames())
        .flatMap(readExample)
        .map((node) => [node.id, node]),
    );
    await startOver(editor, [...nodes.values(), ACCOUNT]);
    const different: string[] = [];
    for (const { id: tab, label } of [...nodes.values()].filter(({ type }) => type === "tab")) {
      const boxes = await canvas.boxes(tab);
      assert.ok(boxes.length > 2);
      for (const { id, w, h } of boxes) {
        const { width, height } = sizeOf(nodes.get(id) ?? assert.fail(id));
        if (w > width + GRID || w < width * ARIAL_SHARE - GRID || h !== height)
          different.push(`${label as string}: ${id} is ${w} x ${h}, not ${width} x ${height}`);
      }
      if (PICTURES !== undefined)
        await page.screenshot({ path: join(PICTURES, `${flavour} ${label as string}.png`) });
    }
    assert.deepEqual(different, []);
  });

  it("is in German where the editor is", async () => {
    await deployFlows(session.nodeRed, [
      ...FLOWS,
      {
        id: "n",
        type: "genesys-wrap-up",
        z: "tab",
        account: "account",
        x: 200,
        y: 100,
        wires: [[]],
        action: "skip",
      },
    ]);
    await page.evaluate(() => localStorage.setItem("editor-language", "de"));
    await canvas.reload();
    const palette = await page
      .locator('.red-ui-palette-node[data-palette-type="genesys-wrap-up"]')
      .textContent();
    assert.equal(palette?.replace(/\s+/g, " ").trim(), "nachbearbeiten");
    await canvas.open("n");
    const dialog = (await page.locator(".genesys-cloud-form").innerText()).replace(/\s+/g, " ");
    for (const word of ["Konto", "Nachbearbeitung überspringen", "Agent", "Konversation"])
      assert.ok(dialog.includes(word), `${word}: ${dialog}`);
    assert.doesNotMatch(dialog, /\b(label|action|target|does|placeholder)\.\w|\bParticipant\b|If several/);
    await canvas.done();
    await page.evaluate(() => localStorage.removeItem("editor-language"));
    await canvas.reload();
  });

  it("never sends a secret to the browser", async () => {
    await startOver(editor, FLOWS);
    const credentials = await page.evaluate(() =>
      fetch("credentials/genesys-account/account").then((a) => a.text()),
    );
    assert.match(credentials, /"has_clientSecret":true/);
    await checkSecrets();
    assert.ok(received.length > 50, String(received.length));
    assert.ok(
      received.some((text) => text.includes(ACCOUNT.name)),
      "the flows among them",
    );
  });
});
