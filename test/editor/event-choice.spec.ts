import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { FLOWS } from "../support/nodes-editor";
import { startOver } from "../support/start-over";

/** A folder for pictures of the dialog. */
const PICTURES = process.env.PICTURES;

describe(`the choice of events in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await shareEditorSession(FLOWS);
    ({ page, canvas } = session);
  });
  afterEach(() => assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]));

  const open = async (events: unknown): Promise<void> => {
    const node = { id: "n", type: "genesys-events", z: "tab", account: "account", x: 300, y: 100 };
    await startOver(session.editor, [...FLOWS, { ...node, ids: "Support", events, wires: [[]] }]);
    await canvas.open("n");
  };
  const choice = () => page.getByRole("group", { name: "Events", exact: true });
  const all = () => choice().getByRole("checkbox", { name: "All events" });
  const box = (name: string) => choice().getByRole("checkbox", { name, exact: true });
  const checked = (): Promise<string[]> =>
    choice()
      .locator(":checked")
      .evaluateAll((boxes) => boxes.map((one) => one.closest("label")?.textContent?.trim() ?? ""));
  const events = async (): Promise<unknown> => (await canvas.stored("n")).events;

  it("is all where the list is empty, and by keyboard some, in the order of the dialog", async () => {
    await open([]);
    assert.deepEqual(await checked(), ["All events"]);
    await box("Customer message").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await box("Conversation ended").click();
    assert.equal(await all().isChecked(), false);
    if (PICTURES !== undefined)
      await page.screenshot({ path: join(PICTURES, `${flavour} choice of events.png`) });
    await canvas.done();
    assert.deepEqual(await events(), ["ended", "messageReceived", "messageStatus"]);
  });

  it("is made of any topic of the platform where topics are chosen, which the dialog finds by words", async () => {
    await open([]);
    await page.locator("#node-input-scope").selectOption("topic");
    await page.locator("#node-input-ids").fill("");
    await page.locator("#genesys-events-topic-search").fill("task workitem");
    const found = page.locator("[data-topic]");
    await found.first().waitFor();
    const [topic = ""] = await found.evaluateAll((buttons) => buttons.map((one) => one.textContent ?? ""));
    assert.match(topic, /^v2\..*task.*workitem/i);
    await found.first().click();
    assert.equal(await page.locator("#node-input-ids").inputValue(), topic);
    await canvas.done();
    assert.equal((await canvas.stored("n")).ids, topic);
  });

  it("is all again where all is chosen, or nothing", async () => {
    await open(["ended", "held"]);
    assert.deepEqual(await checked(), ["Put on hold", "Conversation ended"]);
    await all().click();
    assert.deepEqual(await checked(), ["All events"]);
    await all().click();
    assert.deepEqual(await checked(), ["All events"], "none means all");
    await canvas.done();
    assert.deepEqual(await events(), []);
    await open(["ended"]);
    await box("Conversation ended").click();
    assert.deepEqual(await checked(), ["All events"]);
    await canvas.done();
    assert.deepEqual(await events(), []);
  });

  it("has its groups, words for each event, and its name as a tooltip", async () => {
    await open([]);
    assert.equal(await page.locator('label[for="node-input-ids"]').textContent(), " Queues");
    const groups = await choice()
      .getByRole("group")
      .evaluateAll((all) => all.map((one) => one.querySelector("legend")?.textContent));
    assert.deepEqual(groups.slice(0, 4), ["Conversation", "Participants", "Wrap-up", "Messages"]);
    const messages = choice().getByRole("group", { name: "Messages" });
    assert.equal(await messages.getByRole("checkbox").count(), 2);
    assert.equal(await page.getByTitle("supervisorJoined").textContent(), " Supervisor joined");
    await canvas.done();
  });

  it("gives the node an input where the flow delivers the events or names the conversations, and takes it back", async () => {
    await open([]);
    for (const [scope, inputs] of [
      ["fromMessage", 1],
      ["input", 1],
      ["queue", 0],
    ] as const) {
      await page.locator("#node-input-scope").selectOption(scope);
      assert.equal(await page.locator("#node-input-ids").isVisible(), inputs === 0);
      await canvas.done();
      const { scope: stored, inputs: count } = await canvas.stored("n");
      assert.deepEqual([stored, count], [scope, inputs]);
      await canvas.open("n");
    }
    await canvas.done();
  });

  for (const stored of [
    "${EVENTS}",
    "wrappedUp, ended",
    ["ended", "futureEvent", "${MORE}"],
    ["wrappedUp", "ended"],
  ])
    it(`stays as it is stored: ${JSON.stringify(stored)}`, async () => {
      await open(stored);
      const shown = await choice()
        .locator("input:checked")
        .evaluateAll((boxes) => boxes.map((one) => one.getAttribute("value")));
      const entries = [stored].flat().flatMap((one) => one.split(", "));
      assert.deepEqual(shown.sort(), entries.sort());
      await canvas.done();
      assert.deepEqual(await events(), stored);
    });

  it("keeps what it does not know beside what is added, and drops it where it is unchecked", async () => {
    await open(["futureEvent", "${MORE}"]);
    const others = choice().getByRole("group", { name: "Others" });
    assert.equal(await others.getByRole("checkbox").count(), 2);
    await box("Put on hold").click();
    await box("futureEvent").click();
    await canvas.done();
    assert.deepEqual(await events(), ["held", "${MORE}"]);
  });
});
