import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { LANGUAGES } from "../support/catalogues";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { helpOf } from "../support/help";
import { flavour } from "../support/node-red";
import { nodeTypes } from "../support/nodes";

/** A folder for pictures of the help pages, for those who want to look at them. */
const PICTURES = process.env.PICTURES;

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: { sidebar: { help: { show(type: string, bringToFront: boolean): void } } };
}

/** The page itself; around it is what the editor scrolls. */
const HELP = ".red-ui-help > .red-ui-help";

/** Runs in the page: what of a help page does not fit into the sidebar. */
const cutOff = (help: Element): string[] => {
  const { right } = help.getBoundingClientRect();
  return [help, ...Array.from(help.querySelectorAll<HTMLElement>("*"))]
    .filter((one) => {
      const isWide = one.clientWidth > 0 && one.scrollWidth > one.clientWidth;
      return isWide || one.getBoundingClientRect().right > right + 1;
    })
    .map((one) => `${one.tagName} ${(one.textContent ?? "").trim().slice(0, 60)}`);
};

/** Runs in the page: which messages have a line that takes two. */
const wrapped = (help: Element): string[] =>
  Array.from(help.querySelectorAll("pre code"), (code) => ({
    code,
    text: (code.textContent ?? "").trimEnd(),
  }))
    .filter(({ code, text }) => code.getClientRects().length > text.split("\n").length)
    .map(({ text }) => text);

describe(`the help in the sidebar of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;

  before(async () => {
    session = await shareEditorSession();
    ({ page } = session);
  });
  after(() => assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]));

  /** As the editor shows it for a node, with the page of any language in the place of its own. */
  const show = async (language: string, type: string): Promise<void> => {
    await page.evaluate(
      ([wanted = "", text = ""]) => {
        const script = document.querySelector(`script[data-help-name="${wanted}"]`);
        if (script !== null) script.textContent = text;
        (globalThis as unknown as Face).RED.sidebar.help.show(wanted, true);
      },
      [type, helpOf(language, type)],
    );
    await page.locator(`${HELP} h3`).first().waitFor();
    if (PICTURES === undefined) return;
    const path = join(PICTURES, `${flavour} help ${language} ${type}.png`);
    await page.locator(HELP).screenshot({ path });
  };

  for (const language of LANGUAGES)
    it(`cuts nothing off at the right, on any page in ${language}`, async () => {
      for (const type of nodeTypes()) {
        await show(language, type);
        assert.deepEqual(await page.locator(HELP).evaluate(cutOff), [], type);
        assert.deepEqual(await page.locator(HELP).evaluate(wrapped), [], type);
      }
    });

  it("shows the messages of an example as they are in the page", async () => {
    await show("en-US", "genesys-set-postflow");
    const [before = "", after = ""] = await page.locator(`${HELP} pre`).allTextContents();
    assert.equal((JSON.parse(before) as { destination?: string }).destination, "+15555550142");
    assert.equal((JSON.parse(after) as { payload?: { accepted?: boolean } }).payload?.accepted, true);
  });
});
