import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { createHands, type Point } from "./hands";
import type { NodeRed } from "./node-red";
import { until } from "./until";

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: { nodes: { filterNodes(wanted: { type: string }): { id: string }[]; dirty(): boolean } };
}

/** Builds flows as a person does: searches the palette, drags, draws connections, opens dialogs, types. */
export const createBuilder = (page: Page, nodeRed: Pick<NodeRed, "log">) => {
  const hands = createHands(page);
  const node = (id: string) => page.locator(`[id="${id}"]`);
  const field = (name: string) => page.locator(`#node-input-${name}`);
  const typed = (name: string) => page.locator(`#node-input-${name} + .red-ui-typedInput-container`);
  const inPalette = (type: string) => page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);

  const starts = (): number => nodeRed.log().split("] Started ").length;

  /** Is everything that the palette shows found by this word? */
  const isFiltered = (word: string): boolean =>
    Array.from(document.querySelectorAll<HTMLElement>(".red-ui-palette-node"))
      .filter((one) => one.offsetParent !== null)
      .map(({ dataset }) => `${dataset["paletteType"]} ${dataset["paletteLabel"]}`.toLowerCase())
      .every((text) => text.includes(word));

  const newest = (type: string): Promise<string | undefined> =>
    page.evaluate(
      (wanted) => (globalThis as unknown as Face).RED.nodes.filterNodes({ type: wanted }).at(-1)?.id,
      type,
    );

  const isInPlace = (): boolean => {
    const tray = document.querySelector(".red-ui-tray");
    return tray !== null && getComputedStyle(tray).right === "0px";
  };
  /** A dialog takes the focus a moment after it was opened; what is typed before would go astray. */
  const hasFocus = (): boolean =>
    document.querySelector(".red-ui-tray")?.contains(document.activeElement) === true;

  /** Drags a node out of the palette to a place on the canvas; returns its id. */
  const drop = async (type: string, at: Point): Promise<string> => {
    const chart = await page.locator("#red-ui-workspace-chart").boundingBox();
    assert.ok(chart !== null);
    const before = await newest(type);
    await hands.drag(inPalette(type), { x: chart.x + at.x, y: chart.y + at.y });
    const id = await newest(type);
    assert.ok(id !== undefined && id !== before, `${type} did not arrive on the canvas`);
    return id;
  };

  /** Until the dialog that opens or comes back has its place. */
  const settle = async (): Promise<void> => void (await page.waitForFunction(isInPlace));

  return {
    ...hands,
    node,
    settle,
    field,

    drop,

    /** Searches the palette for a word, and drags the node of this type to a place on the canvas. */
    place: async (word: string, type: string, at: Point): Promise<string> => {
      await hands.write(page.locator("#red-ui-palette-search input"), word);
      await page.waitForFunction(isFiltered, word);
      return drop(type, at);
    },

    /** Draws a connection from an output of one node to the input of another. */
    connect: async (from: string, to: string, output = 0): Promise<void> => {
      const outputs = node(from).locator(".red-ui-flow-port-output .red-ui-flow-port");
      await hands.drag(outputs.nth(output), node(to).locator(".red-ui-flow-port-input .red-ui-flow-port"));
    },

    open: async (id: string): Promise<void> => {
      await hands.doubleClick(node(id).locator(".red-ui-flow-node").first());
      await settle();
      await page.waitForFunction(hasFocus);
    },
    done: async (): Promise<void> => {
      await hands.click(page.locator("#node-dialog-ok"));
      await page.locator(".red-ui-tray").waitFor({ state: "detached" });
    },
    showMore: (): Promise<void> => hands.click(page.locator("details.genesys-cloud-more > summary")),

    /** Types into a TypedInput, after another type was chosen where it is needed. */
    writeTyped: async (name: string, type: string, text: string): Promise<void> => {
      const typeField = await field(name).evaluate((element) => {
        const { $ } = globalThis as unknown as { $: (of: Element) => { typedInput(what: string): string } };
        return $(element).typedInput("type");
      });
      if (typeField !== type) {
        await hands.click(typed(name).locator(".red-ui-typedInput-type-select"));
        await hands.click(page.locator(`.red-ui-typedInput-options:visible a[value="${type}"]`));
      }
      await hands.write(typed(name).locator(".red-ui-typedInput-input"), text);
    },

    /** Takes an entry from the list below a field. */
    lookUp: async (name: string, entry: string, search: string): Promise<void> => {
      const row = page.locator(`.form-row:has(#node-input-${name})`);
      await hands.click(row.locator(".genesys-cloud-open"));
      await hands.type(search);
      await hands.click(row.locator(".genesys-cloud-lookup").getByRole("option", { name: entry }));
    },
    /** Chooses one of the events of the dialog. */
    pickEvent: (event: string): Promise<void> =>
      hands.click(page.locator(`.genesys-cloud-form [value="${event}"]`)),

    /** The editor is done before the nodes have started. */
    deploy: async (): Promise<void> => {
      const before = starts();
      await hands.click(page.locator("#red-ui-header-button-deploy"));
      await page.waitForFunction(() => !(globalThis as unknown as Face).RED.nodes.dirty());
      await until(() => starts() > before);
    },
    pressButton: (id: string): Promise<void> =>
      hands.click(node(id).locator(".red-ui-flow-node-button-button")),
  };
};

export type Builder = ReturnType<typeof createBuilder>;
