import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { dialogOf } from "../support/dialogs";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { paletteTypes } from "../support/package";
import { CASES, isTaken, verdictOf, type Face } from "../support/validation-cases";

/** The tray slides in and out for a quarter of a second. */
const SLIDE_MS = 450;

describe(`what the dialogs refuse in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    const at = { z: "tab", account: "account", x: 200, wires: [[]] };
    session = await shareEditorSession([
      { id: "tab", type: "tab", label: "flow" },
      { id: "account", type: "genesys-account", name: "An account", region: "simulator" },
      {
        ...at,
        id: "api",
        type: "genesys-api",
        name: "",
        y: 80,
        paging: "all",
        operation: "getUsers",
        operationType: "str",
      },
      { ...at, id: "wrap", type: "genesys-wrap-up", name: "", y: 160, when: "ended", action: "apply" },
    ]);
    ({ page, canvas } = session);
    await page
      .context()
      .grantPermissions(["clipboard-read"], { origin: new URL(session.nodeRed.url).origin });
  });
  after(() => assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]));

  for (const [type, name, bad, good, sentence, beside = {}] of CASES)
    it(`is what the runtime refuses, and is shown in a sentence: ${type} ${name}`, async () => {
      for (const value of bad) {
        const verdict = await page.evaluate(verdictOf, [type, name, value, beside] as Parameters<
          typeof verdictOf
        >[0]);
        assert.equal(isTaken(type, name, value, beside), false, `the runtime takes ${JSON.stringify(value)}`);
        assert.match(String(verdict), sentence, `${JSON.stringify(value)}: ${String(verdict)}`);
      }
      for (const value of good) assert.ok(isTaken(type, name, value, beside), JSON.stringify(value));
      for (const value of [...good, "${NAME}"])
        assert.equal(
          await page.evaluate(verdictOf, [type, name, value, beside] as Parameters<typeof verdictOf>[0]),
          true,
          `${JSON.stringify(value)}`,
        );
    });

  for (const type of ["genesys-account", ...paletteTypes])
    it(`is never what an environment variable will fill in: ${type}`, async () => {
      const { defaults } = dialogOf(type);
      for (const name of Object.keys(defaults).filter((key) => defaults[key]?.validate !== undefined)) {
        const inputType = defaults[`${name}Type`] ?? defaults[`${name}ValueType`];
        // a list of rows holds its variables in the rows
        if (Array.isArray(defaults[name]?.value)) continue;
        for (const kind of inputType === undefined ? [undefined] : ["msg", "str", "num", "json"]) {
          const beside = kind === undefined ? {} : { [`${name}Type`]: kind, [`${name}ValueType`]: kind };
          const asked = [type, name, "${NAME}", beside] as Parameters<typeof verdictOf>[0];
          assert.equal(await page.evaluate(verdictOf, asked), true, `${name} as ${kind}`);
        }
      }
    });

  it("is not a variable in a field for a number: it is still there after the dialog was opened and closed", async () => {
    await canvas.open("api");
    await canvas.fill("limit", "${LIMIT}");
    await canvas.done();
    await canvas.open("wrap");
    await canvas.fill("deadlineSeconds", "${PATIENCE}");
    await canvas.done();
    const limits = ["requestsPerMinute", "timeoutSeconds", "maxWaitSeconds", "deadlineSeconds"];
    const openAccount = async (): Promise<void> => {
      await page.evaluate(() =>
        (globalThis as unknown as Face).RED.editor.editConfig("", "genesys-account", "account"),
      );
      await page.waitForTimeout(SLIDE_MS);
      await page.locator(".genesys-account-limits summary").click();
    };
    const closeAccount = async (): Promise<void> => {
      await page.locator("#node-config-dialog-ok").click();
      await page.locator("#node-config-input-name").waitFor({ state: "detached" });
      await page.waitForTimeout(SLIDE_MS);
    };
    await openAccount();
    for (const name of limits) await page.locator(`#node-config-input-${name}`).fill(`\${${name}}`);
    await closeAccount();
    for (const id of ["api", "wrap"]) {
      await canvas.open(id);
      await canvas.done();
    }
    await openAccount();
    await closeAccount();
    assert.deepEqual(
      [(await canvas.stored("api")).limit, (await canvas.stored("wrap")).deadlineSeconds],
      ["${LIMIT}", "${PATIENCE}"],
    );
    const account = await canvas.stored("account");
    assert.deepEqual(
      limits.map((name) => account[name]),
      limits.map((name) => `\${${name}}`),
    );
    assert.equal(account.valid, true);
  });

  it("are shown as regions by name, and the redirect URI is copied by its button", async () => {
    await page.evaluate(() =>
      (globalThis as unknown as Face).RED.editor.editConfig("", "genesys-account", "account"),
    );
    await page.waitForTimeout(SLIDE_MS);
    const regions = page.locator("#genesys-account-region option");
    await regions.nth(19).waitFor({ state: "attached" });
    const texts = await regions.allTextContents();
    assert.ok(
      texts.some((text) => /\w.* · mypurecloud\.ie$/.test(text)),
      texts.join("; "),
    );
    const hint = page.locator(".genesys-account-simulated");
    const region = (chosen: string) => page.locator("#genesys-account-region").selectOption(chosen);
    await region("simulator");
    assert.equal(await hint.isVisible(), false, "for a user only");
    await page.locator("#node-config-input-grant").selectOption("authorization-code");
    assert.match(await hint.innerText(), /Sam Supervisor is signed in automatically/);
    await page.locator("#node-config-input-clientId").fill("a-client");
    assert.equal(await hint.isVisible(), false, "a client is named");
    await page.locator("#node-config-input-clientId").fill("");
    assert.equal(await hint.isVisible(), true);
    await region("mypurecloud.ie");
    assert.equal(await hint.isVisible(), false, "never for a real organisation");
    await page.locator("#genesys-account-copy").click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await page.locator("#node-config-input-redirectUri").inputValue());
    assert.match(copied, /\/genesys-cloud\/callback$/);
    await page.locator("#node-config-dialog-cancel").click();
  });
});
