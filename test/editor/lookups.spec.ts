import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page, Request } from "playwright-core";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBrowser, openEditor, type Editor } from "../support/browser";
import { createCanvas, type Canvas } from "../support/canvas";
import { createLookup, isFocused } from "../support/lookup";
import { casesOf, type Values } from "../support/cases";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { fromMessage } from "../support/seed";
import { until } from "../support/until";

/** A folder for pictures of the dialogs with a list open, for whoever wants to look at them. */
const PICTURES = process.env.PICTURES;
/** Between them the two versions see both colours, and each field both ways of choosing. */
const isFive = flavour === "node-red-5";

const namesOf = (chosen: string | string[]): string => [chosen].flat().join(", ");

describe(`the lists in every dialog of the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let elsewhere: Simulator;
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let canvas: Canvas;
  const cleanUp: (() => Promise<void>)[] = [];

  const flows = (): Values[] => [
    { id: "tab", type: "tab", label: "lists" },
    {
      ...{ id: "account", type: "genesys-account", name: "Org", grant: "client-credentials" },
      ...{ region: "custom", apiUrl: simulator.url, loginUrl: simulator.url },
      ...{ requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 },
    },
    ...casesOf("lookups").map(({ id, type, config }, at) => ({
      ...{ id, type, z: "tab", account: "account", x: 300, y: 40 + at * 50, wires: [[]] },
      ...fromMessage("conversationId", "toAddress", "text", "invocationData"),
      ...{ deadlineSeconds: 60, name: id, ...config },
    })),
    {
      ...{ id: "template", type: "subflow", name: "template", in: [], out: [] },
      env: [{ name: "ACC", type: "genesys-account", value: "account", ui: { type: "conf-types" } }],
    },
    {
      ...{ id: "open", type: "genesys-set-postflow", z: "template", account: "${ACC}", x: 300, y: 40 },
      ...{ destination: idOf("flow Main menu"), destinationType: "str", wires: [[]] },
      ...fromMessage("conversationId"),
    },
  ];

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    simulator = await startSimulator();
    elsewhere = await startSimulator();
    cleanUp.push(simulator.close, elsewhere.close);
    const credentials = { account: { clientId: "simulator", clientSecret: "simulator" } };
    nodeRed = await startNodeRed(userDir.path, { flows: flows(), credentials });
    cleanUp.push(() => nodeRed.stop());
    browser = await openBrowser();
    cleanUp.push(() => browser.close());
    editor = await openEditor(browser, nodeRed.url, isFive ? "dark" : "light");
    cleanUp.push(() => editor.close());
    page = editor.page;
    canvas = createCanvas(page);
    await page.evaluate("globalThis.__name = (it) => it");
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
  afterEach(() => {
    const { complaints, foreign } = editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const lookup = (name: string) => createLookup(page, name);
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };

  it("are found by mouse and by keyboard; the name shows, the focus comes back, and ids are kept", async () => {
    for (const { id, choices } of casesOf("lookups")) {
      await canvas.open(id);
      for (const [at, [name, chosen, kept]] of choices.entries()) {
        const list = lookup(name);
        const choose = at % 2 === (isFive ? 0 : 1) ? list.byKeyboard : list.byMouse;
        for (const one of [chosen].flat()) await choose(one, () => picture(`${id} ${name}`));
        if (Array.isArray(chosen)) {
          assert.equal(await list.panel.locator('[aria-selected="true"]').count(), 1);
          await page.keyboard.press("Escape");
        }
        assert.equal(await lookup(name).value(), kept);
        await list.named.filter({ hasText: namesOf(chosen) }).waitFor();
        assert.ok(await isFocused(list.button), `${id}: the focus is on the button of ${name} again`);
        assert.equal(await list.button.getAttribute("aria-expanded"), "false");
      }
      await canvas.done();
      const { valid, validationErrors } = await canvas.stored(id);
      assert.ok(valid, `${id}: ${JSON.stringify(validationErrors)}`);
    }
    await canvas.deploy();
  });

  it("give an id its name again when a dialog is opened, and never take the place of what is typed", async () => {
    await canvas.reload();
    for (const { id, choices } of casesOf("lookups")) {
      await canvas.open(id);
      for (const [name, chosen, kept] of choices) {
        assert.equal(await lookup(name).value(), kept);
        await lookup(name)
          .named.filter({ hasText: namesOf(chosen) })
          .waitFor();
      }
      const typed = choices.map(([name], at) => [name, at === 0 ? "by hand" : "payload.x & 'y'"] as const);
      for (const [at, [name, text]] of typed.entries()) {
        await lookup(name).write(text, at === 0 ? "str" : "jsonata");
        await lookup(name).button.click();
        await page.keyboard.press("Escape");
        await lookup(name).named.waitFor({ state: "hidden" });
      }
      await canvas.done();
      const stored = JSON.stringify(await canvas.stored(id));
      for (const [name, text] of typed) assert.ok(stored.includes(JSON.stringify(text)), `${id}: ${name}`);
    }
  });

  it("narrow wrap-up codes to those of one queue, which stays chosen but is not stored", async () => {
    await canvas.open("wrapUp");
    const list = lookup("code");
    const ofQueue = list.panel.getByRole("button", { name: /^Codes of/ });
    await list.open();
    assert.equal(await ofQueue.textContent(), "Codes of: all queues");
    await list.option("Resolved").waitFor();
    await ofQueue.press("Enter");
    await list.find("Sales");
    await page.keyboard.press("Enter");
    await list.option("No interest").waitFor();
    assert.equal(await ofQueue.textContent(), "Codes of: Sales");
    assert.deepEqual(await list.panel.getByRole("option").allTextContents(), [
      "No interest",
      "Sale",
      "Wrong number",
    ]);
    await picture("codes of a queue");
    await list.byMouse("No interest", () => Promise.resolve());
    await canvas.done();
    assert.ok(!JSON.stringify(await canvas.stored("wrapUp")).includes(idOf("queue Sales")));

    await canvas.open("anyWrapUp");
    const other = lookup("code");
    await other.open();
    assert.equal(await other.panel.getByRole("option").count(), 3);
    await other.panel.getByRole("button", { name: "Codes of: Sales" }).click();
    await other.option("all queues").click();
    await other.option("Resolved").waitFor();
    await canvas.done();
  });

  it("take the first that fits what was typed, not what stood there before, when Enter comes before the answer", async () => {
    await canvas.open("toQueue");
    const list = lookup("destination");
    const before = await list.value();
    const active = (text: string) => list.panel.locator(".is-active", { hasText: text });
    const asked: string[] = [];
    let answer = (): void => undefined;
    let answered = Promise.resolve();
    const hold = (): void => {
      answered = new Promise((go) => (answer = go));
    };
    await page.route("**/lookup", async (route) => {
      asked.push(route.request().postData() ?? "");
      await answered;
      await route.continue();
    });
    await list.open();
    await active("Back office").waitFor();

    hold();
    await page.keyboard.type("Sale");
    await page.keyboard.press("Enter");
    assert.equal(await list.panel.locator(".is-active").count(), 0, "the old entries are active no more");
    await until(() => asked.join().includes('"Sale"'));
    await list.search.fill("Bill"); // typed further: that Enter does not count
    answer();
    await active("Billing").waitFor();
    assert.equal(await list.value(), before);

    hold();
    await list.search.fill("no such queue");
    await page.keyboard.press("Enter");
    answer();
    await list.panel.getByText("Nothing found.").waitFor();
    assert.equal(await list.value(), before);

    hold();
    await list.search.fill("Bill");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await list.panel.waitFor({ state: "hidden" });
    await list.button.click();
    answer();
    await active("Back office").waitFor();
    assert.equal(await list.value(), before);

    await list.search.evaluate((field) =>
      field.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }),
      ),
    );
    assert.equal(await list.value(), before, "an Enter that ends a composition takes nothing");
    assert.equal(await list.panel.isVisible(), true);

    hold();
    await list.search.fill("Sale");
    await page.keyboard.press("ArrowDown");
    assert.equal(await list.panel.locator(".is-active").count(), 0, "nor does an arrow lead to them");
    await page.keyboard.press("Enter");
    answer();
    await list.panel.waitFor({ state: "hidden" });
    assert.equal(await list.value(), idOf("queue Sales"));
    await page.unroute("**/lookup");
    await canvas.done();
  });

  it("say where they can be had when the account of a template is still open, and ask nobody", async () => {
    const asked: string[] = [];
    const hear = (request: Request): void => {
      if (request.url().endsWith("/lookup")) asked.push(request.url());
    };
    page.on("request", hear);
    await canvas.boxes("template");
    await canvas.open("open");
    assert.equal(await page.locator("#node-input-account").inputValue(), "${ACC}");
    const list = lookup("destination");
    await list.button.click();
    await list.panel
      .getByText("The account comes from ${ACC}. To see its lists, choose an account instead.")
      .waitFor();
    await page.keyboard.press("Escape");
    await canvas.done();
    await canvas.boxes("tab");
    page.off("request", hear);
    assert.deepEqual(asked, []);
  });

  it("work before the first deploy, with what was typed; a stored secret stays where it belongs", async () => {
    await canvas.open("postflow");
    const field = (name: string) => page.locator(`#node-config-input-${name}`);
    const say = async (values: Record<string, string>): Promise<void> => {
      await page.locator("#genesys-account-region").waitFor();
      await page.waitForTimeout(600);
      await page.locator("#genesys-account-region").selectOption("custom");
      for (const [name, value] of Object.entries(values)) await field(name).fill(value);
      await page.locator("#node-config-dialog-ok").click();
      await page.locator("#node-input-destination").waitFor({ state: "attached" });
      await page.waitForTimeout(600);
    };
    const list = lookup("destination");
    const edit = (): Promise<void> => page.locator("#node-input-btn-account-edit").click();
    const hosts = { apiUrl: elsewhere.url, loginUrl: elsewhere.url };

    await edit();
    await say(hosts);
    await list.button.click();
    await list.panel.getByText("Enter the secret again").waitFor();
    assert.equal(elsewhere.log.count(), 0);

    await page.keyboard.press("Escape");
    await page.locator("#node-input-btn-account-add").click();
    await say({ name: "New", ...hosts, clientId: "simulator", clientSecret: "wrong" });
    await list.button.click();
    await list.panel.getByText(/secret.*region/).waitFor();
    await page.keyboard.press("Escape");
    await edit();
    await say({ clientSecret: "simulator" });
    await list.byMouse("Main menu", () => picture("not deployed"));
    await list.named.filter({ hasText: "Main menu" }).waitFor();
    assert.equal(await list.value(), idOf("flow Main menu"));
    await canvas.done();
  });
});
