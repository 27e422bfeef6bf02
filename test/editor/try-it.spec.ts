import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { ACCOUNT, CREDENTIALS } from "../support/nodes-editor";
import { complete } from "../support/stored-node";
import { eventually, until } from "../support/until";

const REAL = { ...ACCOUNT, id: "real", name: "Real org", region: "mypurecloud.de" };
const CALL = {
  ...complete("genesys-place-call"),
  ...{ id: "call", type: "genesys-place-call", z: "tab", x: 200, y: 60, wires: [[]] },
  ...{ account: "account", destination: "+15555550142", destinationValueType: "str" },
  ...{ userId: idOf("user Ada Agent"), userIdType: "str" },
};
const FLOWS = [
  ...[{ id: "tab", type: "tab", label: "spec" }, ACCOUNT, REAL, CALL],
  {
    ...complete("genesys-get-conversation"),
    ...{ id: "read", type: "genesys-get-conversation", z: "tab", x: 200, y: 240, wires: [[]] },
    account: "account",
  },
  { ...CALL, id: "realCall", y: 120, account: "real" },
  {
    ...complete("genesys-queue-stats"),
    ...{ id: "stats", type: "genesys-queue-stats", z: "tab", x: 200, y: 180, wires: [[]] },
    ...{ account: "account", queueIds: "Support", queueIdsType: "str" },
  },
  ...["genesys-events", "genesys-request-out", "genesys-wait"].map((type, index) => ({
    ...complete(type),
    ...{ id: type, type, z: "tab", x: 500, y: 60 + index * 60, wires: [[]], account: "account" },
  })),
];

const NARROW = { width: 640, height: 900 };

/** Runs in the page: the words that end outside of their dialog. */
const tooLong = (box: Element): string[] =>
  Array.from(box.querySelectorAll("li, p, pre, code"))
    .filter((one) => {
      const text = document.createRange();
      text.selectNodeContents(one);
      return text.getBoundingClientRect().right > box.getBoundingClientRect().right + 1;
    })
    .map((one) => one.textContent ?? "");

interface Conversation {
  rows: { role: string }[];
}

describe(`a node that is tried in the editor of ${flavour}`, function () {
  this.timeout(120_000);
  let session: EditorSession;
  let page: Page;
  before(async () => {
    session = await shareEditorSession(FLOWS, { real: CREDENTIALS.account });
    ({ page } = session);
  });
  afterEach(async () => {
    await page.locator("#node-dialog-cancel").click();
    await page.locator("#node-dialog-cancel").waitFor({ state: "detached" });
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const box = () => page.locator(".genesys-cloud-try");
  const button = (name: string) => box().locator(`[data-try="${name}"]`);
  const conversations = async (): Promise<Conversation[]> =>
    (await session.nodeRed.get<{ conversations: Conversation[] }>("genesys-cloud/sidebar/account"))
      .conversations;
  const show = async (id: string): Promise<void> => {
    await session.canvas.open(id);
    await box().locator("summary").click();
    await button("show").click();
  };

  it("lists each conversation once where the list is read twice at a time, and keeps what is chosen", async () => {
    await eventually(async () => (await conversations()).length === 1);
    await session.canvas.open("read");
    const summary = box().locator("summary");
    await summary.click();
    const options = box().locator("select option");
    await options.nth(1).waitFor({ state: "attached" });
    const chosen = (await options.nth(1).getAttribute("value")) ?? assert.fail();
    await box().locator("select").selectOption(chosen);

    const answers: (() => void)[] = [];
    await page.route("**/genesys-cloud/sidebar/account", async (route) => {
      await new Promise<void>((go) => answers.push(go));
      await route.continue();
    });
    let answered = 0;
    page.on("response", (response) => void (answered += /sidebar\/account$/.test(response.url()) ? 1 : 0));
    for (const reads of [1, 2]) {
      await summary.click(); // closes it
      await summary.click();
      await until(() => answers.length >= reads);
    }
    for (const go of answers) go();
    await until(() => answered >= 2);
    await page.waitForFunction(() => (globalThis as unknown as { $: { active: number } }).$.active === 0);
    await page.unroute("**/genesys-cloud/sidebar/account");
    const listed = await options.evaluateAll((all) => all.map((one) => one.getAttribute("value")));
    assert.deepEqual(listed, ["", chosen]);
    assert.equal(await box().locator("select").inputValue(), chosen);
  });

  it("places a call with the second click, and once", async () => {
    await eventually(async () => (await conversations()).length === 1); // the one that the org begins with
    await show("call");
    await button("send").waitFor();
    assert.equal(await button("send").innerText(), "Place this call now");
    assert.equal(await box().locator("select").count(), 0, "there is no conversation to choose");
    const shown = await box().innerText();
    assert.match(shown, /POST/);
    assert.ok(!shown.includes("5555550142"), shown);
    const cut = await box()
      .locator("textarea")
      .evaluate((message) => message.scrollHeight - message.clientHeight);
    assert.ok(cut <= 2, `${cut} px of the message are not seen`);
    assert.equal((await conversations()).length, 1, "nothing was sent yet");
    await button("send").dblclick();
    await box().getByText("Done.").waitFor();
    assert.match(await box().innerText(), /post\w+ · 20/);
    await eventually(async () => (await conversations()).length > 1);
    assert.equal((await conversations()).length, 2);
  });

  it("says on the button that a call is real", async () => {
    await show("realCall");
    await button("send").waitFor();
    assert.equal(await button("send").innerText(), "Place a real call now");
  });

  it("runs a node that only reads at once", async () => {
    const usual = page.viewportSize() ?? assert.fail();
    await show("stats");
    await box().locator('[role="status"] p').last().waitFor();
    assert.match(await box().innerText(), /Done\./);
    await page.setViewportSize(NARROW);
    await page.waitForFunction(() => (document.querySelector(".red-ui-tray")?.clientWidth ?? 999) < 400);
    assert.deepEqual(await box().evaluate(tooLong), []);
    await page.setViewportSize(usual);
    assert.equal(await button("send").isVisible(), false);
  });

  for (const type of ["genesys-events", "genesys-request-out", "genesys-wait"])
    it(`is not offered for ${type}`, async () => {
      await session.canvas.open(type);
      assert.equal(await box().count(), 0);
    });
});
