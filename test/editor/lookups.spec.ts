import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Canvas } from "../support/canvas";
import { casesOf } from "../support/cases";
import type { Choice } from "../support/lookup-dialogs";
import { isFocused } from "../support/lookup";
import { checkComplaints, lookupsOf, openLookupEditor, type LookupEditor } from "../support/lookup-editor";
import { flavour } from "../support/node-red";
import { ofThisVersion } from "../support/versions";

const namesOf = (chosen: string | string[]): string => [chosen].flat().join(", ");

/** Each version takes half of the lists, and those with wrap-up codes, which the last promise is about. */
const HALF = ofThisVersion(casesOf("lookups"));
const CASES = casesOf("lookups").filter((one) => HALF.includes(one) || /wrapUp/i.test(one.id));

/** Their names are not stored in a flow. */
const PERSONS = ["Ada Agent", "Ben Agent", "Casey Customer"];
const storedNames = (choices: readonly Choice[]): object =>
  Object.fromEntries(
    choices.flatMap(([, chosen, kept]) => {
      const ids = kept.match(/[0-9a-f-]{36}/g) ?? [];
      return [chosen]
        .flat()
        .flatMap((name, at) => (PERSONS.includes(name) ? [] : [[ids[at] ?? "", name] as const]));
    }),
  );

describe(`the lists in every dialog of the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: LookupEditor;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await openLookupEditor(CASES);
    ({ page, canvas } = session);
  });
  after(() => session.close());
  afterEach(() => checkComplaints(session));

  const { lookup, picture } = lookupsOf(() => session);

  it("are found by mouse and by keyboard; the name shows, the focus comes back, and ids are kept", async () => {
    for (const { id, choices } of CASES) {
      await canvas.open(id);
      for (const [at, [name, chosen, kept]] of choices.entries()) {
        const list = lookup(name);
        const choose = at % 2 === 0 ? list.byKeyboard : list.byMouse;
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
      const { valid, validationErrors, names } = await canvas.stored(id);
      assert.ok(valid, `${id}: ${JSON.stringify(validationErrors)}`);
      assert.deepEqual(names ?? {}, storedNames(choices), `${id}: the names of persons are not stored`);
    }
    await canvas.deploy();
  });

  it("give an id its name again when a dialog is opened, and never take the place of what is typed", async () => {
    await canvas.reload();
    for (const { id, choices } of CASES) {
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
      const after = await canvas.stored(id);
      assert.equal(after.names, undefined, `${id}: an id that is gone has no name`);
      const stored = JSON.stringify(after);
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
});
