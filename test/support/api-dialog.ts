import type { Page } from "playwright-core";
import { until } from "./until";

interface EditorNode {
  [property: string]: unknown;
}
/** What is used of the editor's own face, inside the page. */
export interface Face {
  RED: {
    nodes: { node(id: string): EditorNode & { valid: boolean } };
    editor: { edit(node: unknown): void };
  };
}

/** What specs do in the dialog of a genesys-api node, and what they see there. */
export const apiDialog = (page: () => Page) => {
  const stored = (id: string): Promise<EditorNode> =>
    page().evaluate((wanted) => {
      const { RED } = globalThis as unknown as Face;
      const node = RED.nodes.node(wanted);
      const names = [
        "operation",
        "operationType",
        "parameters",
        "parametersType",
        "body",
        "bodyType",
        "valid",
        "validationErrors",
      ];
      return Object.fromEntries(names.map((name) => [name, node[name]]));
    }, id);
  const open = async (id: string): Promise<void> => {
    await page().evaluate((wanted) => {
      const { RED } = globalThis as unknown as Face;
      RED.editor.edit(RED.nodes.node(wanted));
    }, id);
    await page().locator("#node-input-name").waitFor();
    await page().waitForTimeout(600); // the tray slides in
  };
  const done = async (): Promise<void> => {
    await page().locator("#node-dialog-ok").click();
    await page().locator("#node-input-name").waitFor({ state: "detached" });
  };
  const search = async (text: string): Promise<void> => {
    await page().locator("#genesys-api-search").fill(text);
    await page().locator("#genesys-api-results").waitFor();
  };
  const choose = async (text: string, id: string): Promise<void> => {
    await search(text);
    await page().locator(`[data-operation="${id}"]`).click();
    await page().locator("#genesys-api-card code").waitFor();
  };
  const field = (name: string, of: "path" | "query" | "body") =>
    page().locator(`[data-field="${name}"]`, { has: page().locator(`[id="genesys-api-${of}-${name}"]`) });
  const write = async (name: string, of: "path" | "query" | "body", text: string): Promise<void> => {
    await field(name, of).locator(".red-ui-typedInput-input").fill(text);
    await field(name, of).locator(".red-ui-typedInput-input").blur();
  };
  /** Holds the answers of an address back; what is returned lets them go, and waits until one has been read. */
  const hold = async (address: string): Promise<() => Promise<void>> => {
    const held: (() => void)[] = [];
    await page().route(address, async (route) => {
      await new Promise<void>((go) => held.push(go));
      await route.continue();
    });
    return async () => {
      await until(() => held.length > 0);
      const answered = page().waitForResponse(address);
      for (const go of held.splice(0)) go();
      await (await answered).finished();
      await page().unroute(address);
      await page().waitForTimeout(200); // the page reads it
    };
  };
  /** What the editor finds wrong with a node: nothing where it has no red triangle. */
  const mistakesIn = async (id: string): Promise<unknown> => {
    const { valid, validationErrors } = await stored(id);
    return valid === true ? [] : validationErrors;
  };
  return { stored, open, done, search, choose, field, write, hold, mistakesIn };
};
