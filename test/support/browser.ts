import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

/** Chromium without requests of its own: what it does at start by itself would be a request to a foreign host. */
const quiet = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export type Scheme = "light" | "dark";

export interface Editor {
  page: Page;
  /** What the page complained of: errors of the console and of scripts, answers of 400 and above. */
  complaints: string[];
  /** Requests that went to another host than Node-RED's. */
  foreign: string[];
  close(): Promise<void>;
}

/** What a single spec file uses; `npm test` searches the whole machine. */
const SHELL = "/usr/bin/chromium-headless-shell";
const INSTALLED = existsSync(SHELL) ? SHELL : "/usr/bin/chromium";

export const openBrowser = (args: string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROME ?? INSTALLED,
    args: [...quiet, ...args],
  });

/**
 * A dialog appears at its place. Its slide is drawn in thirty frames, which take a quarter of the processor time of opening
 * and closing it. Timers end the slide and not a transition's end, so everything else happens as it does with it. Other
 * transitions stay: Node-RED 5 waits for the end of some.
 */
const WITHOUT_SLIDE = ".red-ui-tray { transition: none !important; }";

let shared: Promise<Browser> | undefined;

/** One browser for all specs of this process: starting it takes longer than many a spec. It is closed after the last one. */
export const sharedBrowser = async (): Promise<Browser> => {
  if (shared !== undefined && !(await shared).isConnected()) shared = undefined;
  return (shared ??= openBrowser());
};
after(async () => (await shared)?.close());

/** The editor in a fresh profile, with its palette visible. The caller closes it. */
export const openEditor = async (browser: Browser, url: string, colorScheme: Scheme): Promise<Editor> => {
  const viewport = { width: 1400, height: 900 };
  const context = await browser.newContext({
    viewport,
    locale: "en-US",
    colorScheme,
    ignoreHTTPSErrors: true, // no known authority has signed the certificate of a proxy of the specs
  });
  context.setDefaultTimeout(60_000); // a slower machine passes too
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("response", (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`);
  });
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(http|ws)s?:$/.test(protocol) && host !== new URL(url).host) foreign.push(request.url());
  });
  await page.addInitScript((scheme) => localStorage.setItem("view-dark-theme", scheme), colorScheme);
  await page.addInitScript("globalThis.__name = (it) => it"); // what the compiler of specs wraps functions in
  await page.addInitScript((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, WITHOUT_SLIDE);
  await page.goto(url);
  await page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor();
  await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
  return { page, complaints, foreign, close: () => context.close() };
};
