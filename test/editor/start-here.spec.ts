import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page, Route } from "playwright-core";
import { openEditor, sharedBrowser, type Editor } from "../support/browser";
import { createBuilder, type Builder } from "../support/builder";
import { SCHEME } from "../support/editor-session";
import { readExample } from "../support/example-files";
import { flavour } from "../support/node-red";
import { editorUrl, npmStart, type Started } from "../support/npm-start";
import { secondsFor } from "../support/pace";
import { temporaryFolder } from "../support/package";
import { until } from "../support/until";

/** A folder for pictures of each step. */
const PICTURES = process.env.PICTURES;
interface Face {
  RED: { sidebar: { show(id: string): void } };
}

const LONGEST_SECONDS = 180;
const STEPS = 5;
/** Node-RED moves a step that lies outside of the window after 100 ms; for a picture, it has to fade in. */
const DRAWN_MS = PICTURES === undefined ? 150 : 600;
/** A tour that was not to come has had its time: it looks after two seconds, and then once a second. */
const NO_TOUR_MS = 3_000;
/** Node-RED places a step after it is shown, and fails where the tour has ended by then. */
const SETTLED_MS = 800;

/** The way does not depend on the version. */
const walk = (name: string, steps: () => Promise<void>): void => {
  if (flavour === "node-red-5") it(name, steps);
};
/** Each version has its own way to the tabs that do not fit. */
const openSidebar = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("genesys-cloud"));

describe(`the first minutes with npm start on ${flavour}`, function () {
  this.timeout(300_000);
  let started: Started;
  let url = "";
  const cleanUp: (() => Promise<unknown>)[] = [];

  before(async () => {
    const { path, remove } = await temporaryFolder();
    cleanUp.push(remove);
    started = npmStart(path);
    cleanUp.push(started.kill);
    await until(() => started.said().includes("debug sidebar"));
    url = editorUrl(started.said());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  const open = async (): Promise<Editor> => {
    const editor = await openEditor(await sharedBrowser(), url, SCHEME);
    cleanUp.push(() => editor.close());
    return editor;
  };
  /** Node-RED itself looks for the catalogue of its palette, which the specs do not let it reach. */
  const checkComplaints = ({ complaints, foreign }: Editor): void => {
    assert.deepEqual(
      foreign.filter((one) => !one.includes("//catalogue.nodered.org/")),
      [],
    );
    assert.deepEqual(
      complaints.filter((one) => !one.includes("net::ERR_")),
      [],
    );
  };
  const sidebar = (page: Page) => page.locator(".genesys-cloud-sidebar");
  const tour = (page: Page) => page.locator(".red-ui-tourGuide-popover:visible");
  const next = (page: Page) => tour(page).locator(".red-ui-tourGuide-toolbar button");
  const picture = async (page: Page, name: string): Promise<void> => {
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };
  const hasNoTour = async (page: Page): Promise<void> => {
    await page.waitForTimeout(NO_TOUR_MS);
    assert.equal(await tour(page).count(), 0);
  };
  const reload = async (page: Page): Promise<void> => {
    await page.reload();
    await page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor();
    await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
  };
  const withoutTours = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    const settings = (await response.json()) as { editorTheme?: object };
    const editorTheme = { ...settings.editorTheme, tours: false };
    await route.fulfill({ response, json: { ...settings, editorTheme } });
  };

  it("have no tour where the settings of Node-RED switch tours off", async () => {
    const editor = await open();
    const { page } = editor;
    await page.route(/\/settings(\?.*)?$/, withoutTours);
    await reload(page);
    await hasNoTour(page);
    assert.equal(await page.locator(".genesys-cloud-tour").count(), 0);
    await editor.close();
  });

  describe("of a newcomer", () => {
    let editor: Editor;
    let page: Page;
    let build: Builder;
    /** What there is to read on the way. */
    let read = "";

    before(async () => {
      editor = await open();
      ({ page } = editor);
      build = createBuilder(page, { log: started.said });
    });
    afterEach(() => checkComplaints(editor));

    it("begin on the tab Start here, with the sidebar and a tour of five steps", async () => {
      await tour(page).waitFor();
      const tab = page.locator("#red-ui-workspace-tabs .active .red-ui-tab-label");
      assert.equal((await tab.innerText()).trim(), "Start here");
      await sidebar(page).waitFor();
      for (let step = 1; step <= STEPS; step += 1) {
        await tour(page).getByText(`${step}/${STEPS}`).waitFor();
        await page.waitForTimeout(DRAWN_MS);
        await picture(page, `tour ${step}`);
        const box = (await tour(page).boundingBox()) ?? assert.fail();
        const { width, height } = page.viewportSize() ?? assert.fail();
        const isWhole =
          box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
        assert.ok(isWhole, `step ${step}: ${JSON.stringify(box)}`);
        read += ` ${await tour(page).locator(".red-ui-tourGuide-popover-description").innerText()}`;
        await build.click(next(page));
      }
      await tour(page).waitFor({ state: "detached" });
    });

    it("make a call ring, be seen and be wrapped up with one press", async () => {
      const flow = readExample("00 - Start here");
      const named = (type: string) => flow.find((node) => node.type === type)?.id ?? assert.fail(type);
      const shown = (name: string) => {
        const node = flow.find((one) => one.name === name) ?? assert.fail(name);
        return build.node(node.id).locator(".red-ui-flow-node-status-label");
      };
      read += flow
        .map(({ type, name }) => (type === "comment" || type === "group" ? ` ${name}` : ""))
        .join("");
      await build.pressButton(named("inject"));
      await shown("the event").filter({ hasText: "offered" }).waitFor();
      await shown("the event").filter({ hasText: "connected" }).waitFor();
      await shown("the code").filter({ hasText: "Sale" }).waitFor();
      await picture(page, "start here");
    });

    walk("lead to a flow of one's own that reacts to a call, in less than three minutes", async () => {
      await build.click(page.locator(".red-ui-tab-button.red-ui-tabs-add a").first());
      const events = await build.place("events", "genesys-events", { x: 160, y: 120 });
      const find = await build.place("get conv", "genesys-get-conversation", { x: 400, y: 120 });
      const debug = await build.place("debug", "debug", { x: 620, y: 120 });
      await build.connect(events, find);
      await build.connect(find, debug);
      await build.open(events);
      await build.write(build.field("ids"), "Support");
      await build.pickEvent("connected");
      await build.done();
      await build.click(page.locator("#red-ui-header-button-deploy"));
      await build.node(events).locator(".red-ui-flow-node-status-dot-green").waitFor({ state: "attached" });

      await build.click(sidebar(page).locator('[data-view="org"]'));
      await build.click(sidebar(page).locator('[data-act="customerCalls"]'));
      await build.click(sidebar(page).locator('[data-act="agentAnswers"]'));
      await build.node(find).locator(".red-ui-flow-node-status-label").filter({ hasText: "call" }).waitFor();
      await sidebar(page).locator(".genesys-cloud-mark").first().waitFor();
      await picture(page, "a flow of one's own");

      const effort = build.takeEffort();
      const seconds = secondsFor(effort, read);
      assert.ok(seconds < LONGEST_SECONDS, `${seconds} s: ${JSON.stringify(effort)}`);
    });

    it("have no second tour, also in another browser, but a button that shows it again", async () => {
      await editor.close();
      editor = await open();
      ({ page } = editor);
      await hasNoTour(page);
      await openSidebar(page);
      await page.locator(".genesys-cloud-tour").click();
      await tour(page).getByText(`1/${STEPS}`).waitFor();
      await page.waitForTimeout(SETTLED_MS);
      await page.keyboard.press("Escape");
      await tour(page).waitFor({ state: "detached" });
    });
  });
});
