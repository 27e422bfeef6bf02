// Only on node-red-5: what the page keeps of a package is up to our scripts; the other version is in test/runtime/palette.spec.ts.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Browser, Request } from "playwright-core";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { createCanvas, deployFlows } from "../support/canvas";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { manifest, paletteTypes, sharedPackage, temporaryFolder } from "../support/package";
import { until } from "../support/until";

const TYPE = "genesys-update-participant";
const ACTION = "genesys-cloud:permissions";

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: {
    actions: { invoke(name: string): void };
    events: { emit(name: string): void };
    nodes: { getType(type: string): unknown };
  };
}

/** An account with client credentials, and a node that only a signed-in user may use: it has a badge. */
const FLOWS = [
  { id: "tab", type: "tab", label: "flow" },
  { id: "client", type: "genesys-account", region: "simulator", grant: "client-credentials" },
  ...[1, 2].map((n) => ({
    ...{ id: `monitor-${n}`, type: TYPE, z: "tab", x: 260, y: 100 * n, account: "client", wires: [[]] },
    ...{ action: "monitor", target: "agent", which: "newest", transferTo: "queue" },
    ...{ conversationId: "conversationId", conversationIdType: "msg" },
  })),
];

describe(`an editor that stays open while the palette manager works, ${flavour}`, function () {
  this.timeout(300_000);
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let tarball: string;
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const userDir = await temporaryFolder();
    cleanUp.push(userDir.remove);
    tarball = (await sharedPackage()).tarball;
    await writeFile(join(userDir.path, "package.json"), JSON.stringify({ name: "user", private: true }));
    nodeRed = await startNodeRed(userDir.path);
    cleanUp.push(() => nodeRed.stop());
    browser = await sharedBrowser();
    editor = await openEditor(browser, nodeRed.url, "light");
    followIcons();
    cleanUp.push(() => editor.close());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  const inPalette = (type: string) =>
    editor.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
  /** Icons that are being loaded. Those of a package that is removed meanwhile are refused. */
  const icons = new Set<Request>();
  const followIcons = (): void => {
    const { page } = editor;
    page.on("request", (request) => {
      if (request.url().includes("/icons/")) icons.add(request);
    });
    for (const end of ["requestfinished", "requestfailed"] as const)
      page.on(end as "requestfinished", (request) => icons.delete(request));
  };
  const installByPalette = async (): Promise<void> => {
    const form = new FormData();
    form.append("tarball", new Blob([await readFile(tarball)]), basename(tarball));
    const answer = await fetch(new URL("nodes", nodeRed.url), { method: "POST", body: form });
    assert.equal(answer.status, 200, await answer.text());
    for (const type of paletteTypes) await inPalette(type).waitFor({ state: "attached" });
    await until(() => icons.size === 0);
  };
  const removeByPalette = async (): Promise<void> => {
    await fetch(new URL(`nodes/${manifest.name}`, nodeRed.url), { method: "DELETE" });
    for (const type of paletteTypes) await inPalette(type).waitFor({ state: "detached" });
  };

  /** An installation takes five seconds of processor time: one for both promises. */
  before(async () => {
    await installByPalette();
    await removeByPalette();
    await installByPalette();
  });

  it("has each script once in the page that stayed open", async () => {
    const { page } = editor;
    const id = await createCanvas(page).drag(TYPE, { x: 300, y: 200 });
    assert.ok(id !== "");
    for (let round = 0; round < 2; round += 1)
      await page.evaluate(() => (globalThis as unknown as Face).RED.events.emit("flows:loaded"));
    await page.evaluate((action) => (globalThis as unknown as Face).RED.actions.invoke(action), ACTION);
    await page.locator(".genesys-cloud-doctor").first().waitFor();
    assert.equal(await page.locator(".genesys-cloud-doctor").count(), 1);
    assert.deepEqual(editor.complaints, []);
  });

  it("shows each badge once when the flows are loaded again", async () => {
    await deployFlows(nodeRed, FLOWS);
    const { page } = editor;
    // Another deploy than the editor's own: what it shows is loaded again in place, by its own notice.
    await page
      .locator(".red-ui-notification button", { hasText: /reload|update|review/i })
      .first()
      .waitFor();
    await createCanvas(page).reload();
    for (const n of [1, 2]) {
      const badges = page.locator(`[id="monitor-${n}"] .genesys-cloud-badge:not(.hide)`);
      await badges.first().waitFor();
      assert.equal(await badges.count(), 1);
    }
    assert.deepEqual(editor.complaints, []);
  });
});
