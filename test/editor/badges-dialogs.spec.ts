import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { openEditorSession, SCHEME, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { until } from "../support/until";
import { FLOWS } from "../support/badge-flows";
import { badgesOf, openBadges } from "../support/badges";

describe(`badges of nodes that cannot work, in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;
  let asked: string[];

  before(async () => {
    session = await openEditorSession({}, SCHEME);
    ({ page, canvas } = session);
  });
  after(() => session.close());
  afterEach(() => {
    const { complaints, foreign } = session.editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const open = async (): Promise<void> => void (asked = await openBadges(session, FLOWS));
  const { badge, picture, notice } = badgesOf(() => ({ page, canvas }));

  it("follow what is chosen in a dialog, before anything is deployed", async () => {
    await open();
    const id = await canvas.drag("genesys-api", { x: 620, y: 300 });
    await canvas.open(id);
    await page.locator("#node-input-account").selectOption("client");
    await canvas.fill("operation", "getUsersMe");
    await notice()
      .filter({ hasText: /getUsersMe acts as a signed-in user/ })
      .waitFor();
    assert.equal(await notice().getAttribute("role"), "status");
    await picture("misfit in a dialog");
    await page.locator("#node-input-account").selectOption("user");
    await page.waitForFunction(() => document.querySelector(".genesys-cloud-misfit")?.textContent === "");
    assert.equal(await notice().isVisible(), false);
    await page.locator("#node-input-account").selectOption("client");
    await canvas.done();
    await badge(id).waitFor();

    await canvas.open("monitor");
    await notice()
      .filter({ hasText: /acts as a signed-in user/ })
      .waitFor();
    await page.locator("#node-input-action").selectOption("hold");
    await page.waitForFunction(() => document.querySelector(".genesys-cloud-misfit")?.textContent === "");
    await canvas.done();
    await badge("monitor").waitFor({ state: "detached" });
    await canvas.open("own-call");
    await canvas.fill("userId", "ada.agent@example.com");
    await canvas.done();
    await badge("own-call").waitFor({ state: "detached" });
  });

  it("notice a second change while the request about the first is still in progress", async () => {
    await open();
    await badge("monitor").waitFor();
    const before = asked.length;
    const isAsked = (action: string) => () => asked.slice(before).join().includes(`"action":"${action}"`);
    let answer = (): void => undefined;
    const answered = new Promise<void>((go) => (answer = go));
    await page.route("**/genesys-cloud/refusals", async (route) => {
      await answered;
      await route.continue();
    });
    await canvas.open("hold");
    await canvas.fill("target", "customer"); // of which nothing was asked yet
    for (const action of ["mute", "monitor"]) {
      await page.locator("#node-input-action").selectOption(action);
      await until(isAsked(action));
    }
    answer();
    await notice()
      .filter({ hasText: /acts as a signed-in user/ })
      .waitFor();
    await canvas.done();
    await badge("hold").waitFor();
    const settings = asked.slice(before).flatMap((text) => JSON.parse(text) as object[]);
    assert.equal(new Set(settings.map((one) => JSON.stringify(one))).size, settings.length, "asked twice");
  });

  it("repeat a request that failed, a minute later", async () => {
    await canvas.reload(); // the page has no answer yet
    await open();
    await badge("monitor").waitFor();
    await page.route("**/genesys-cloud/refusals", (route) => route.abort());
    const failed = page.waitForEvent("requestfailed");
    await canvas.open("monitor");
    await canvas.fill("target", "customer"); // of which nothing was asked yet
    await failed;
    assert.equal(await notice().textContent(), "");
    await page.unroute("**/genesys-cloud/refusals");
    await page.clock.setFixedTime(Date.now() + 61_000);
    for (const action of ["mute", "monitor"]) await page.locator("#node-input-action").selectOption(action);
    await notice()
      .filter({ hasText: /acts as a signed-in user/ })
      .waitFor();
    await canvas.done();
    for (const complaint of session.editor.complaints.splice(0)) assert.match(complaint, /ERR_FAILED$/);
  });
});
