import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Canvas } from "../support/canvas";
import { SCHEME, shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { api, FLOWS, update } from "../support/badge-flows";
import { badgesOf, openBadges, SLIDE_MS, type Face } from "../support/badges";

declare const RED: Face;

describe(`badges of nodes that cannot work, in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;
  let canvas: Canvas;
  let asked: string[];

  before(async () => {
    session = await shareEditorSession();
    ({ page, canvas } = session);
  });
  afterEach(() => {
    const { complaints, foreign } = session.editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  const open = async (flows: Record<string, unknown>[] = FLOWS): Promise<void> =>
    void (asked = await openBadges(session, flows));
  const { badge, badged, tooltip, picture, setGrant } = badgesOf(() => ({ page, canvas }));

  it(`are on the nodes that need a signed-in user, and on no other, in ${SCHEME} colours`, async () => {
    await open();
    await badge("monitor").waitFor();
    assert.deepEqual(await badged(), ["me", "monitor", "own-call"]);
    const [shape, nodes] = await Promise.all([
      badge("monitor").boundingBox(),
      canvas.node("monitor").boundingBox(),
    ]);
    assert.ok(shape && nodes && shape.width > 5 && shape.x > nodes.x && shape.x < nodes.x + nodes.width);
    assert.match(
      await tooltip("monitor"),
      /^postConversationsCallParticipantMonitor acts as a signed-in user.*Choose an account in which a user has signed in/,
    );
    await picture(`badges ${SCHEME}`);
    await page.locator('.red-ui-palette-node[data-palette-type="genesys-api"]').waitFor();
    assert.equal(await page.locator("#red-ui-palette .genesys-cloud-badge").count(), 0);
  });

  it("say what there is instead: another operation, or a name in a field", async () => {
    await open([...FLOWS, api("calls", "postConversationsCalls")]);
    await badge("calls").waitFor();
    assert.match(await tooltip("calls"), /Choose postConversationsCallsUserUserId, which names the user/);
    assert.match(await tooltip("own-call"), /Fill in "On behalf of"/);
  });

  it("go when the account's grant changes, and come back with it", async () => {
    await open();
    await badge("monitor").waitFor();
    await setGrant("client", "authorization-code");
    await badge("monitor").waitFor({ state: "detached" });
    assert.deepEqual(await badged(), []);
    assert.equal(await canvas.isDirty(), true, "nothing is deployed yet");
    await page.locator("#red-ui-workspace-chart").focus();
    await page.keyboard.press("Control+z");
    await badge("monitor").waitFor();
    assert.deepEqual(await badged(), ["me", "monitor", "own-call"]);
  });

  it("are in the template of a subflow too, and not where its account is still open", async () => {
    await open();
    await page.evaluate(() => RED.workspaces.show("sub"));
    await badge("in-sub").waitFor();
    assert.deepEqual(await badged(), ["in-sub"]);
  });

  it("are in the language of the editor", async () => {
    await open();
    await page.evaluate(() => localStorage.setItem("editor-language", "ja"));
    await canvas.reload();
    await badge("monitor").waitFor();
    assert.match(await tooltip("monitor"), /サインイン/);
    const lines = page.locator(".red-ui-flow-port-tooltip-label");
    assert.ok((await lines.count()) > 1, "broken into lines");
    await page.evaluate(() => localStorage.removeItem("editor-language"));
    await canvas.reload();
  });

  it("cost one request for five hundred nodes, and none for what is known already", async () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      n % 2 === 0
        ? update(`u${n}`, n % 4 === 0 ? "monitor" : "mute", { x: 200 + (n % 10) * 250 }, "many")
        : api(`a${n}`, "getUsersMe", { limit: n }, "many"),
    );
    await open([...FLOWS, ...many]);
    await badge("monitor").waitFor();
    const before = asked.length;
    await page.evaluate(() => RED.workspaces.show("many"));
    await badge("u0").waitFor();
    await badge("a499").waitFor();
    assert.equal((await badged()).length, 375);
    assert.equal(asked.length - before, 1, "requests");
    assert.ok((asked.at(-1) ?? "").length < 200_000, String(asked.at(-1)?.length));
    await page.evaluate(() => RED.workspaces.show("tab"));
    await badge("monitor").waitFor();
    await page.waitForTimeout(SLIDE_MS);
    assert.equal(asked.length - before, 1, "nothing is asked twice");
  });
});
