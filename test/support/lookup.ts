import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** Runs in the page, on a field that is a TypedInput. */
const typedInput = (element: Element, given: string[]): string => {
  const { $ } = globalThis as unknown as { $: (of: Element) => { typedInput(...of: string[]): string } };
  return $(element).typedInput(...given);
};

/** What a user does with the list of a field in an open dialog. */
export const createLookup = (page: Page, name: string) => {
  const row = page.locator(`.form-row:has(#node-input-${name}), .form-row[data-field="${name}"]`);
  const input = row.locator("input").first();
  const isTyped = (): Promise<boolean> =>
    input.evaluate((element) => element.classList.contains("red-ui-typedInput"));
  const button = row.locator(".genesys-cloud-open");
  const panel = row.locator(".genesys-cloud-lookup");
  const search = panel.locator("input");
  const option = (wanted: string) => panel.getByRole("option", { name: wanted });
  const named = row.locator(".genesys-cloud-hint");

  const found = async (wanted: string): Promise<void> => {
    await panel.locator(".genesys-cloud-note:empty").waitFor({ state: "attached" }); // nothing is loading
    await panel.locator(".is-active", { hasText: wanted }).waitFor();
  };
  /** Searches, until the entry is the active one. */
  const find = async (wanted: string): Promise<void> => {
    await search.fill(wanted.slice(0, 6));
    await found(wanted);
  };
  const isShown = async (): Promise<boolean> => {
    const more = page.locator("details.genesys-cloud-more:not([open])").filter({ has: row });
    if ((await more.count()) > 0) await more.locator("summary").click();
    return panel.isVisible();
  };
  return {
    button,
    panel,
    search,
    option,
    named,
    find,
    /** What is in the field. */
    value: async (): Promise<string> =>
      (await isTyped()) ? input.evaluate(typedInput, ["value"]) : input.inputValue(),
    write: async (text: string, type: string): Promise<void> => {
      if (!(await isTyped())) return input.fill(text);
      await input.evaluate(typedInput, ["type", type]);
      await input.evaluate(typedInput, ["value", text]);
    },
    open: async (): Promise<void> => {
      await isShown();
      await button.click();
      await panel.getByRole("option").first().waitFor();
    },
    byMouse: async (wanted: string, look: () => Promise<void>): Promise<void> => {
      if (!(await isShown())) await button.click();
      await find(wanted);
      await look();
      await option(wanted).first().click();
    },
    /** From the field on: Tab to the button, Enter, a few letters, arrows, Enter. */
    byKeyboard: async (wanted: string, look: () => Promise<void>): Promise<void> => {
      if (!(await isShown())) {
        await row.locator("input:visible").first().focus();
        for (let i = 0; i < 4 && !(await isFocused(button)); i += 1) await page.keyboard.press("Tab");
        assert.ok(await isFocused(button), "the button is behind the field");
        await page.keyboard.press("Enter");
      }
      assert.ok(await isFocused(search));
      await page.keyboard.press("Control+A");
      await page.keyboard.type(wanted.slice(0, 6));
      await found(wanted);
      await look();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      const active = await search.getAttribute("aria-activedescendant");
      assert.match((await page.locator(`[id="${active}"]`).textContent()) ?? "", new RegExp(wanted));
      await page.keyboard.press("Enter");
    },
  };
};

export const isFocused = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => element === document.activeElement);
