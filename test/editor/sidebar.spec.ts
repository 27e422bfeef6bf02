import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { axeViolations, loadAxe } from "../support/axe";
import { inDarkTheme } from "../support/dark-theme";
import { openEditorSession, SCHEME, showFlows, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { contrastIn, lightAtRightEnd } from "../support/sidebar";
import { eventually } from "../support/until";

/** A folder for pictures of the sidebar. */
const PICTURES = process.env.PICTURES;

/** What is drawn in a dark theme is less light than that, of 255. */
const DARK = 128;

const FLOWS: Record<string, unknown>[] = [
  {
    id: "account",
    type: "genesys-account",
    name: "Simulated",
    region: "simulator",
    grant: "client-credentials",
  },
  { id: "other", type: "genesys-account", name: "Other", region: "simulator", grant: "client-credentials" },
  { id: "tab", type: "tab", label: "spec" },
  {
    ...{
      id: "events",
      type: "genesys-events",
      z: "tab",
      x: 120,
      y: 60,
      wires: [["read"]],
      account: "account",
    },
    ...{ name: "", scope: "queue", ids: ["Support"], events: ["connected"], mediaType: "any", raw: false },
  },
  {
    ...{
      id: "read",
      type: "genesys-get-conversation",
      z: "tab",
      x: 360,
      y: 60,
      wires: [[]],
      account: "account",
    },
    ...{ name: "read it", conversationId: "conversationId", conversationIdType: "msg", mediaType: "any" },
    ...{ target: "agent", which: "newest", userId: "", userIdType: "str", errorOutput: false },
    ...{ participantId: "participantId", participantIdType: "msg" },
    ...{ communicationId: "communicationId", communicationIdType: "msg" },
  },
];

interface Face {
  RED: {
    sidebar: { show(id: string): void };
    view: { select(selection: { nodes: unknown[] }): void };
    nodes: { node(id: string): Record<string, unknown> };
    history: { pop(): void };
  };
}

interface Shown {
  id: string;
  from: number;
  rows: { role: string; bars: { state: string }[] }[];
}

describe(`the sidebar in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;
  let page: Page;

  before(async () => {
    session = await openEditorSession({}, SCHEME);
    ({ page } = session);
    await showFlows(session, FLOWS);
    await page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("genesys-cloud"));
  });
  after(() => session.close());
  afterEach(() => {
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const sidebar = () => page.locator(".genesys-cloud-sidebar");
  const view = (name: string) => sidebar().locator(`[data-view="${name}"]`);
  const act = (name: string) => sidebar().locator(`[data-act="${name}"]`);
  const conversation = (text: string) => sidebar().locator(".genesys-cloud-conversation", { hasText: text });
  const row = (text: string) => sidebar().locator(".genesys-cloud-row", { hasText: text });
  const bars = (text: string) => row(text).locator(".genesys-cloud-strip").getAttribute("aria-label");
  const steps = (count: number) =>
    page.waitForFunction(
      (wanted) => document.querySelectorAll(".genesys-cloud-steps li").length === wanted,
      count,
    );
  /** The conversation that was made last is the one that is shown. */
  const ringing = () =>
    page.waitForFunction(() =>
      [...document.querySelectorAll(".genesys-cloud-strip")].some((strip) =>
        /ringing since/.test(strip.getAttribute("aria-label") ?? ""),
      ),
    );
  /** What has happened in each conversation of the org, in the order in which they began. */
  const histories = async (): Promise<string[]> => {
    const { conversations } = await session.nodeRed.get<{ conversations: Shown[] }>(
      "genesys-cloud/sidebar/account",
    );
    return conversations
      .sort((one, other) => one.from - other.from)
      .map(({ rows }) =>
        rows.map(({ role, bars: all }) => `${role} ${all.map(({ state }) => state).join(", ")}`).join("; "),
      );
  };
  const picture = async (name: string): Promise<void> => {
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };

  it("rings, answers and holds a call by its buttons, and shows it as it happens", async () => {
    await view("org").click();
    await act("customerCalls").click();
    await ringing(); // an agent cannot answer before the alert
    await act("agentAnswers").click();
    await page.locator(".genesys-cloud-row", { hasText: "Agent" }).first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".genesys-cloud-strip")].some((strip) =>
        /connected since/.test(strip.getAttribute("aria-label") ?? ""),
      ),
    );
    await act("agentHolds").click();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".genesys-cloud-strip")].some((strip) =>
        /on hold since/.test(strip.getAttribute("aria-label") ?? ""),
      ),
    );
    await picture("org");
    await view("conversations").click();
    await conversation("Support").first().waitFor();
    assert.match((await bars("Agent")) ?? "", /ringing from .*connected from .*on hold since/);
    await picture("conversation");
  });

  it("shows the way of the message that a node of the flow has handled, as a mark and in a list", async () => {
    await sidebar().locator(".genesys-cloud-mark").first().click();
    const shown = sidebar().locator(".genesys-cloud-message");
    await shown.waitFor();
    const text = await shown.innerText();
    assert.match(text, /getConversation · 200/);
    assert.match(text, /chosen/);
    assert.match(text, /another party/);
    await picture("message");
    await view("messages").click();
    await conversation("read it").first().waitFor();
    await picture("messages");
  });

  it("uses a participant in the selected node, which can be undone", async () => {
    await page.evaluate(() => {
      const { RED } = globalThis as unknown as Face;
      RED.view.select({ nodes: [RED.nodes.node("read")] });
      RED.sidebar.show("genesys-cloud");
    });
    await view("conversations").click();
    await row("Agent").locator(".genesys-cloud-party").click();
    await sidebar().getByRole("button", { name: "Use in the selected node" }).click();
    await picture("participant");
    const used = await page.evaluate(() => {
      const { RED } = globalThis as unknown as Face;
      const { target, participantIdType, participantId, conversationId } = RED.nodes.node("read");
      RED.history.pop();
      return {
        target,
        participantIdType,
        participantId,
        conversationId,
        after: RED.nodes.node("read")["target"],
      };
    });
    assert.equal(used.target, "ids");
    assert.equal(used.participantIdType, "str");
    assert.match(String(used.participantId), /^[0-9a-f-]{36}$/);
    assert.match(String(used.conversationId), /^[0-9a-f-]{36}$/);
    assert.equal(used.after, "agent");
  });

  it("shows the rate limit, the token and the channel", async () => {
    await view("limits").click();
    await sidebar().locator("meter").waitFor();
    assert.match(await sidebar().locator(".genesys-cloud-limits").innerText(), /of 300 requests used/);
    assert.equal(await sidebar().locator('[data-limit="channel"]').innerText(), "connected");
    await picture("limits");
    const light = (): Promise<number> => lightAtRightEnd(sidebar().locator("meter"));
    assert.ok((await (SCHEME === "dark" ? light() : inDarkTheme(page, light))) < DARK, "a white gauge");
  });

  it("finds what is wrong in the deployed flows", async () => {
    await showFlows(session, [
      ...FLOWS,
      { ...FLOWS.at(-1), id: "wrong", name: "wrong", target: "no-such-target", y: 160 },
    ]);
    await view("issues").click();
    await sidebar().locator(".genesys-cloud-issue", { hasText: "wrong" }).first().waitFor();
    await picture("issues");
  });

  it("shows another account, and goes on where it was hidden meanwhile", async () => {
    const picker = sidebar().getByRole("combobox", { name: "Account" });
    const called = async (account: string, name: string): Promise<void> => {
      const answer = await fetch(new URL(`genesys-cloud/sidebar/${account}/act`, session.nodeRed.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ action: "customerCalls", details: { queue: "Support", name } }),
      });
      assert.equal(answer.status, 200);
    };
    await view("conversations").click();
    await picker.selectOption("other");
    await called("other", "Olga Other");
    await conversation("Olga Other").waitFor();
    assert.equal(
      await sidebar().locator('[aria-pressed="true"]').count(),
      0,
      "no conversation of the first one",
    );

    await page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("info"));
    await called("other", "Hilda Hidden");
    await page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("genesys-cloud"));
    await conversation("Hilda Hidden").waitFor();

    await picker.selectOption("account");
    await conversation("Ben Agent").first().waitFor();
    assert.equal(await conversation("Olga Other").count(), 0);
    await conversation("Ben Agent").first().click();
    await row("Agent").waitFor();
  });

  it("shows numbers only with personal data, and asks the server for them", async () => {
    const number = "+15551234567";
    await fetch(new URL("genesys-cloud/sidebar/account/act", session.nodeRed.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ action: "customerCalls", details: { queue: "Support", name: number } }),
    });
    const [received] = await Promise.all([
      page.waitForResponse(
        async (answer) => /sidebar\/account\?/.test(answer.url()) && /customer/.test(await answer.text()),
      ),
      view("conversations").click(),
    ]);
    assert.doesNotMatch(await received.text(), /5551234567/);
    await sidebar().getByRole("checkbox").check();
    await conversation("5551234567").waitFor();
    await sidebar().getByRole("checkbox").uncheck();
    await conversation("5551234567").waitFor({ state: "detached" });
    await conversation("Ben Agent").first().click();
    if ((await sidebar().locator(".genesys-cloud-row").count()) === 0)
      await conversation("Ben Agent").first().click();
  });

  it("fits windows of 640 to 1,920 pixels: nothing of it is cut off at the side", async () => {
    const size = page.viewportSize() ?? { width: 1400, height: 900 };
    for (const width of [640, 1024, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      for (const name of ["org", "limits", "messages", "issues", "conversations"]) {
        await view(name).click();
        const tooWide = await page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              ".genesys-cloud-view, .genesys-cloud-view *, .genesys-cloud-tabs",
            ),
          ]
            .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
            .map((one) => `${one.tagName} ${one.className}`),
        );
        assert.deepEqual(tooWide, [], `${name} at ${width}`);
      }
      await picture(`width ${width}`);
    }
    await page.setViewportSize(size);
  });

  it("is readable: each text and each bar in its colours", async () => {
    await view("conversations").click();
    await conversation("Support").first().waitFor();
    const faint = (): Promise<string[]> => contrastIn(page, ".genesys-cloud-sidebar");
    assert.deepEqual(await faint(), []);
    if (SCHEME === "light") assert.deepEqual(await inDarkTheme(page, faint), [], "in a dark theme");
  });

  it("has no violation that axe-core finds, in any of its views", async () => {
    await loadAxe(page);
    for (const name of ["org", "limits", "messages", "issues", "conversations"]) {
      await view(name).click();
      if (name === "conversations") await row("Agent").locator(".genesys-cloud-party").click();
      assert.deepEqual(await axeViolations(page, ".genesys-cloud-sidebar"), [], name);
    }
  });

  it("is moved through with the keyboard", async () => {
    await view("conversations").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await view("messages").getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowLeft");
    await conversation("Support").first().focus();
    const before = await conversation("Support").first().getAttribute("aria-pressed");
    await page.keyboard.press("Enter");
    const after = await conversation("Support").first().getAttribute("aria-pressed");
    assert.notEqual(before, after);
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute("aria-pressed")),
      after,
      "the focus stays where it was",
    );
  });

  it("tries a node from its dialog: nothing is sent before the second click, and once with it", async () => {
    const hold = {
      ...FLOWS.at(-1),
      ...{ id: "hold", type: "genesys-update-participant", name: "hold it", y: 160, action: "hold" },
      ...{ attributes: "attributes", attributesType: "msg", transferTo: "queue", outputs: 1 },
      ...{ destination: "destination", destinationType: "msg", phoneType: "WorkPhone" },
      ...{ speakTo: "destination", allowLastCustomer: false, target: "agent" },
    };
    await showFlows(session, [...FLOWS, hold]);
    const acted = async (action: string, conversationId?: string): Promise<string> => {
      const answer = await fetch(new URL("genesys-cloud/sidebar/account/act", session.nodeRed.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ action, details: conversationId ? { conversationId } : { queue: "Support" } }),
      });
      return String(((await answer.json()) as { conversationId?: string }).conversationId);
    };
    const call = await acted("customerCalls");
    await acted("agentAnswers", call);
    const states = async (): Promise<string> => {
      const { conversations } = await session.nodeRed.get<{ conversations: Shown[] }>(
        "genesys-cloud/sidebar/account",
      );
      const { rows = [] } = conversations.find(({ id }) => id === call) ?? {};
      return rows
        .flatMap(({ role, bars: all }) => (role === "agent" ? all.map(({ state }) => state) : []))
        .join();
    };
    await session.canvas.open("hold");
    const box = page.locator(".genesys-cloud-try");
    await box.locator("summary").click();
    await box.locator(`option[value="${call}"]`).waitFor({ state: "attached" });
    await box.locator("select").selectOption(call);
    await box.locator('[data-try="show"]').click();
    await box.locator('[data-try="send"]').waitFor();
    assert.match(await box.innerText(), /PATCH/);
    await picture("try it, shown");
    assert.ok(!(await states()).includes("held"), "nothing was sent yet");
    await box.locator('[data-try="send"]').dblclick();
    await box.getByText("Done.").waitFor();
    await eventually(async () => (await states()).includes("held"));
    assert.match(await box.innerText(), /patch\w+ · 20/);
    await picture("try it, sent");
    await page.locator("#node-dialog-cancel").click();
  });

  it("records what is clicked, and makes nodes of it that do the same", async () => {
    await view("org").click();
    await act("reset").click(); // agents who did not respond to a slow machine are there again
    await eventually(async () => (await histories()).length <= 1);
    await sidebar().locator('[data-record="start"]').click();
    await act("customerCalls").click();
    await steps(1);
    await ringing();
    const clicks = {
      agentAnswers: "alerting, connected",
      ...{ agentHolds: "connected, held", seconds10: "connected, held", agentHangsUp: "held, acw" },
    };
    for (const [index, [name, state]] of Object.entries(clicks).entries()) {
      await act(name).click();
      await steps(index + 2);
      await eventually(async () => (await histories()).at(-1)?.includes(state) === true);
    }
    await picture("recording");
    await sidebar().locator('[data-record="stop"]').click();
    await picture("recorded");
    await sidebar().getByRole("button", { name: "As nodes" }).click();
    const canvas = (await page.locator("#red-ui-workspace-chart").boundingBox()) ?? assert.fail();
    await page.mouse.move(canvas.x + 200, canvas.y + 250);
    await page.mouse.click(canvas.x + 220, canvas.y + 260);
    await picture("nodes of a recording");
    const deployed = page.waitForResponse((answer) => answer.url().endsWith("/flows"));
    await page.locator("#red-ui-header-button-deploy").click();
    await deployed;
    const flow = await session.nodeRed.get<{ id: string; type: string; name?: string }[]>("flows");
    const button = flow.find(({ name }) => name === "play the recording") ?? assert.fail("no button");
    // The deploy has started the account again: until it has read the conversations again, it shows none.
    await eventually(async () => (await histories()).at(-1)?.endsWith("held, acw") === true);
    const before = await histories();
    await fetch(new URL(`inject/${button.id}`, session.nodeRed.url), { method: "POST" });
    await eventually(async () => {
      const all = await histories();
      return all.length > before.length && all.at(-1) === before.at(-1);
    });
    assert.match(before.at(-1) ?? "", /agent alerting, connected, held, acw$/);
  });
});
