// Only on node-red: what is measured is our own scripts.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright-core";
import { openBusyOrg } from "../support/busy-org";
import { openEditorSession, SCHEME, showFlows, type EditorSession } from "../support/editor-session";
import { eventually } from "../support/until";

const LIVE = 500;
const PER_SECOND = 50;
/** A file for what is measured, in a longer time: `npm run bench -- sidebar`. */
const MEASURED = process.env.MEASURED;
const SECONDS = MEASURED === undefined ? 2 : 20;
/** So much of the main thread is left at rest at 60 frames a second, and at 30. */
const [MOST_IDLE, MOST_BUSY] = [20, 50];

interface Face {
  RED: { sidebar: { show(id: string): void } };
}

interface Measured {
  what: string;
  "frames a second": number;
  "longest frame, ms": number;
  /** The main thread's own processor time: a busy machine does not change it. */
  "main thread, %": number;
  "of it scripts, %": number;
  "of it layout, %": number;
  /** All threads of the renderers. */
  "renderer, % of a core": number;
}

describe("the sidebar with 500 live conversations and 50 events a second", function () {
  this.timeout(300_000);
  let session: EditorSession;
  let org: Awaited<ReturnType<typeof openBusyOrg>>;
  let page: Page;
  /** Of the page, and of the browser. */
  let devtools: CDPSession;
  let whole: CDPSession;
  const measured: Measured[] = [];

  before(async () => {
    org = await openBusyOrg(LIVE);
    session = await openEditorSession({}, SCHEME);
    ({ page } = session);
    const hosts = { region: "custom", apiUrl: org.url, loginUrl: org.loginUrl };
    await showFlows(
      session,
      [
        { id: "account", type: "genesys-account", name: "Busy", grant: "client-credentials", ...hosts },
        { id: "tab", type: "tab", label: "spec" },
        {
          ...{
            id: "events",
            type: "genesys-events",
            z: "tab",
            x: 120,
            y: 60,
            wires: [[]],
            account: "account",
          },
          ...{ name: "", scope: "queue", ids: ["Busy"], events: ["held"], mediaType: "any", raw: false },
        },
      ],
      { account: { clientId: "simulator", clientSecret: "simulator" } },
    );
    devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    whole = await session.browser.newBrowserCDPSession();
    await page.evaluate(() => (globalThis as unknown as Face).RED.sidebar.show("genesys-cloud"));
    await session.canvas.status("events").filter({ hasText: "connected" }).waitFor();
    org.begin();
    await eventually(async () => (await shown()) === LIVE);
  });
  after(() => {
    if (MEASURED !== undefined) writeFileSync(MEASURED, JSON.stringify(measured));
  });
  after(() => session.close());
  after(() => org.close());

  const shown = async (): Promise<number> => {
    const { conversations } = await session.nodeRed.get<{ conversations: unknown[] }>(
      "genesys-cloud/sidebar/account",
    );
    return conversations.length;
  };

  const times = async (): Promise<Record<string, number>> => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
    const renderer = processInfo
      .filter(({ type }) => type === "renderer")
      .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    return { ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])), renderer };
  };

  const frames = (): Promise<{ count: number; longestMs: number; ms: number }> =>
    page.evaluate(
      (forMs) =>
        new Promise((resolve) => {
          const began = performance.now();
          let [count, last, longestMs] = [0, began, 0];
          const onFrame = (now: number): void => {
            count += 1;
            longestMs = Math.max(longestMs, now - last);
            last = now;
            if (now - began < forMs) requestAnimationFrame(onFrame);
            else resolve({ count, longestMs, ms: now - began });
          };
          requestAnimationFrame(onFrame);
        }),
      SECONDS * 1000,
    );

  const measure = async (what: string): Promise<Measured> => {
    const before = await times();
    const { count, longestMs, ms } = await frames();
    const after = await times();
    const share = (...names: string[]): number =>
      names.reduce((sum, name) => sum + (after[name] ?? 0) - (before[name] ?? 0), 0) * (100_000 / ms);
    const tenth = (value: number): number => Number(value.toFixed(1));
    const found = {
      what,
      "frames a second": tenth((count * 1000) / ms),
      "longest frame, ms": tenth(longestMs),
      "main thread, %": tenth(share("TaskDuration")),
      "of it scripts, %": tenth(share("ScriptDuration")),
      "of it layout, %": tenth(share("LayoutDuration", "RecalcStyleDuration")),
      "renderer, % of a core": tenth(share("renderer")),
    };
    measured.push(found);
    return found;
  };

  const entries = () => page.locator(".genesys-cloud-conversation");
  const isUnder = (found: Measured, most: number): void =>
    assert.ok(found["main thread, %"] < most, JSON.stringify(found));

  it("leaves the main thread at rest while nothing happens", async () => {
    await page.getByText(`${LIVE - 100} more conversations are not shown.`).waitFor();
    isUnder(await measure("idle"), MOST_IDLE);
  });

  it("keeps up with the list, and sends no request to the org", async () => {
    const before = org.requests();
    org.bustle(PER_SECOND);
    await entries().locator(".genesys-cloud-is-held").first().waitFor();
    isUnder(await measure("the list"), MOST_BUSY);
    assert.equal(org.requests(), before);
  });

  it("keeps up with the list and a timeline", async () => {
    await entries().first().click();
    await page.locator(".genesys-cloud-row").first().waitFor();
    isUnder(await measure("the list and a timeline"), MOST_BUSY);
    org.quiet();
  });
});
