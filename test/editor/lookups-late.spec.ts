// Only on node-red: which response counts is up to our scripts, and both versions open the lists in lookups.spec.ts.
import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Canvas } from "../support/canvas";
import { checkComplaints, lookupsOf, openLookupEditor, type LookupEditor } from "../support/lookup-editor";
import { flavour } from "../support/node-red";
import { until } from "../support/until";

describe(`the lists in every dialog of the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: LookupEditor;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await openLookupEditor();
    ({ page, canvas } = session);
  });
  after(() => session.close());
  afterEach(() => checkComplaints(session));

  const { lookup, picture } = lookupsOf(() => session);

  it("take the first that matches what was typed, not the list before, when Enter is pressed before the response", async () => {
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
    await list.panel.getByText("No match.").waitFor();
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

  it("say where they are available when the account of a template is still open, and send no request", async () => {
    const asked: string[] = [];
    const onRequest = (request: Request): void => {
      if (request.url().endsWith("/lookup")) asked.push(request.url());
    };
    page.on("request", onRequest);
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
    page.off("request", onRequest);
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
    const hosts = { apiUrl: session.elsewhere.url, loginUrl: session.elsewhere.url };

    await edit();
    await say(hosts);
    await list.button.click();
    await list.panel.getByText("Enter the secret again").waitFor();
    assert.equal(session.elsewhere.log.count(), 0);

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
