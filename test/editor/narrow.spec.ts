import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { axeViolations, loadAxe } from "../support/axe";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { createCanvas } from "../support/canvas";
import { LANGUAGES } from "../support/catalogues";
import { contrastBelow } from "../support/contrast";
import { inDarkTheme } from "../support/dark-theme";
import { SCHEME } from "../support/editor-session";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder, paletteTypes } from "../support/package";
import { trayIsShown } from "../support/tray";

/** A folder for pictures of the dialogs, to look at them. */
const PICTURES = process.env.PICTURES;

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: {
    editor: { edit(node: unknown): void; editConfig(name: string, type: string, id: string): void };
    nodes: { node(id: string): unknown };
  };
}

const NARROW = { width: 640, height: 900 };
const USUAL = { width: 1400, height: 900 };
/** The account's dialog, in px: its tips have the longest sentences. */
const WIDEST = 640;
/** Between them the two versions see all languages. */
const SEEN = LANGUAGES.filter((_, at) => at % 2 === (flavour === "node-red-5" ? 1 : 0));

/** Runs in the page: what of an open dialog begins or ends outside the part of it that can be seen. */
const outside = (body: Element): string[] => {
  const seen = body.parentElement?.getBoundingClientRect() ?? body.getBoundingClientRect();
  return Array.from(
    body.querySelectorAll<HTMLElement>("input, select, button, textarea, label, summary, .form-tips"),
  )
    .filter((one) => one.getClientRects().length > 0 && !one.id.startsWith("red-ui-trap"))
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < seen.left - 1 || right > seen.right + 1 || right > window.innerWidth;
    })
    .map((one) => `${one.tagName} ${one.id} ${one.className} ${(one.textContent ?? "").trim().slice(0, 30)}`);
};

/** Runs in the page: what can be scrolled sideways, from the dialog outwards and within it. */
const scrolled = (body: Element): string[] => {
  const around: Element[] = [];
  for (let one: Element | null = body; one !== null; one = one.parentElement) around.push(one);
  return [...around, ...body.querySelectorAll("*")]
    .filter((one) => !/^(INPUT|TEXTAREA|SELECT)$/.test(one.tagName))
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowX))
    .map((one) => `${one.tagName} ${one.id} ${one.className}: ${one.scrollWidth} in ${one.clientWidth}`);
};

/** Runs in the page: unfolds everything, and shows the fields of all settings. */
const showAll = (body: Element): void => {
  for (const part of body.querySelectorAll("details")) part.open = true;
  for (const row of body.querySelectorAll<HTMLElement>(".form-row")) row.style.display = "";
};

/** Runs in the page: words of each kind that only some settings show, in the dialog and in a box of it. */
const addWords = (form: Element): void => {
  const kinds = ["mistake", "required", "hint", "note"].map((kind) => `genesys-cloud-${kind}`);
  const results = ["is-good", "is-bad"].map((kind) => `genesys-account-said ${kind}`);
  const badges = ["", " genesys-api-deprecated", " genesys-api-refused"].map(
    (kind) => `genesys-cloud-of-spec genesys-api-badge${kind}`,
  );
  for (const name of ["genesys-cloud-of-spec", "form-tips genesys-cloud-of-spec"]) {
    const place = document.createElement("div");
    place.className = name;
    for (const className of [...kinds, ...results, ...badges])
      place.append(Object.assign(document.createElement("div"), { className, textContent: className }));
    form.append(place);
  }
};

/** Runs in the page: the boxes with a tip that are not as wide as the dialog, or that touch what is below them. */
const misplaced = (form: Element): string[] => {
  const all = Array.from(form.querySelectorAll<HTMLElement>(".form-tips, .form-row")).filter(
    (one) => one.offsetParent !== null && one.offsetHeight > 0,
  );
  const { right } = form.getBoundingClientRect();
  return all
    .filter((one) => one.matches(".form-tips"))
    .filter((tip) => {
      const box = tip.getBoundingClientRect();
      const next = all.find((one) => one.getBoundingClientRect().top >= box.bottom - 1);
      const gap = (next?.getBoundingClientRect().top ?? Infinity) - box.bottom;
      return box.right < right - 2 || gap < 6;
    })
    .map((tip) => `${tip.id} ${(tip.textContent ?? "").slice(0, 40)}`);
};

/** Runs in the page: the labels that take more than one line. */
const wrapped = (body: Element): string[] =>
  Array.from(body.querySelectorAll("label, legend, summary"))
    .filter((label) => {
      const text = document.createRange();
      text.selectNodeContents(label);
      const tops = Array.from(text.getClientRects(), ({ top }) => top);
      return Math.max(...tops) - Math.min(...tops) > 12;
    })
    .map((label) => label.textContent?.trim() ?? "");

/** Runs in the page: the fields and buttons without a name that a screen reader can say. */
const nameless = (body: Element): string[] =>
  Array.from(body.querySelectorAll<HTMLInputElement>("input, select, button, textarea, a[href]"))
    .filter((field) => field.type !== "hidden" && field.offsetParent !== null)
    .filter((field) => !field.id.startsWith("red-ui-trap"))
    .filter((field) => {
      const labels = field.getAttribute("aria-labelledby")?.split(" ") ?? [];
      const names = [
        field.getAttribute("aria-label"),
        ...labels.map((one) => document.getElementById(one)?.textContent),
        ...Array.from(field.labels ?? [], (label) => label.textContent),
        field.tagName === "BUTTON" || field.tagName === "A" ? field.textContent : "",
      ];
      return names.every((name) => (name ?? "").trim() === "");
    })
    .map((field) => field.outerHTML.slice(0, 120));

describe(`the dialogs in a narrow window of ${flavour}`, function () {
  this.timeout(300_000);
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  const cleanUp: (() => Promise<void>)[] = [];

  const nodes = paletteTypes.map((type, at) => ({
    ...{
      id: `n-${type}`,
      type,
      z: "tab",
      name: type,
      account: "account",
      x: 100,
      y: 40 + at * 60,
      wires: [[]],
    },
    ...{
      target: "user",
      which: "newest",
      userId: "",
      userIdType: "str",
      action: "",
      destinationType: "queue",
    },
  }));

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    nodeRed = await startNodeRed(userDir.path, {
      flows: [
        { id: "tab", type: "tab", label: "narrow" },
        {
          id: "account",
          type: "genesys-account",
          name: "Org",
          region: "simulator",
          grant: "client-credentials",
        },
        ...nodes,
      ],
    });
    cleanUp.push(() => nodeRed.stop());
    browser = await sharedBrowser();
    editor = await openEditor(browser, nodeRed.url, SCHEME);
    cleanUp.push(() => editor.close());
    await editor.page.setViewportSize(NARROW);
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  const picture = async (name: string): Promise<void> => {
    if (PICTURES !== undefined)
      await editor.page.screenshot({ path: join(PICTURES, `${flavour} narrow ${name}.png`) });
  };

  const edit = async (id: string): Promise<void> => {
    await editor.page.evaluate((wanted) => {
      const { editor: dialogs, nodes: all } = (globalThis as unknown as Face).RED;
      if (wanted === "account") dialogs.editConfig("", "genesys-account", wanted);
      else dialogs.edit(all.node(wanted));
    }, id);
    await editor.page.locator(".red-ui-tray-body .genesys-cloud-form").waitFor();
    await trayIsShown(editor.page);
  };
  const cancel = async (): Promise<void> => {
    await editor.page.locator("#node-dialog-cancel, #node-config-dialog-cancel").click();
    await editor.page.locator(".red-ui-tray").waitFor({ state: "detached" });
  };

  /** A dialog that failed fails alone. */
  afterEach(async () => {
    if ((await editor.page.locator(".red-ui-tray").count()) > 0) await cancel();
    await editor.page.setViewportSize(NARROW);
  });

  const dialogs = [...nodes, { id: "account", type: "genesys-account" }];
  /** What is cut off while the first list of the open dialog is open, if it has one. */
  const outsideWithList = async (name: string): Promise<string[]> => {
    const { page } = editor;
    const list = page.locator(".genesys-cloud-open:visible").first();
    if ((await list.count()) === 0) return [];
    await list.click();
    await page.locator(".genesys-cloud-lookup").getByRole("option").first().waitFor();
    await picture(name);
    const found = await page.locator(".red-ui-tray-body").evaluate(outside);
    await page.keyboard.press("Escape");
    await page.locator(".genesys-cloud-lookup").first().waitFor({ state: "hidden" });
    return found;
  };

  /** What is the same in each language: what axe-core looks at, and colours. */
  const checkLooks = async (): Promise<void> => {
    const { page } = editor;
    const form = page.locator(".red-ui-tray-body .genesys-cloud-form");
    assert.deepEqual(await axeViolations(page, ".red-ui-tray-body .genesys-cloud-form"), []);
    await form.evaluate(addWords);
    const faint = (): Promise<string[]> => form.evaluate(contrastBelow, 4.5);
    assert.deepEqual(await faint(), [], `faint in ${SCHEME} colours`);
    if (SCHEME === "light") assert.deepEqual(await inDarkTheme(page, faint), [], "faint in a dark theme");
  };

  for (const language of SEEN)
    describe(`in ${language}`, () => {
      before(async () => {
        const { page } = editor;
        await page.evaluate((chosen) => localStorage.setItem("editor-language", chosen), language);
        await createCanvas(page).reload();
        await loadAxe(page);
      });

      // A dialog is opened once for all that it promises: opening it takes most of the time.
      for (const { id, type } of dialogs)
        it(`show all of ${type}, with its list open, without scrolling sideways, and labels on a line where there is room; each field can be read and has a name`, async () => {
          const { page } = editor;
          await edit(id);
          const body = page.locator(".red-ui-tray-body");
          assert.deepEqual(await outsideWithList(`${language} list ${type}`), []);
          assert.deepEqual(await body.evaluate(outside), []);
          await body.evaluate(showAll);
          await picture(`${language} ${type}`);
          assert.deepEqual([...(await body.evaluate(outside)), ...(await body.evaluate(scrolled))], []);
          await page.setViewportSize(USUAL);
          await page.waitForFunction(() => (document.querySelector(".red-ui-tray")?.clientWidth ?? 0) > 400);
          await picture(`${language} usual ${type}`);
          const { width: wide } = (await page.locator(".red-ui-tray").boundingBox()) ?? assert.fail();
          if (type === "genesys-account") assert.ok(wide < WIDEST, `a sentence makes it ${wide} px wide`);
          assert.deepEqual(await body.evaluate(wrapped), []);
          const form = body.locator(".genesys-cloud-form");
          assert.deepEqual(await form.evaluate(misplaced), [], "too narrow, or without room below");
          assert.deepEqual(await form.evaluate(nameless), [], "without a name for a screen reader");
          if (language === SEEN[0]) await checkLooks();
          await page.setViewportSize(NARROW);
          await cancel();
        });
    });

  it("give a list the whole width", async () => {
    await edit("n-genesys-set-postflow");
    await editor.page.locator(".genesys-cloud-open:visible").first().click();
    const row = editor.page.locator(".form-row:has(#node-input-destination)");
    const [whole, search] = await Promise.all([row.boundingBox(), row.getByRole("combobox").boundingBox()]);
    assert.ok((search?.width ?? 0) > 0.9 * (whole?.width ?? 0));
    await cancel();
  });
});
