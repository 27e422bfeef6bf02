import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { openEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { paletteTypes } from "../support/package";
import { at, complete, idOf, PARTS, VARIANTS, type Values } from "../support/missing-properties";
import { ofThisVersion } from "../support/versions";

/** So long the editor takes to slide a dialog in or out; its clock is moved on. */
const TRAY_MS = 1_000;
/** A timer of the tray starts another one; moving the clock in a few steps is faster than frame by frame. */
const STEPS = 4;
/**
 * Opening a dialog takes most of the time: a node that is opened lacks a part of its properties, and each version opens the
 * nodes of every other type. The rest is checked of a node without each property.
 */
const OPENED = ofThisVersion(paletteTypes);

interface Face {
  RED: {
    nodes: {
      node(id: string): Values & { _def: { defaults: Values } };
      dirty(is?: boolean): boolean;
    };
    editor: { edit(node: unknown): void; editConfig(name: string, type: string, id: string): void };
    utils: { getNodeLabel(node: unknown): string };
  };
}

describe(`nodes whose properties are missing, in the editor of ${flavour}`, function () {
  this.timeout(600_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await openEditorSession({
      flows: [
        { id: "tab", type: "tab", label: "spec" },
        { id: "account", type: "genesys-account" },
        // Not on the tab that is shown, which is drawn again with each dialog.
        { id: "behind", type: "tab", label: "behind" },
        ...[...VARIANTS, ...PARTS].map(({ type, lacks, config }, nth) => ({
          ...at(idOf(type, lacks), type, 40 + nth * 20),
          z: "behind",
          ...config,
        })),
        {
          ...at("stored", "genesys-wrap-up", 20),
          ...{ code: "Sale", notes: "n", durationSeconds: 42, tags: ["a"], conversationId: "conversationId" },
        },
      ],
    });
    ({ page, canvas } = session);
    await page.clock.install();
  });
  after(async () => {
    await session.close();
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const slide = async (): Promise<void> => {
    for (let step = 0; step < STEPS; step += 1) await page.clock.fastForward(TRAY_MS);
  };
  const open = async (id: string): Promise<void> => {
    await page.evaluate((wanted) => {
      const { RED } = globalThis as unknown as Face;
      RED.editor.edit(RED.nodes.node(wanted));
    }, id);
    await page.locator("#node-input-name").waitFor({ state: "attached" });
    await slide();
  };
  const cancel = async (): Promise<void> => {
    await press("node-dialog-cancel");
  };
  const press = async (button: string): Promise<void> => {
    await page.locator(`#${button}`).dispatchEvent("click");
    await slide();
  };
  /** What an open dialog shows: each field with its value, as far as it can be seen. */
  const shown = () =>
    page
      .locator(".genesys-cloud-form")
      .evaluate((form) =>
        Object.fromEntries(
          Array.from(
            form.querySelectorAll<HTMLInputElement>('[id^="node-input-"]:is(input, select, textarea)'),
            (field) => [
              field.id.replace("node-input-", ""),
              field.type === "checkbox" ? String(field.checked) : field.value,
            ],
          ),
        ),
      );
  /** How many mistakes the editor sees in each of these nodes, and what it writes on it. */
  const seenOf = (ids: string[]): Promise<{ mistakes: number; label: string }[]> =>
    page.evaluate(
      (wanted) =>
        wanted.map((id) => {
          const { RED } = globalThis as unknown as Face;
          const one = RED.nodes.node(id);
          const mistakes = one["valid"] === true ? 0 : (one["validationErrors"] as unknown[]).length;
          return { mistakes, label: RED.utils.getNodeLabel(one) };
        }),
      ids,
    );
  const plain = (id: string): Promise<Values> =>
    page.evaluate((wanted) => {
      const one = (globalThis as unknown as Face).RED.nodes.node(wanted);
      const names = [...Object.keys(one._def.defaults), "changed"];
      return Object.fromEntries(names.map((name) => [name, one[name] ?? null]));
    }, id);

  for (const type of paletteTypes)
    it(`has the same name and no other mistake without one of them: ${type}`, async () => {
      const lacking = VARIANTS.filter((one) => one.type === type && one.lacks !== "everything");
      const [complete, ...others] = await seenOf(lacking.map(({ lacks }) => idOf(type, lacks)));
      for (const [nth, one] of others.entries()) assert.deepEqual(one, complete, lacking[nth + 1]?.lacks);
      assert.equal(others.length, lacking.length - 1);
    });

  for (const type of OPENED)
    it(`shows and stores what they mean, and changes nothing on Cancel: ${type}`, async () => {
      await open(idOf(type, "nothing"));
      const whole = await shown();
      await cancel();
      const opened = PARTS.filter((one) => one.type === type);
      for (const { lacks } of opened) {
        const id = idOf(type, lacks);
        const before = await plain(id);
        await open(id);
        assert.deepEqual(await shown(), whole, `without ${lacks}`);
        await cancel();
        assert.deepEqual(await plain(id), before, `Cancel without ${lacks}`);
        assert.equal(await canvas.isDirty(), false, lacks);
      }
      const bare = idOf(type, "everything");
      await open(bare);
      await press("node-dialog-ok");
      const { changed, inputs: _inputs, outputs: _outputs, account: _account, ...stored } = await plain(bare);
      // Nothing was chosen from a list.
      assert.deepEqual(stored, { ...complete(type), names: null });
      assert.equal(changed, true);
      await page.keyboard.press("Control+z");
      await page.evaluate(() => (globalThis as unknown as Face).RED.nodes.dirty(false));
    });

  it("shows a value without a type as what it is, and stores it so", async () => {
    await open("stored");
    const fields = await shown();
    const pairs = ["code", "notes", "durationSeconds", "tags", "conversationId"].map((name) => [
      fields[`${name}Type`],
      fields[name],
    ]);
    const wanted = [
      ["str", "Sale"],
      ["str", "n"],
      ["num", "42"],
      ["json", '["a"]'],
      ["msg", "conversationId"],
    ];
    assert.deepEqual(pairs, wanted);
    await press("node-dialog-ok");
    const { durationSeconds, durationSecondsType, tags, tagsType } = await plain("stored");
    assert.deepEqual([durationSecondsType, durationSeconds, tagsType, tags], ["num", "42", "json", '["a"]']);
  });

  it("shows an account as the simulated org where nothing is stored of it", async () => {
    await page.evaluate(() =>
      (globalThis as unknown as Face).RED.editor.editConfig("", "genesys-account", "account"),
    );
    await page.locator("#node-config-input-name").waitFor({ state: "attached" });
    await slide();
    const value = (name: string) => page.locator(`#node-config-input-${name}`).inputValue();
    assert.deepEqual(
      [await value("region"), await value("grant"), await value("requestsPerMinute")],
      ["simulator", "client-credentials", "300"],
    );
    assert.equal(await page.locator("#genesys-account-region").inputValue(), "simulator");
    await press("node-config-dialog-ok");
    const { changed: _changed, ...stored } = await plain("account");
    assert.deepEqual(stored, complete("genesys-account"));
  });
});
