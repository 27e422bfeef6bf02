import assert from "node:assert/strict";
import {
  checkSecrets,
  openAccountEditor,
  SLIDE_MS,
  type AccountEditor,
  type Face,
} from "../support/account-editor";
import { accountForms } from "../support/account-forms";
import { flavour } from "../support/node-red";
import { startOver } from "../support/start-over";

declare const RED: Face["RED"];
declare const $: Face["$"];

describe(`the account and its lists in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let open: AccountEditor;
  before(async () => void (open = await openAccountEditor()));
  after(() => open.close());
  beforeEach(() => startOver(open.editor, open.flows));
  afterEach(() => checkSecrets(open));

  const { picture, openNode, rowOf, listOf, valueOf, nothingWrong } = accountForms(() => open);

  it("fills a field by look-up, shows the name, keeps the id, and finds the name again", async () => {
    await openNode("wrap-up");
    await rowOf("code").locator(".genesys-cloud-open").click();
    await listOf("code").locator("li").nth(4).waitFor();
    await picture("look-up");
    await listOf("code").locator("input").fill("sal");
    await listOf("code").locator("li", { hasText: "Sale" }).waitFor();
    await open.page.waitForFunction(() => document.querySelectorAll(".genesys-cloud-lookup li").length === 1);
    await open.page.keyboard.press("ArrowDown");
    await open.page.keyboard.press("Enter");
    const id = await valueOf("code");
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(await rowOf("code").locator(".genesys-cloud-hint").innerText(), "Sale");
    await open.page.locator("#node-dialog-ok").click();
    await open.page.waitForTimeout(SLIDE_MS);
    await openNode("wrap-up");
    assert.equal(await valueOf("code"), id);
    await rowOf("code").locator(".genesys-cloud-hint", { hasText: "Sale" }).waitFor();
    await picture("look-up found again");
    nothingWrong();
  });

  it("keeps the value of a field although its list cannot be read, and gives the reason", async () => {
    await openNode("call");
    await open.page.evaluate(() => $("#node-input-destination").typedInput("value", "${QUEUE}"));
    open.simulator.faults.add({
      match: { operation: "getRoutingQueues" },
      fault: {
        status: 403,
        body: { code: "missing.permissions", message: "Missing permissions: routing:queue:view" },
      },
    });
    await rowOf("destination").locator(".genesys-cloud-open").click();
    await listOf("destination").locator(".genesys-cloud-note", { hasText: "routing:queue:view" }).waitFor();
    await picture("list refused");
    assert.equal(await valueOf("destination"), "${QUEUE}");
    await open.page.keyboard.press("Escape");
    assert.equal(await listOf("destination").isVisible(), false);
    assert.equal(await open.page.locator("#node-input-name").isVisible(), true, "the dialog is still open");
    await open.page.locator("#node-dialog-ok").click();
    await open.page.waitForTimeout(SLIDE_MS);
    const kept = await open.page.evaluate(() => RED.nodes.node("call").destination);
    assert.equal(kept, "${QUEUE}");
    nothingWrong();
  });

  it("waits for a list that is slow, and shows a long one page by page, with markup as text", async () => {
    const [some] = open.simulator.org.queues.values();
    assert.ok(some);
    for (let n = 0; n < 70; n += 1) {
      const id = `00000000-0000-4000-8000-0000000000${String(n + 10)}`;
      open.simulator.org.queues.set(id, {
        ...some,
        id,
        name: `Queue <b id="mark">${String(n).padStart(2, "0")}</b>`,
      });
    }
    open.simulator.faults.add({ match: { operation: "getRoutingQueues" }, fault: { delayMs: 1500 } });
    await openNode("call");
    await rowOf("destination").locator(".genesys-cloud-open").click();
    await listOf("destination").locator(".genesys-cloud-note", { hasText: "Loading" }).waitFor();
    await listOf("destination").locator("input").fill("queue");
    const items = listOf("destination").locator("li");
    await items.nth(49).waitFor();
    assert.equal(await items.count(), 50);
    await listOf("destination").locator("button", { hasText: "More" }).click();
    await items.nth(69).waitFor();
    assert.equal(await items.count(), 70);
    await picture("long list");
    assert.equal(await open.page.locator("#mark").count(), 0);
    await items.first().locator("button").click();
    assert.match(
      await rowOf("destination").locator(".genesys-cloud-hint").innerText(),
      /<b id="mark">00<\/b>/,
    );
    assert.equal(await open.page.locator("#mark").count(), 0);
    for (let n = 0; n < 70; n += 1)
      open.simulator.org.queues.delete(`00000000-0000-4000-8000-0000000000${String(n + 10)}`);
    nothingWrong();
  });

  it("lists the permissions that the deployed flows need, from the palette of actions too", async () => {
    const actions = await open.page.evaluate(() => RED.actions.list());
    assert.match(actions.find(({ id }) => id === "genesys-cloud:permissions")?.label ?? "", /permissions/);
    await open.page.evaluate(() => RED.actions.invoke("genesys-cloud:permissions"));
    const report = open.page.locator(".genesys-cloud-doctor");
    await report.locator("code", { hasText: "conversation:" }).first().waitFor();
    await open.page.waitForTimeout(SLIDE_MS);
    await picture("permissions");
    assert.match(await report.innerText(), /By client.*cannot be read.*By user/s);
    await open.page.locator(".red-ui-notification button.primary").click();
    nothingWrong();
  });
});
