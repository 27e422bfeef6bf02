import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { NodeRed } from "./node-red";
import { trayIsGone, trayIsShown } from "./tray";

/** A node as it is drawn: its middle and its size. */
interface Box {
  id: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: {
    nodes: {
      node(id: string): Record<string, unknown> & { _def: { defaults: Record<string, unknown> } };
      filterNodes(wanted: { type?: string; z?: string }): Box[];
      dirty(): boolean;
    };
    sidebar: { show(id: string): void };
    workspaces: { show(id: string): void };
  };
  $: (selector: string) => { typedInput(what: string, value: string): void };
}

/** On a busy machine, two clicks may be further apart than the editor accepts for a double click. */
const OPENS_WITHIN_MS = 10_000;
const MOST_TRIES = 6;
/** A list that is still being closed takes the click for its own. */
const LIST_OPENS_WITHIN_MS = 3_000;

/** Each step is drawn. The editor needs one to begin a drag, and one to end it. */
const STEPS_OF_A_DRAG = 3;

/** A tab is drawn again soon after it was chosen. */
const REDRAWN_MS = 300;

/** Replaces the flows as another editor would, before this one is opened; returns their revision. */
export const deployFlows = async (
  nodeRed: NodeRed,
  flows: readonly Record<string, unknown>[],
): Promise<string> => {
  const answer = await fetch(new URL("flows", nodeRed.url), {
    method: "POST",
    headers: { "content-type": "application/json", "Node-RED-API-Version": "v2" },
    body: JSON.stringify({ flows }),
  });
  if (!answer.ok) throw new Error(`the flows were refused: ${answer.status}`);
  return ((await answer.json()) as { rev: string }).rev;
};

/** What a user does in the editor with mouse and keyboard. */
export const createCanvas = (page: Page) => {
  const node = (id: string) => page.locator(`[id="${id}"]`);
  return {
    node,

    /** Opens the editor again. */
    reload: async (): Promise<void> => {
      await page.reload();
      await page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor();
      await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
    },

    /** Where the nodes of a tab are drawn. */
    boxes: async (tab: string): Promise<Box[]> => {
      await page.evaluate((id) => (globalThis as unknown as Face).RED.workspaces.show(id), tab);
      await page.waitForTimeout(REDRAWN_MS);
      return page.evaluate(
        (z) =>
          (globalThis as unknown as Face).RED.nodes
            .filterNodes({ z })
            .map(({ id, x, y, w, h }) => ({ id, x, y, w, h })),
        tab,
      );
    },

    /** Drags a node out of the palette; answers its id. */
    drag: async (type: string, at: { x: number; y: number }): Promise<string> => {
      const template = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
      await template.scrollIntoViewIfNeeded();
      const from = await template.boundingBox();
      const chart = await page.locator("#red-ui-workspace-chart").boundingBox();
      if (from === null || chart === null) throw new Error(`${type} cannot be dragged`);
      await page.mouse.move(from.x + 30, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(chart.x + at.x, chart.y + at.y, { steps: STEPS_OF_A_DRAG });
      await page.mouse.up();
      const id = await page.evaluate(
        (wanted) => (globalThis as unknown as Face).RED.nodes.filterNodes({ type: wanted }).at(-1)?.id,
        type,
      );
      if (id === undefined) throw new Error(`${type} did not arrive on the canvas`);
      return id;
    },

    /** Draws a wire by mouse, from the first output of one node to the input of another. */
    wire: async (from: string, to: string): Promise<void> => {
      await node(from).locator(".red-ui-flow-port-output .red-ui-flow-port").first().hover();
      await page.mouse.down();
      const end = await node(to).locator(".red-ui-flow-port-input .red-ui-flow-port").first().boundingBox();
      if (end === null) throw new Error(`${to} takes no wire`);
      await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: STEPS_OF_A_DRAG });
      await page.mouse.up();
    },

    open: async (id: string): Promise<void> => {
      const name = page.locator("#node-input-name");
      const isOpen = (): Promise<boolean> =>
        name.waitFor({ timeout: OPENS_WITHIN_MS }).then(
          () => true,
          () => false,
        );
      for (let tries = 1; ; tries += 1) {
        await node(id).locator(".red-ui-flow-node").first().dblclick();
        if (await isOpen()) break;
        assert.ok(tries < MOST_TRIES, `the dialog of ${id} does not open`);
      }
      await trayIsShown(page);
    },
    done: async (): Promise<void> => {
      await page.locator("#node-dialog-ok").click();
      await page.locator("#node-input-name").waitFor({ state: "detached" });
      await trayIsGone(page);
    },

    /** Fills a field of an open dialog: a choice, a check box, a text, or a typed input with a text of its own. */
    fill: async (name: string, value: string | boolean): Promise<void> => {
      const field = page.locator(`#node-input-${name}`);
      const more = page.locator("details.genesys-cloud-more:not([open])").filter({ has: field });
      // Not by a click: where the dialog opens it at this moment, that would close it.
      if ((await more.count()) > 0)
        await more.first().evaluate((element: HTMLDetailsElement) => (element.open = true));
      const typed = page.locator(`#node-input-${name} + .red-ui-typedInput-container`);
      if (typeof value === "boolean") return field.setChecked(value);
      if ((await typed.count()) > 0) {
        await page.evaluate(
          (selector) => (globalThis as unknown as Face).$(selector).typedInput("type", "str"),
          `#node-input-${name}`,
        );
        await typed.locator(".red-ui-typedInput-input").fill(value);
        return typed.locator(".red-ui-typedInput-input").blur();
      }
      const isSelect = await field.evaluate((element) => element.tagName === "SELECT");
      if (isSelect) await field.selectOption(value);
      else await field.fill(value);
    },

    /** Takes a type of a typed input from its list, by mouse. */
    chooseType: async (name: string, type: string): Promise<void> => {
      const button = page.locator(`#node-input-${name} + .red-ui-typedInput-container button`).first();
      const entry = page.locator(`.red-ui-typedInput-options:visible a[value="${type}"]`);
      const isOpen = (): Promise<boolean> =>
        entry.waitFor({ timeout: LIST_OPENS_WITHIN_MS }).then(
          () => true,
          () => false,
        );
      for (let tries = 1; ; tries += 1) {
        await button.click();
        if (await isOpen()) break;
        assert.ok(tries < MOST_TRIES, `the types of ${name} do not open`);
      }
      await entry.click();
    },

    /** The properties of a node as the editor holds them. */
    stored: (id: string): Promise<Record<string, unknown> & { valid: boolean }> =>
      page.evaluate((wanted) => {
        const one = (globalThis as unknown as Face).RED.nodes.node(wanted);
        const names = [...Object.keys(one._def.defaults), "valid", "validationErrors"];
        return Object.fromEntries(names.map((name) => [name, one[name]])) as Record<string, unknown> & {
          valid: boolean;
        };
      }, id),

    deploy: async (): Promise<void> => {
      await page.locator("#red-ui-header-button-deploy").click();
      await page.waitForFunction(() => !(globalThis as unknown as Face).RED.nodes.dirty());
    },

    isDirty: (): Promise<boolean> => page.evaluate(() => (globalThis as unknown as Face).RED.nodes.dirty()),

    press: (id: string): Promise<void> => node(id).locator(".red-ui-flow-node-button-button").click(),
    label: async (id: string): Promise<string> =>
      (await node(id).locator(".red-ui-flow-node-label-text").allTextContents()).join(" "),
    status: (id: string) => node(id).locator(".red-ui-flow-node-status-label"),
    showDebug: (): Promise<void> =>
      page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("debug")),
    debugMessages: () => page.locator(".red-ui-debug-msg"),
  };
};

export type Canvas = ReturnType<typeof createCanvas>;
