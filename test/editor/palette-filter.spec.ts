import assert from "node:assert/strict";
import { join } from "node:path";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { FLOWS } from "../support/nodes-editor";
import { paletteTypes } from "../support/package";

/** A folder for pictures of the palette. */
const PICTURES = process.env.PICTURES;

describe(`the palette in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  before(async () => {
    session = await shareEditorSession(FLOWS);
  });
  afterEach(() => {
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const ours = '.red-ui-palette-node[data-palette-type^="genesys-"]';
  const visible = async (): Promise<string[]> => {
    const types: (string | null)[] = [];
    for (const node of await session.page.locator(ours).all())
      if (await node.isVisible()) types.push(await node.getAttribute("data-palette-type"));
    return types.map(String);
  };
  const filter = async (text: string): Promise<string[]> => {
    const input = session.page.locator("#red-ui-palette-search input");
    await input.fill(text);
    await input.press("End"); // the filter listens to keys
    await session.page.waitForTimeout(400); // the filter waits for the next key
    return visible();
  };

  it("shows the nodes in the order of package.json, each label as it is written", async () => {
    await session.page.locator(ours).first().scrollIntoViewIfNeeded();
    if (PICTURES !== undefined)
      await session.page.screenshot({ path: join(PICTURES, `${flavour} palette.png`) });
    assert.deepEqual(
      await session.page
        .locator(ours)
        .evaluateAll((all) => all.map((node) => node.getAttribute("data-palette-type"))),
      paletteTypes,
    );
    const label = session.page.locator('[data-palette-type="genesys-set-postflow"] .red-ui-palette-label');
    assert.equal((await label.innerText()).replace(/\s+/g, " "), "set postflow");
  });

  for (const [text, wanted] of [
    ["survey", "genesys-set-postflow"],
    ["transfer", "genesys-update-participant"],
    ["sms", "genesys-send-message"],
    ["phone", "genesys-place-call"],
    ["Hang up", "genesys-update-participant"],
    ["wrap-up", "genesys-wrap-up"],
  ] as const)
    it(`finds a node by what people type: ${text}`, async () => {
      const found = await filter(text);
      assert.ok(found.includes(wanted), String(found));
      assert.ok(found.length < 6, String(found));
      assert.ok((await filter("")).length > 10);
    });
});
