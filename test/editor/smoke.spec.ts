import assert from "node:assert/strict";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { SCHEME } from "../support/editor-session";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder, paletteTypes, types } from "../support/package";

declare const RED: { nodes: { getNodeHelp(type: string): string } };

describe(`the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let nodeRed: NodeRed;
  let editor: Editor;
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    nodeRed = await startNodeRed(userDir.path, { codeEditor: "monaco", allNodes: true });
    cleanUp.push(() => nodeRed.stop());
    editor = await openEditor(await sharedBrowser(), nodeRed.url, SCHEME);
    cleanUp.push(() => editor.close());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  it(`shows all nodes in the palette, in ${SCHEME} colours, without a complaint or a call abroad`, async () => {
    const { page, complaints, foreign } = editor;
    const shown = await page.locator(".red-ui-palette-node").evaluateAll((nodes) =>
      nodes.map((node) => ({
        type: node.getAttribute("data-palette-type") ?? "",
        label: (node.textContent ?? "").trim(),
      })),
    );
    const ours = shown.filter(({ type }) => types.includes(type));
    assert.deepEqual(ours.map(({ type }) => type).sort(), [...paletteTypes].sort());
    // A label that was not found in the catalogue shows its key, or the type.
    assert.deepEqual(
      ours.filter(({ type, label }) => label === "" || label === type || /paletteLabel|:/.test(label)),
      [],
    );
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  it("shows the help of all nodes, each input and output in its list", async () => {
    const { page } = editor;
    const panels = await page.evaluate(
      (all) =>
        all.map((type) => {
          const panel = document.createElement("div");
          panel.innerHTML = RED.nodes.getNodeHelp(type);
          const texts = Array.from(panel.querySelectorAll("p, pre"), (part) => part.textContent ?? "");
          return {
            type,
            listed: panel.querySelectorAll("dl.message-properties dt").length,
            // What the editor does not recognise as a line of the list it leaves in a paragraph, colon and all.
            spoilt: texts.filter((text) => /^\s*(: |###)/m.test(text)),
          };
        }),
      paletteTypes,
    );
    assert.deepEqual(
      panels.filter(({ listed, spoilt }) => listed === 0 || spoilt.length > 0),
      [],
    );
  });
});
