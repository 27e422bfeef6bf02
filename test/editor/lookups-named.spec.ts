// Only on node-red-5: which name is kept is up to our scripts, and both versions open the lists in lookups.spec.ts.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Canvas } from "../support/canvas";
import { checkComplaints, lookupsOf, openLookupEditor, type LookupEditor } from "../support/lookup-editor";
import { flavour } from "../support/node-red";

describe(`what was chosen from a list in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: LookupEditor;
  let page: Page;
  let canvas: Canvas;
  const billing = idOf("queue Billing");

  before(async () => {
    session = await openLookupEditor();
    ({ page, canvas } = session);
    await canvas.open("toQueue");
    await canvas.fill("name", "");
    await lookup("destination").byMouse("Billing", () => Promise.resolve());
    await canvas.done();
  });
  after(() => session.close());
  afterEach(async () => {
    await page.unrouteAll();
    checkComplaints(session);
  });

  const { lookup } = lookupsOf(() => session);
  /** The account finds these names, whatever is requested. */
  const finds = async (items: { id: string; name: string }[]): Promise<void> => {
    await page.route("**/lookup", (route) => route.fulfill({ json: { items } }));
  };
  const nameShown = (name: string): Promise<void> =>
    lookup("destination").named.filter({ hasText: name }).waitFor();

  it("is named on the node, beside the id that is sent", async () => {
    const { destination, names } = await canvas.stored("toQueue");
    assert.deepEqual([destination, names], [billing, { [billing]: "Billing" }]);
    assert.match(await canvas.label("toQueue"), /Billing/);
  });

  it("keeps its name where the account does not return one", async () => {
    await finds([]);
    await canvas.open("toQueue");
    await nameShown("Billing");
    await canvas.done();
    assert.deepEqual((await canvas.stored("toQueue")).names, { [billing]: "Billing" });
  });

  it("gets its new name with Done, after it was renamed", async () => {
    await finds([{ id: billing, name: "Invoices" }]);
    await canvas.open("toQueue");
    await nameShown("Invoices");
    await canvas.done();
    assert.deepEqual((await canvas.stored("toQueue")).names, { [billing]: "Invoices" });
    assert.match(await canvas.label("toQueue"), /Invoices/);
  });

  it("loses its name with its id, and has it again after Undo", async () => {
    await canvas.open("toQueue");
    await lookup("destination").write(idOf("queue Sales"), "str");
    await nameShown("Sales");
    await canvas.done();
    assert.equal((await canvas.stored("toQueue")).names, undefined, "it was not chosen from the list");
    assert.doesNotMatch(await canvas.label("toQueue"), /Invoices|Sales|[0-9a-f]{8}-/);
    await page.locator("#red-ui-workspace-chart").focus();
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() =>
      document.querySelector('[id="toQueue"] .red-ui-flow-node-label')?.textContent?.includes("Invoices"),
    );
  });
});
