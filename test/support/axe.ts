import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const { resolve } = createRequire(__filename);

interface Axe {
  run(where: {
    include: string[];
    exclude: string[];
  }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Brings axe-core into the page. It stays until the page is loaded again. */
export const loadAxe = async (page: Page): Promise<void> =>
  void (await page.evaluate(await readFile(resolve("axe-core/axe.min.js"), "utf8")));

/** What axe-core finds against it, with the elements. */
export const axeViolations = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(async (within) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    // Node-RED's own fields, against what browsers fill in by themselves.
    const { violations } = await axe.run({ include: [within], exclude: ['[id^="red-ui-trap"]'] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`,
    );
  }, selector);
