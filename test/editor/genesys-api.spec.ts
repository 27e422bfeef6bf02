import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { startOver } from "../support/start-over";
import { apiDialog, type Face } from "../support/api-dialog";
import { FLOW } from "../support/api-dialog-flow";

/** Browsers of other specs have the processor meanwhile. */
const RUNS = 30;
const middleOf = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Infinity;

/** How long each key takes, in ms. Runs in the browser. */
const measureKeys = (typed: string): number[] => {
  const box = document.querySelector<HTMLInputElement>("#genesys-api-search")!;
  box.focus();
  return [...typed].map((_key, at) => {
    box.value = typed.slice(0, at + 1);
    const begin = performance.now();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return performance.now() - begin;
  });
};

describe(`the dialog of genesys-api in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let editor: EditorSession["editor"];
  let page: Page;
  before(async () => {
    session = await shareEditorSession(FLOW);
    ({ editor, page } = session);
  });
  beforeEach(() => startOver(editor, FLOW));
  /** A page that has received neither the list of operations nor a form yet. */
  const openFresh = async (): Promise<void> => {
    await session.canvas.reload();
  };
  afterEach(() => {
    assert.deepEqual(
      { complaints: editor.complaints, foreign: editor.foreign },
      { complaints: [], foreign: [] },
    );
  });

  const { stored, open, done, search, choose, field, write, hold, mistakesIn } = apiDialog(() => page);

  it("finds the operations of drafts when draft is typed, by medium, and picks one with the keyboard", async () => {
    await open("blank");
    await search("draft");
    const found = await page
      .locator(".genesys-api-option")
      .evaluateAll((options) => options.map((option) => option.getAttribute("data-operation") ?? ""));
    assert.ok(found.length >= 6, found.join(", "));
    assert.deepEqual(
      found.filter((id) => !/draft/i.test(id)),
      [],
    );
    const chapters = await page.locator("#genesys-api-results .genesys-api-chapter").allTextContents();
    assert.equal(chapters[0], "E-mails");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#genesys-api-card code").waitFor();
    await done();
    assert.equal((await stored("blank")).operation, found[0]);
  });

  it("searches all areas or one, shows what was used last, and takes 50 ms for a key on a slow machine", async () => {
    await openFresh();
    await open("blank");
    await choose("queue list", "getRoutingQueues");
    await page.locator("#genesys-api-area").selectOption("outbound");
    await search("contact list");
    const chapters = page.locator("#genesys-api-results .genesys-api-chapter");
    assert.deepEqual([...new Set(await chapters.allTextContents())].slice(0, 1), ["Outbound"]);
    await page.locator("#genesys-api-area").selectOption("");
    await search("");
    assert.equal(await chapters.first().textContent(), "Recently used");
    assert.equal(
      await page.locator("#genesys-api-results .genesys-api-option").first().getAttribute("data-operation"),
      "getRoutingQueues",
    );
    const slow = await page.context().newCDPSession(page);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    // On a busy machine, the quickest of several runs is the time that a key takes. They lie apart, as what disturbs them does.
    const runs: number[][] = [];
    let times: number[] = [];
    const isQuick = (): boolean => middleOf(times) <= 40 && Math.max(...times) <= 50;
    while (runs.length < RUNS && !(runs.length > 0 && isQuick())) {
      runs.push(await page.evaluate(measureKeys, "get queue members"));
      times = (runs[0] ?? []).map((_time, at) => Math.min(...runs.map((run) => run[at] ?? Infinity)));
      await page.waitForTimeout(50);
    }
    await slow.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    assert.ok(isQuick(), `${times.map((time) => time.toFixed(0)).join(", ")} ms`);
    await done();
  });

  it("opens its list only under the cursor, however late it comes, and again after a choice", async () => {
    await openFresh();
    const box = page.locator("#genesys-api-search");
    const results = page.locator("#genesys-api-results");
    const isOpen = async (): Promise<boolean> => {
      assert.equal(await box.getAttribute("aria-expanded"), String(await results.isVisible()));
      return results.isVisible();
    };
    const release = await hold("**/genesys-cloud/operations");
    await open("blank");
    await box.focus();
    await page.locator("#node-input-name").focus();
    await release();
    assert.equal(await isOpen(), false);

    await search("getConversation");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#genesys-api-card code").waitFor();
    assert.equal(await isOpen(), false);
    await page.keyboard.press("Enter"); // nothing is active in a closed list
    await page.keyboard.press("ArrowDown");
    assert.equal(await isOpen(), true);
    await page.keyboard.press("Escape");
    assert.equal(await isOpen(), false);
    await box.click();
    assert.equal(await isOpen(), true);
    await page.locator("#node-input-name").click();
    assert.equal(await isOpen(), false);
    await done();
  });

  it("may be closed before the form of a choice has come; the node is then marked for what does not fit", async () => {
    await open("right");
    const release = await hold("**/genesys-cloud/operation?*");
    await search("getUsers");
    await page.locator('[data-operation="getUsers"]').click();
    await done();
    await release();
    await page.waitForFunction(() => !(globalThis as unknown as Face).RED.nodes.node("right").valid);
    assert.match(JSON.stringify(await mistakesIn("right")), /conversationId.*does not exist/);
  });

  it("names one permission as one, and several as several", async () => {
    await openFresh();
    await open("blank");
    const card = page.locator("#genesys-api-card");
    await choose("getRoutingQueues", "getRoutingQueues");
    await card.getByText("Requires this permission routing:queue:view").waitFor();
    await choose("getAnalyticsConversationsDetailsJob", "getAnalyticsConversationsDetailsJob");
    await card.getByText("Requires one of these permissions analytics:").waitFor();
    await done();
  });

  it("says that a form cannot be read, and reads it when the operation is chosen again", async () => {
    await openFresh();
    await open("blank");
    await page.route("**/genesys-cloud/operation?*", (route) => route.abort());
    await search("getUsers");
    await page.locator('[data-operation="getUsers"]').click();
    const card = page.locator("#genesys-api-card");
    await card.getByText("The form of this operation cannot be loaded.").waitFor();
    await page.unroute("**/genesys-cloud/operation?*");
    await choose("getUsers", "getUsers");
    assert.equal(await card.locator("code").textContent(), "GET /api/v2/users");
    await done();
    for (const complaint of editor.complaints.splice(0)) assert.match(complaint, /ERR_FAILED$/);
  });

  it("marks what needs a user where the account has none, and offers the form on behalf of one", async () => {
    await open("blank");
    await choose("place call", "postConversationsCalls");
    const card = page.locator("#genesys-api-card");
    assert.match(
      (await card.textContent()) ?? "",
      /requires a user.*client credentials. To act on behalf of a user/,
    );
    await page.locator("#node-input-account").selectOption("signed-in");
    assert.doesNotMatch((await card.textContent()) ?? "", /client credentials/);
    await page.locator("#node-input-account").selectOption("account");
    await card.getByRole("button", { name: "postConversationsCallsUserUserId" }).click();
    await card.getByText("POST /api/v2/conversations/calls/user/{userId}").waitFor();
  });

  it("keeps fields and JSON of a body in step, and both when it is opened again", async () => {
    await open("blank");
    await choose("wrapup call communication", "postConversationsCallParticipantCommunicationWrapup");
    await write("conversationId", "path", "call.id");
    await page.locator("#genesys-api-fields summary").click();
    await write("code", "body", "code-1");
    await page.locator("#genesys-api-view-json").click();
    const area = page.locator("#genesys-api-json");
    assert.deepEqual(JSON.parse(await area.inputValue()), { code: "code-1" });
    await area.fill('{ "code": "code-2", "notes": { "$msg": "notes" }, "tags": ["a"], "provisional": true }');
    await page.locator("#genesys-api-view-fields").click();
    assert.equal(await page.locator("#genesys-api-body-code").inputValue(), "code-2");
    assert.match((await field("notes", "body").textContent()) ?? "", /msg\./);
    await done();

    const { parameters, body, bodyType } = await stored("blank");
    assert.deepEqual(parameters, [
      { name: "conversationId", value: "call.id", type: "msg" },
      { name: "participantId", value: "participantId", type: "msg" },
      { name: "communicationId", value: "communicationId", type: "msg" },
    ]);
    assert.equal(bodyType, "fields");
    assert.deepEqual(body, [
      { name: "code", value: "code-2", type: "str" },
      { name: "notes", value: "notes", type: "msg" },
      { name: "tags", value: '["a"]', type: "json" },
      { name: "provisional", value: "true", type: "bool" },
    ]);
    assert.deepEqual(await mistakesIn("blank"), []);

    await open("blank");
    await field("code", "body").waitFor();
    assert.equal(await page.locator("#genesys-api-path-conversationId").inputValue(), "call.id");
    await page.locator("#genesys-api-view-json").click();
    assert.deepEqual(JSON.parse(await area.inputValue()), {
      ...{ code: "code-2", notes: { $msg: "notes" } },
      ...{ tags: ["a"], provisional: true },
    });
    await done();
    assert.deepEqual((await stored("blank")).body, body);
  });

  it("fills in nested objects and lists by their fields, level by level, and leaves the others alone", async () => {
    await open("blank");
    await choose("postConversationsCalls", "postConversationsCalls");
    await page.locator("#genesys-api-fields > details > summary").click();
    const row = field("participants", "body");
    await row.locator("button", { hasText: "Fill in its fields" }).first().click();
    await row.locator("button", { hasText: "Add an entry" }).click();
    const address = row.locator('[data-nested="address"] input');
    await address.fill("+15555550123");
    await address.blur();
    await page.locator("#genesys-api-view-json").click();
    assert.deepEqual(JSON.parse(await page.locator("#genesys-api-json").inputValue()), {
      participants: [{ address: "+15555550123" }],
    });
    await done();
    assert.deepEqual((await stored("blank")).body, [
      { name: "participants", value: '[{"address":"+15555550123"}]', type: "json" },
    ]);
  });

  it("keeps what is no JSON as it was typed, and marks the node", async () => {
    await open("blank");
    await choose("agentless email", "postConversationsEmailsAgentless");
    await page.locator("#genesys-api-view-json").click();
    await page.locator("#genesys-api-json").fill('{ "subject": ');
    assert.match((await page.locator("#genesys-api-json-mistake").textContent()) ?? "", /not JSON/);
    assert.equal(await page.locator("#genesys-api-view-fields").isDisabled(), true);
    await done();
    const { body, bodyType, valid } = await stored("blank");
    assert.deepEqual([body, bodyType, valid], ['{ "subject": ', "json", false]);
  });

  it("shows a red triangle for an operation or a field that does not exist, and none for what comes from a message", async () => {
    await page.waitForFunction(() => {
      const { RED } = globalThis as unknown as Face;
      return !RED.nodes.node("wrong-name").valid && !RED.nodes.node("wrong-field").valid;
    });
    assert.deepEqual(await mistakesIn("right"), []);
    assert.deepEqual(await mistakesIn("from-message"), []);
    await open("wrong-name");
    const card = page.locator("#genesys-api-card");
    await card.getByRole("button", { name: "getConversation", exact: true }).click();
    await page.locator("#genesys-api-path-conversationId").waitFor({ state: "attached" });
    await done();
    assert.deepEqual(await mistakesIn("wrong-name"), []);
  });

  it("keeps the values of the previous operation that the new one lacks until their removal is agreed to", async () => {
    await open("right");
    await write("conversationId", "path", "call.id");
    await choose("getUsers", "getUsers");
    const remove = page.locator("#genesys-api-remove");
    await remove.waitFor();
    assert.match(
      (await page.locator("#genesys-api-card").textContent()) ?? "",
      /does not have: conversationId\./,
    );
    await remove.click();
    await remove.waitFor({ state: "detached" });
    await done();
    assert.deepEqual((await stored("right")).parameters, []);
    assert.deepEqual(await mistakesIn("right"), []);
  });

  it("drops without a confirmation what it filled in itself", async () => {
    await open("right");
    await choose("getUsers", "getUsers");
    assert.equal(await page.locator("#genesys-api-remove").count(), 0);
    await done();
    assert.deepEqual((await stored("right")).parameters, []);
  });
});
