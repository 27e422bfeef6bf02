import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { SLIDE_MS, type AccountEditor, type Face } from "./account-editor";
import { flavour } from "./node-red";

declare const RED: Face["RED"];
declare const $: Face["$"];

/** A folder for pictures of the dialogs, to look at them. */
const PICTURES = process.env.PICTURES;

/** What specs do in the dialogs of an account and of nodes with lists, and what they see there. */
export const accountForms = (open: () => AccountEditor) => {
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await open().page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };
  const openAccount = async (id: string): Promise<void> => {
    await open().page.evaluate((wanted) => RED.editor.editConfig("", "genesys-account", wanted), id);
    await open().page.locator("#genesys-account-test").waitFor();
    await open()
      .page.locator('#genesys-account-region option[value="mypurecloud.ie"]')
      .waitFor({ state: "attached" });
    await open().page.waitForTimeout(SLIDE_MS);
  };
  const openNode = async (id: string): Promise<void> => {
    await open().page.evaluate((wanted) => RED.editor.edit(RED.nodes.node(wanted)), id);
    await open().page.locator("#node-input-name").waitFor();
    await open().page.waitForTimeout(SLIDE_MS);
  };
  const field = (name: string) => open().page.locator(`#node-config-input-${name}`);
  const tested = () => open().page.locator("#genesys-account-tested");
  const signed = () => open().page.locator("#genesys-account-signed");
  const says = (where: () => ReturnType<Page["locator"]>, words: RegExp): Promise<void> =>
    where().filter({ hasText: words }).waitFor({ timeout: 20_000 });
  const rowOf = (name: string) =>
    open().page.locator(".form-row", { has: open().page.locator(`#node-input-${name}`) });
  const listOf = (name: string) => rowOf(name).locator(".genesys-cloud-lookup");
  const valueOf = (name: string): Promise<string> =>
    open().page.evaluate((selector) => $(selector).typedInput("value"), `#node-input-${name}`);
  const nothingWrong = (): void =>
    assert.deepEqual(
      { complaints: open().editor.complaints, foreign: open().editor.foreign },
      { complaints: [], foreign: [] },
    );

  const nothingMade = async (): Promise<void> => {
    assert.equal(await open().page.locator("#mark").count(), 0);
    assert.equal(await open().page.evaluate(() => "ran" in window), false);
    nothingWrong();
  };
  /** A login page that is not filled in: the window stays there, with its address. */
  const stayAtLoginHost = async (): Promise<URL> => {
    await open()
      .page.context()
      .route(/\/oauth\/authorize/, (route) => route.fulfill({ contentType: "text/html", body: "Log in" }));
    const popup = open().page.context().waitForEvent("page");
    await open().page.locator("#genesys-account-sign-in").click();
    await (await popup).waitForURL(/oauth\/authorize/);
    return new URL((await popup).url());
  };
  const looks = { picture, says, nothingWrong, nothingMade };
  const account = { openAccount, field, tested, signed, stayAtLoginHost };
  return { ...looks, ...account, openNode, rowOf, listOf, valueOf };
};
