import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { CREDENTIALS, FLOWS, TAG, TEXT } from "../support/mark-flows";
import { flavour } from "../support/node-red";
import { eventually } from "../support/until";

interface Face {
  RED: {
    editor: { editConfig(name: string, type: string, id: string): void };
    events: { on(name: string, listener: () => void): void };
  };
  deployed?: Promise<unknown>;
}

describe(`what the editor of ${flavour} marks before anything is deployed`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;

  before(async () => {
    session = await shareEditorSession(FLOWS, CREDENTIALS);
    ({ page, canvas } = session);
  });
  after(() => assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]));

  const mistakes = async (id: string): Promise<string> => {
    const { valid, validationErrors } = await canvas.stored(id);
    return valid ? "" : String(validationErrors);
  };
  const isRed = (field: string): Promise<boolean> =>
    page
      .locator(`#node-input-${field} + .red-ui-typedInput-container`)
      .evaluate((element) => element.classList.contains("input-error"));
  const picture = async (name: string): Promise<void> => {
    if (process.env.PICTURES_OF_MARKS !== undefined)
      await page.screenshot({ path: `${process.env.PICTURES_OF_MARKS}/${name}.png` });
  };

  describe("a template tag", () => {
    for (const id of ["text", "json", "fields"])
      it(`is marked where it would be sent: ${id}`, async () => assert.match(await mistakes(id), TAG));

    for (const id of ["typing", "from-msg", "jsonata"])
      it(`is not where it is none, or is not sent: ${id}`, async () => assert.equal(await mistakes(id), ""));

    it("is marked in the dialog, while it is typed", async () => {
      await canvas.open("text");
      assert.equal(await isRed("text"), true);
      await picture("text");
      await canvas.fill("text", "Dear customer");
      assert.equal(await isRed("text"), false);
      await canvas.fill("text", TEXT);
      assert.equal(await isRed("text"), true);
      await canvas.fill("content", "typing"); // now it is not sent
      assert.equal(await isRed("text"), false);
      await canvas.done();
      assert.equal(await mistakes("text"), "");
    });

    it("is marked beside a field of a form", async () => {
      await canvas.open("fields");
      const row = page.locator('[data-field="textBody"]');
      await row.locator(".genesys-cloud-mistake").waitFor();
      assert.match((await row.locator(".genesys-cloud-mistake").textContent()) ?? "", TAG);
      await picture("fields");
      await page.locator("#node-dialog-cancel").click();
      await page.locator("#node-input-name").waitFor({ state: "detached" });
      await page.waitForTimeout(300);
    });
  });

  describe("invocation data for a phone number", () => {
    it("is a hint in the dialog, and no mistake", async () => {
      const hint = page.locator(".genesys-cloud-notice");
      await canvas.open("postflow");
      assert.equal(await hint.textContent(), "");
      await canvas.fill("destination", "+15555550142");
      assert.equal(
        await hint.textContent(),
        "",
        "a new node reads the data from the message, where there are none",
      );
      await canvas.fill("invocationData", "order 7");
      await hint.filter({ hasText: /The destination is a phone number/ }).waitFor();
      await picture("postflow");
      await canvas.fill("destination", "d6c3d9d3-2b9c-4d5c-9a4e-6f3ad3f0c001");
      await hint.filter({ hasText: /^$/ }).waitFor({ state: "attached" });
      await canvas.fill("destination", "+15555550142");
      await canvas.done();
      assert.equal(await mistakes("postflow"), "");
    });
  });

  describe("an account without its credentials", () => {
    /** What is marked, once the editor knows from the runtime what is stored. */
    const marked = async (id: string): Promise<string> => {
      let found = "";
      for (let turn = 0; turn < 200 && found === ""; turn += 1) {
        found = await mistakes(id);
        await page.waitForTimeout(20);
      }
      return found;
    };

    for (const [id, missing] of [
      ["imported", "missing: Client id, Client secret"],
      ["half", "missing: Client secret"],
      ["no-token", "missing: Access token"],
    ] as const)
      it(`is marked, and so are its nodes: ${id}`, async () => {
        assert.match(await marked(id), new RegExp(missing));
        assert.equal(await mistakes(`of-${id}`), "account");
        await canvas.status(`of-${id}`).filter({ hasText: "no credentials" }).waitFor();
      });

    for (const id of ["simulated", "whole", "by-env", "env-region", "with-token", "user"])
      it(`is not where it needs none, or has them: ${id}`, async () => {
        assert.equal(await mistakes(id), "");
        assert.equal(await mistakes(`of-${id}`), "");
        assert.equal(await canvas.status(`of-${id}`).filter({ hasText: "no credentials" }).count(), 0);
      });

    it("says in its dialog which field is missing, until it is filled in and deployed", async () => {
      await picture("canvas");
      await page.evaluate(() =>
        (globalThis as unknown as Face).RED.editor.editConfig("", "genesys-account", "half"),
      );
      await page.waitForTimeout(450);
      const isMissing = (name: string): Promise<boolean> =>
        page
          .locator(`#node-config-input-${name}`)
          .evaluate((element) => element.classList.contains("input-error"));
      assert.deepEqual([await isMissing("clientId"), await isMissing("clientSecret")], [false, true]);
      await picture("account");
      await page.locator("#node-config-input-clientSecret").fill("a-secret");
      await page.locator("#node-config-input-clientSecret").blur();
      assert.equal(await isMissing("clientSecret"), false);
      await page.locator("#node-config-dialog-ok").click();
      await page.waitForTimeout(450);
      assert.equal(await mistakes("half"), "");
      assert.equal(await mistakes("of-half"), "");
      await page.evaluate(() => {
        const face = globalThis as unknown as Face;
        face.deployed = new Promise((resolve) => face.RED.events.on("deploy", () => resolve(true)));
      });
      await page.locator("#red-ui-header-button-deploy").click();
      await page.locator(".red-ui-notification button", { hasText: /confirm/i }).click();
      await page.evaluate(() => (globalThis as unknown as Face).deployed);
      await canvas.status("of-half").filter({ hasText: "no credentials" }).waitFor({ state: "detached" });
      assert.equal(await mistakes("half"), "");
      assert.match(await marked("imported"), /missing/, "the others are marked after the deploy, too");
    });

    it("is not any more once another editor has deployed them", async () => {
      assert.match(await marked("no-token"), /missing/);
      const flows = await session.nodeRed.get<{ id: string }[]>("flows");
      const given = flows.map((node) =>
        node.id === "no-token" ? { ...node, credentials: { accessToken: "a-token" } } : node,
      );
      const { status } = await fetch(new URL("flows", session.nodeRed.url), {
        ...{ method: "POST", headers: { "content-type": "application/json" } },
        body: JSON.stringify(given),
      });
      assert.equal(status, 204);
      await canvas.status("of-no-token").filter({ hasText: "no credentials" }).waitFor({ state: "detached" });
      await eventually(async () => (await mistakes("no-token")) === "");
      assert.match(await marked("imported"), /missing/, "which the other editor did not give them to");
    });
  });
});
