import assert from "node:assert/strict";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { createCanvas } from "../support/canvas";
import { SCHEME } from "../support/editor-session";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder, paletteTypes, types } from "../support/package";

declare const RED: { nodes: { getNodeHelp(type: string): string } };

/** The contrast between a white icon and what is behind it, at least. */
const LEAST_OF_ICONS = 3;

/** Runs in the page: the nodes of ours whose white icon is hardly seen in the palette. */
const paleIcons = (nodes: Element[], least: number): string[] => {
  const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (rgb: number[]): number => {
    const [r = 0, g = 0, b = 0] = rgb
      .map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return nodes
    .filter((node) => {
      const shade = node.querySelector(".red-ui-palette-icon-container");
      const over = parts(shade === null ? "" : getComputedStyle(shade).backgroundColor);
      const share = over[3] ?? 1;
      const under = parts(getComputedStyle(node).backgroundColor);
      const mixed = [0, 1, 2].map((at) => (over[at] ?? 0) * share + (under[at] ?? 0) * (1 - share));
      return 1.05 / (light(mixed) + 0.05) < least;
    })
    .map((node) => node.getAttribute("data-palette-type") ?? "");
};

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

  it(`shows all nodes in the palette, in ${SCHEME} colours, without an error or a request to another host`, async () => {
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

  if (SCHEME === "dark")
    it("shows what is on their icons in dark colours, in the palette and on the canvas", async () => {
      const { page } = editor;
      const ours = types.map((type) => `.red-ui-palette-node[data-palette-type="${type}"]`).join();
      assert.deepEqual(await page.locator(ours).evaluateAll(paleIcons, LEAST_OF_ICONS), []);
      const id = await createCanvas(page).drag("genesys-wrap-up", { x: 340, y: 100 });
      const shade = page.locator(`[id="${id}"] .red-ui-flow-node-icon-shade`);
      const drawn = await shade.evaluate((element) => {
        const { fill, fillOpacity } = getComputedStyle(element);
        return [fill, fillOpacity];
      });
      assert.deepEqual(drawn, ["rgb(0, 0, 0)", "0.35"]);
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
