import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { casesOf } from "../support/cases";
import { openBrowser, openEditor, type Editor, type Scheme } from "../support/browser";
import { createCanvas, deployFlows, type Canvas } from "../support/canvas";
import { exampleNames, readExample } from "../support/examples";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder, paletteTypes } from "../support/package";
import { startOver } from "../support/start-over";

const SECRET = "a-secret-that-no-browser-may-see";
const TAB = { id: "tab", type: "tab", label: "spec" };
const ACCOUNT = {
  ...{ id: "account", type: "genesys-account", name: "Simulated org", region: "simulator" },
  ...{ apiUrl: "", loginUrl: "", grant: "client-credentials" },
  ...{ requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 },
};
const FLOWS = [TAB, ACCOUNT];

/** Runs in the page: the texts below an element that stand out from what is behind them by less than the ratio. */
const contrastBelow = (element: Element, least: number): string[] => {
  const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r = 0, g = 0, b = 0]: number[]): number => {
    const [x = 0, y = 0, z = 0] = [r, g, b]
      .map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (one: Element | null): number[] => {
    if (one === null) return [255, 255, 255];
    const colour = parts(getComputedStyle(one).backgroundColor);
    return (colour[3] ?? 1) > 0.5 && colour.length > 0 ? colour : behind(one.parentElement);
  };
  return Array.from(
    element.querySelectorAll<HTMLElement>("label, summary, code, pre, select, input, .form-tips"),
  )
    .filter((one) => one.offsetParent !== null)
    .filter((one) => {
      const [a, b] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < least;
    })
    .map((one) => `${one.tagName} ${one.id} ${(one.textContent ?? "").slice(0, 30)}`);
};

describe("what is typed into the dialogs", () => {
  it("fills every node of the palette", () => {
    assert.deepEqual(
      casesOf("dialog")
        .map(({ type }) => type)
        .sort(),
      [...paletteTypes].sort(),
    );
  });
});

describe(`the nodes in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let canvas: Canvas;
  const received: string[] = [];
  const pending: Promise<unknown>[] = [];
  const cleanUp: (() => Promise<void>)[] = [];

  /** Keeps all that the server tells the browser. */
  const listen = (): void => {
    page.on("response", (answer) => {
      pending.push(
        answer
          .text()
          .then((text) => received.push(text))
          .catch(() => undefined),
      );
    });
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => received.push(payload.toString()));
    });
  };
  const open = async (scheme: Scheme): Promise<void> => {
    editor = await openEditor(browser, nodeRed.url, scheme);
    page = editor.page;
    canvas = createCanvas(page);
    // What the compiler of specs wraps functions in.
    await page.evaluate("globalThis.__name = (it) => it");
    listen();
  };

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    nodeRed = await startNodeRed(userDir.path, {
      flows: FLOWS,
      credentials: { account: { clientId: "a-client", clientSecret: SECRET, accessToken: SECRET } },
    });
    cleanUp.push(() => nodeRed.stop());
    browser = await openBrowser();
    cleanUp.push(() => browser.close());
    await open("light");
    cleanUp.push(() => editor.close());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
  afterEach(() => {
    const { complaints, foreign } = editor;
    assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });
  });

  it("takes every node from the palette, by mouse, to a flow that is kept", async () => {
    await startOver(editor, FLOWS);
    const placed: { id: string; type: string }[] = [];
    for (const [index, type] of paletteTypes.entries())
      placed.push({ type, id: await canvas.drag(type, { x: 260, y: 60 + index * 60 }) });
    for (const { id, type } of placed) {
      await canvas.open(id);
      await canvas.fill("name", "");
      await page.locator("#node-input-account").selectOption("account");
      const { label, fields } = casesOf("dialog").find((one) => one.type === type) ?? assert.fail(type);
      for (const [name, value] of Object.entries(fields)) await canvas.fill(name, value);
      await canvas.done();
      const { valid, validationErrors } = await canvas.stored(id);
      assert.deepEqual([type, valid, validationErrors], [type, true, validationErrors]);
      assert.equal(await canvas.label(id), label);
    }
    await canvas.deploy();

    const deployed = await nodeRed.get<Record<string, unknown>[]>("flows");
    assert.deepEqual(
      deployed.filter(({ type }) => paletteTypes.includes(String(type))).map(({ account }) => account),
      paletteTypes.map(() => "account"),
    );
    const before = await Promise.all(placed.map(({ id }) => canvas.stored(id)));
    await canvas.reload();
    await page.locator(`[id="${placed.at(-1)?.id}"]`).waitFor();
    for (const { id } of placed) {
      await canvas.open(id);
      await canvas.done();
    }
    const after = await Promise.all(placed.map(({ id }) => canvas.stored(id)));
    assert.deepEqual(after, before);
    assert.equal(await canvas.isDirty(), false, "opening a dialog changes nothing");
  });

  it("runs an example: debug shows what came out, and the status what went wrong", async () => {
    const flow = readExample("03 - Go on after an error");
    await deployFlows(nodeRed, [...flow, ACCOUNT]);
    await canvas.reload();
    await canvas.showDebug();
    await canvas.press("a000000000000301");
    const message = canvas.debugMessages().first();
    await message.waitFor();
    assert.match((await message.textContent()) ?? "", /no such conversation/);
    await canvas.status("a000000000000302").filter({ hasText: "not found" }).waitFor();
  });

  it("draws every example so that no node lies on another", async () => {
    const nodes = new Map(
      exampleNames()
        .flatMap(readExample)
        .map((node) => [node.id, node]),
    );
    await startOver(editor, [...nodes.values(), ACCOUNT]);
    for (const { id } of [...nodes.values()].filter(({ type }) => type === "tab")) {
      const boxes = await canvas.boxes(id);
      assert.ok(boxes.length > 2);
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1))
          assert.ok(
            Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2,
            `${nodes.get(id)?.label as string}: ${a.id} lies on ${b.id}`,
          );
    }
  });

  it("speaks German where the editor does", async () => {
    await deployFlows(nodeRed, [
      ...FLOWS,
      {
        id: "n",
        type: "genesys-wrap-up",
        z: "tab",
        account: "account",
        x: 200,
        y: 100,
        wires: [[]],
        action: "skip",
      },
    ]);
    await page.evaluate(() => localStorage.setItem("editor-language", "de"));
    await canvas.reload();
    const palette = await page
      .locator('.red-ui-palette-node[data-palette-type="genesys-wrap-up"]')
      .textContent();
    assert.equal(palette?.replace(/\s+/g, " ").trim(), "nachbearbeiten");
    await canvas.open("n");
    const dialog = (await page.locator(".genesys-cloud-form").innerText()).replace(/\s+/g, " ");
    for (const word of ["Konto", "Nachbearbeitung überspringen", "Agent", "Konversation"])
      assert.ok(dialog.includes(word), `${word}: ${dialog}`);
    assert.doesNotMatch(dialog, /\b(label|action|target|does|placeholder)\.\w|\bParticipant\b|If several/);
    await canvas.done();
    await page.evaluate(() => localStorage.removeItem("editor-language"));
    await canvas.reload();
  });

  it("gives every field and button of a dialog a name that a screen reader can say", async () => {
    const all = paletteTypes.map((type, index) => ({
      ...{ id: `n-${type}`, type, z: "tab", account: "account", x: 200, y: 40 + index * 60, wires: [[]] },
    }));
    await startOver(editor, [...FLOWS, ...all]);
    for (const { id } of all) {
      await canvas.open(id);
      const nameless = await page.locator(".genesys-cloud-form").evaluate((form) =>
        Array.from(form.querySelectorAll<HTMLInputElement>("input, select, button, textarea, a[href]"))
          .filter((field) => field.type !== "hidden" && field.offsetParent !== null)
          .filter((field) => !field.id.startsWith("red-ui-trap"))
          .filter((field) => {
            const told = field.getAttribute("aria-labelledby")?.split(" ") ?? [];
            const names = [
              field.getAttribute("aria-label"),
              ...told.map((one) => document.getElementById(one)?.textContent),
              ...Array.from(field.labels ?? [], (label) => label.textContent),
              field.tagName === "BUTTON" || field.tagName === "A" ? field.textContent : "",
            ];
            return names.every((name) => (name ?? "").trim() === "");
          })
          .map((field) => field.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(nameless, [], id);
      await canvas.done();
    }
  });

  it("hides what does not apply, by keyboard alone", async () => {
    const node = {
      id: "n",
      type: "genesys-update-participant",
      z: "tab",
      account: "account",
      x: 200,
      y: 100,
    };
    await startOver(editor, [...FLOWS, { ...node, wires: [[]], action: "hold", target: "agent" }]);
    await canvas.open("n");
    const isShown = (name: string) => page.locator(`label[for="node-input-${name}"]`).isVisible();
    assert.deepEqual([await isShown("destination"), await isShown("userId")], [false, false]);
    await page.locator("#node-input-action").focus();
    await page.keyboard.type("transfer");
    await page.locator("#node-input-target").focus();
    await page.keyboard.type("specific");
    assert.deepEqual([await isShown("destination"), await isShown("userId")], [true, true]);
    await page.keyboard.press("Control+Enter");
    await page.locator("#node-input-name").waitFor({ state: "detached" });
    const { action, target } = await canvas.stored("n");
    assert.deepEqual([action, target], ["transfer", "user"]);
  });

  it("shows which requests will be sent, with what was typed as text and not as markup", async () => {
    const node = { id: "n", type: "genesys-set-postflow", z: "tab", account: "account", x: 200, y: 100 };
    await startOver(editor, [...FLOWS, { ...node, wires: [[]] }]);
    await canvas.open("n");
    await canvas.fill("destination", "<img src=x onerror=alert(1)>");
    await page.locator(".genesys-cloud-preview summary").click();
    const preview = page.locator(".genesys-cloud-preview");
    await preview.locator("pre").waitFor();
    const [read, patch] = await preview.locator("code").allTextContents();
    assert.equal(read, "GET /api/v2/conversations/{conversationId}");
    assert.match(
      patch ?? "",
      /^PATCH \/api\/v2\/conversations\/calls\/\{conversationId\}.*\/postflowaction$/,
    );
    assert.match((await preview.locator("pre").textContent()) ?? "", /<img src=x onerror=alert\(1\)>/);
    assert.equal(await preview.locator("img").count(), 0);
    await page.locator("#node-input-target").selectOption("ids");
    await preview.locator("code").nth(1).waitFor({ state: "detached" });
    await canvas.done();
  });

  it("keeps the newest in a node that was stored without a choice, and asks for the ids where they are read", async () => {
    const stored = {
      id: "n",
      type: "genesys-wrap-up",
      z: "tab",
      account: "account",
      x: 200,
      y: 60,
      wires: [[]],
    };
    await startOver(editor, [
      ...FLOWS,
      { ...stored, action: "apply", code: "Sale", codeType: "str", target: "agent" },
    ]);
    await canvas.open("n");
    const isShown = (name: string) => page.locator(`label[for="node-input-${name}"]`).isVisible();
    const which = page.locator("#node-input-which");
    assert.equal(await which.inputValue(), "newest");
    assert.equal(await isShown("participantId"), false);
    await which.selectOption("named");
    assert.equal(await isShown("participantId"), true);
    await which.selectOption("newest");
    await canvas.done();
    assert.equal((await canvas.stored("n")).which, "newest");
    const id = await canvas.drag("genesys-wrap-up", { x: 400, y: 200 });
    assert.equal((await canvas.stored(id)).which, "named");
  });

  it("marks what is missing or wrong, and lets the environment stand in", async () => {
    const wrap = {
      type: "genesys-wrap-up",
      z: "tab",
      account: "account",
      x: 200,
      wires: [[]],
      action: "apply",
    };
    const good = {
      ...{ conversationId: "conversationId", conversationIdType: "msg", userId: "", userIdType: "str" },
      ...{
        code: "${CODE}",
        codeType: "str",
        when: "now",
        target: "agent",
        which: "newest",
        mediaType: "any",
      },
    };
    const at = (id: string, y: number, more: object) => ({ id, y, ...wrap, ...good, ...more });
    await startOver(editor, [
      ...FLOWS,
      at("good", 60, { deadlineSeconds: "${WAIT}", conversationId: "${ID}", conversationIdType: "str" }),
      at("no-code", 120, { code: "", deadlineSeconds: 60 }),
      at("no-conversation", 180, { conversationId: "", conversationIdType: "str", deadlineSeconds: 60 }),
      at("too-long", 240, { deadlineSeconds: 999_999 }),
      at("no-account", 300, { account: "", deadlineSeconds: 60 }),
    ]);
    const mistakes = async (id: string) => {
      const { valid, validationErrors } = await canvas.stored(id);
      return valid ? "" : String(validationErrors);
    };
    assert.equal(await mistakes("good"), "");
    assert.match(await mistakes("no-code"), /is required$|is required\n/);
    assert.match(await mistakes("no-conversation"), /is required, but empty/);
    assert.match(await mistakes("too-long"), /a number of seconds, at most 86400/);
    assert.match(await mistakes("no-account"), /account/i);
  });

  it("never tells the browser a secret", async () => {
    await startOver(editor, FLOWS);
    const told = await page.evaluate(() =>
      fetch("credentials/genesys-account/account").then((a) => a.text()),
    );
    assert.match(told, /"has_clientSecret":true/);
    await Promise.all(pending);
    assert.ok(received.length > 50, String(received.length));
    assert.ok(
      received.some((text) => text.includes(ACCOUNT.name)),
      "the flows among them",
    );
    assert.deepEqual(
      received.filter((text) => text.includes(SECRET)).map((text) => text.slice(0, 80)),
      [],
    );
  });

  it("can be read in dark colours, every node and every dialog", async () => {
    await editor.close();
    await open("dark");
    await startOver(editor, FLOWS);
    const faint: string[] = [];
    for (const [index, type] of paletteTypes.entries()) {
      const id = await canvas.drag(type, { x: 260, y: 60 + index * 60 });
      await canvas.open(id);
      for (const details of await page.locator(".genesys-cloud-form details").all())
        await details.evaluate((element: HTMLDetailsElement) => (element.open = true));
      const found = await page.locator(".genesys-cloud-form").evaluate(contrastBelow, 4.5);
      faint.push(...found.map((text) => `${type}: ${text}`));
      await canvas.done();
    }
    assert.deepEqual(faint, []);
  });
});
