import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { openBrowser, openEditor, type Editor, type Scheme } from "../support/browser";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { startOver } from "../support/start-over";

/** What is used of the editor's own face, inside the page. */
interface Face {
  RED: {
    editor: { editConfig(name: string, type: string, id: string): void; edit(node: unknown): void };
    nodes: { node(id: string): Record<string, unknown>; dirty(): boolean };
    actions: { invoke(name: string): void; list(): { id: string; label?: string }[] };
  };
  $: (selector: string) => { typedInput(what: string, value?: string): string };
}
declare const RED: Face["RED"];
declare const $: Face["$"];

const SECRET = "a-secret-that-nobody-shows";
/** What would run, and would be found in the page, if it were taken for markup. */
const markup = (of: string): string => `${of} <img src=x id="mark" onerror="window.ran=true">`;
/** A folder for pictures of the dialogs, for whoever wants to look at them. */
const PICTURES = process.env.PICTURES;
/** The tray slides in and out for a quarter of a second. */
const SLIDE_MS = 450;

describe(`the account and its lists in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let nodeRed: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let flows: Record<string, unknown>[];
  /** Everything that the browser received. */
  let received: string[];
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    simulator = await startSimulator();
    cleanUp.push(() => simulator.close());
    const client = simulator.org.clients.get("simulator");
    assert.ok(client);
    simulator.org.clients.set(client.id, { ...client, secret: SECRET });
    const limits = { requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 };
    const hosts = { region: "custom", apiUrl: simulator.url, loginUrl: simulator.url, ...limits };
    flows = [
      { id: "tab", type: "tab", label: "flow" },
      { id: "client", type: "genesys-account", name: "By client", ...hosts, grant: "client-credentials" },
      { id: "user", type: "genesys-account", name: "By user", ...hosts, grant: "authorization-code" },
      node("wrap-up", "genesys-wrap-up", { action: "apply", code: "", codeType: "str" }),
      node("call", "genesys-place-call", {
        destinationType: "queue",
        destination: "",
        destinationValueType: "str",
      }),
    ];
    nodeRed = await startNodeRed(userDir.path, {
      settings: { httpAdminRoot: "/admin" },
      flows,
      credentials: {
        client: { clientId: "simulator", clientSecret: SECRET },
        user: { clientId: "sign-in" },
      },
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

  const open = async (scheme: Scheme): Promise<void> => {
    editor = await openEditor(browser, `${nodeRed.url}admin/`, scheme);
    page = editor.page;
    received = [];
    page.on("response", (answer) => {
      void answer.text().then(
        (text) => received.push(text),
        () => undefined,
      );
    });
  };
  beforeEach(() => startOver(editor, flows));
  afterEach(() => {
    assert.ok(received.length > 0);
    for (const text of received) assert.ok(!text.includes(SECRET) && !/sim-[0-9a-f]{8}|simr-/.test(text));
  });

  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };
  const openAccount = async (id: string): Promise<void> => {
    await page.evaluate((wanted) => RED.editor.editConfig("", "genesys-account", wanted), id);
    await page.locator("#genesys-account-test").waitFor();
    await page
      .locator('#genesys-account-region option[value="mypurecloud.ie"]')
      .waitFor({ state: "attached" });
    await page.waitForTimeout(SLIDE_MS);
  };
  const openNode = async (id: string): Promise<void> => {
    await page.evaluate((wanted) => RED.editor.edit(RED.nodes.node(wanted)), id);
    await page.locator("#node-input-name").waitFor();
    await page.waitForTimeout(SLIDE_MS);
  };
  const field = (name: string) => page.locator(`#node-config-input-${name}`);
  const tested = page_("#genesys-account-tested");
  const signed = page_("#genesys-account-signed");
  function page_(selector: string) {
    return () => page.locator(selector);
  }
  const says = (where: () => ReturnType<Page["locator"]>, words: RegExp): Promise<void> =>
    where().filter({ hasText: words }).waitFor({ timeout: 20_000 });
  const rowOf = (name: string) => page.locator(".form-row", { has: page.locator(`#node-input-${name}`) });
  const listOf = (name: string) => rowOf(name).locator(".genesys-cloud-lookup");
  const valueOf = (name: string): Promise<string> =>
    page.evaluate((selector) => $(selector).typedInput("value"), `#node-input-${name}`);
  const nothingWrong = (): void =>
    assert.deepEqual(
      { complaints: editor.complaints, foreign: editor.foreign },
      { complaints: [], foreign: [] },
    );

  const nothingMade = async (): Promise<void> => {
    assert.equal(await page.locator("#mark").count(), 0);
    assert.equal(await page.evaluate(() => "ran" in window), false);
    nothingWrong();
  };
  /** A login page that nobody fills in: the window stays there, with its address. */
  const stayAtLoginHost = async (): Promise<URL> => {
    await page
      .context()
      .route(/\/oauth\/authorize/, (route) => route.fulfill({ contentType: "text/html", body: "Log in" }));
    const popup = page.context().waitForEvent("page");
    await page.locator("#genesys-account-sign-in").click();
    await (await popup).waitForURL(/oauth\/authorize/);
    return new URL((await popup).url());
  };

  for (const scheme of ["dark", "light"] as const)
    it(`tests a connection in ${scheme} colours and says who the account is`, async () => {
      await editor.close();
      await open(scheme);
      await openAccount("client");
      assert.equal(await page.locator("#genesys-account-region").inputValue(), "custom");
      assert.equal(await field("clientSecret").inputValue(), "__PWRD__");
      await page.locator("#genesys-account-test").click();
      await says(
        tested,
        /Organisation: Simulated Org.*OAuth client.*expires in 24 hours\..*It has no signed-in user/s,
      );
      await picture(`account ${scheme}`);
      await field("clientSecret").fill("wrong");
      await page.locator("#genesys-account-test").click();
      await says(tested, /secret.*region/s);
      await picture(`account refused ${scheme}`);
      nothingWrong();
    });

  it("offers the regions by name, the simulator, hosts of one's own, and any other domain", async () => {
    await openAccount("client");
    const regions = page.locator("#genesys-account-region");
    assert.equal(await regions.locator("option").count(), 18 + 3);
    await regions.selectOption("mypurecloud.de");
    assert.equal(await field("region").inputValue(), "mypurecloud.de");
    assert.equal(await field("apiUrl").isVisible(), false);
    await regions.selectOption("");
    await field("region").fill("new1.pure.cloud");
    await page.locator("#genesys-account-test").click();
    await says(tested, /Enter the secret again/);
    await page.locator("#node-config-dialog-ok").click();
    await page.waitForTimeout(SLIDE_MS);
    await openAccount("client");
    assert.equal(await field("region").inputValue(), "new1.pure.cloud");
    assert.equal(await field("region").isVisible(), true);
    nothingWrong();
  });

  it("signs a user in, notices by itself, and shows who it is", async () => {
    await openAccount("user");
    const redirectUri = await field("redirectUri").inputValue();
    assert.equal(redirectUri, `${nodeRed.url}admin/genesys-cloud/callback`);
    const popup = editor.page.context().waitForEvent("page");
    await page.locator("#genesys-account-sign-in").click();
    await (await popup).waitForURL(/genesys-cloud\/callback/);
    await says(signed, /Signed in/);
    await says(tested, /Signed in: Ada Agent/);
    await picture("signed in");
    assert.match(await (await popup).locator("h1").innerText(), /Signed in/);
    await page.locator("#genesys-account-sign-out").click();
    await says(signed, /Signed out/);
    assert.deepEqual(editor.complaints, []);
  });

  it("says why a sign-in failed", async () => {
    await openAccount("user");
    simulator.faults.add({
      match: { operation: "oauthToken" },
      fault: { status: 401, body: { error: "invalid_client", error_description: "authentication failed" } },
    });
    const popup = editor.page.context().waitForEvent("page");
    await page.locator("#genesys-account-sign-in").click();
    assert.match(await (await popup).locator("h1").innerText(), /Not signed in/);
    await says(signed, /invalid_client.*redirect URI.*region/s);
    await picture("sign-in failed");
  });

  it("says in minutes how long a token lives that does not live for long", async () => {
    const client = simulator.org.clients.get("simulator") ?? assert.fail();
    simulator.org.clients.set(client.id, { ...client, lifetimeSeconds: 5_400 });
    await openAccount("client");
    await page.locator("#genesys-account-test").click();
    await says(tested, /expires in 90 minutes\./);
    simulator.org.clients.set(client.id, client);
    nothingWrong();
  });

  it("shows names with markup in them as text, whoever the account is", async () => {
    const { organization, clients, users } = simulator.org;
    const client = clients.get("simulator") ?? assert.fail();
    const ada = [...users.values()].find(({ name }) => name === "Ada Agent") ?? assert.fail();
    const orgName = organization.name;
    organization.name = markup("Org");
    clients.set(client.id, { ...client, name: markup("Client") });
    users.set(ada.id, { ...ada, name: markup("Ada") });

    await openAccount("client");
    await page.locator("#genesys-account-test").click();
    await says(tested, /It has no signed-in user/);
    const asClient = await tested().innerText();
    assert.ok(asClient.includes(`Organisation: ${markup("Org")}\n`), asClient);
    assert.ok(asClient.includes(`OAuth client: ${markup("Client")}\n`), asClient);
    await nothingMade();
    await page.locator("#node-config-dialog-cancel").click();
    await page.waitForTimeout(SLIDE_MS);

    await openAccount("user");
    await page.locator("#genesys-account-sign-in").click();
    await says(tested, /Signed in/);
    const asUser = await tested().innerText();
    assert.ok(asUser.includes(`Signed in: ${markup("Ada")}\n`), asUser);
    await picture("names with markup");
    await nothingMade();
    await page.locator("#genesys-account-sign-out").click();
    await says(signed, /Signed out/);
    organization.name = orgName;
    clients.set(client.id, client);
    users.set(ada.id, ada);
  });

  it("shows the login host's reason with markup in it as text, and what to check", async () => {
    await openAccount("user");
    const { searchParams } = await stayAtLoginHost();
    const back = new URL(searchParams.get("redirect_uri") ?? "");
    back.searchParams.set("state", searchParams.get("state") ?? "");
    back.searchParams.set("error", "unauthorized_client");
    back.searchParams.set("error_description", markup("not this one"));
    const answer = await fetch(back);
    assert.equal(answer.status, 400);
    assert.doesNotMatch(await answer.text(), /mark|not this one/);
    await says(signed, /type Code Authorization.*redirect URI.*region/);
    const reason = await signed().innerText();
    assert.ok(reason.includes(`(unauthorized_client: ${markup("not this one")})`), reason);
    await picture("sign-in refused by the login host");
    await nothingMade();
  });

  it("says that a sign-in was not finished within ten minutes once Node-RED knows no more of it", async () => {
    await openAccount("user");
    await page.route(/account\/user\/sign-in$/, (route) =>
      route.request().method() === "GET" ? route.fulfill({ json: { kind: "none" } }) : route.continue(),
    );
    await stayAtLoginHost();
    await says(signed, /longer than ten minutes\. Start again/);
    nothingWrong();
  });

  it("tells of an account nothing that was asked for another, nor of a form that has changed since", async () => {
    const slow = { on: true };
    await page.route("**/account/*/test", async (route) => {
      if (slow.on) await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    const answered = () => page.waitForResponse(/account\/[^/]+\/test$/);
    await openAccount("client");
    const late = answered();
    await page.locator("#genesys-account-test").click();
    await page.locator("#node-config-dialog-cancel").click();
    await page.waitForTimeout(SLIDE_MS);
    await openAccount("user");
    await late;
    await page.waitForTimeout(SLIDE_MS);
    assert.equal(await tested().innerText(), "", "nobody has tested this one");
    await page.locator("#node-config-dialog-cancel").click();
    await page.waitForTimeout(SLIDE_MS);

    await openAccount("client");
    await field("clientSecret").fill("wrong");
    await page.locator("#genesys-account-test").click();
    await field("clientSecret").fill(SECRET);
    assert.equal(await tested().innerText(), "", "what was said was said of another secret");
    slow.on = false;
    await page.locator("#genesys-account-test").click();
    await says(tested, /Simulated Org/);
    await page.waitForTimeout(2_000); // by then the slow answer has come
    assert.match(await tested().innerText(), /Simulated Org/);
    await page.unrouteAll({ behavior: "wait" });
  });

  it("fills a field by look-up, shows the name, keeps the id, and finds the name again", async () => {
    await openNode("wrap-up");
    await rowOf("code").locator(".genesys-cloud-open").click();
    await listOf("code").locator("li").nth(4).waitFor();
    await picture("look-up");
    await listOf("code").locator("input").fill("sal");
    await listOf("code").locator("li", { hasText: "Sale" }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".genesys-cloud-lookup li").length === 1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const id = await valueOf("code");
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(await rowOf("code").locator(".genesys-cloud-hint").innerText(), "Sale");
    await page.locator("#node-dialog-ok").click();
    await page.waitForTimeout(SLIDE_MS);
    await openNode("wrap-up");
    assert.equal(await valueOf("code"), id);
    await rowOf("code").locator(".genesys-cloud-hint", { hasText: "Sale" }).waitFor();
    await picture("look-up found again");
    nothingWrong();
  });

  it("keeps what stands in a field although its list cannot be read, and gives the reason", async () => {
    await openNode("call");
    await page.evaluate(() => $("#node-input-destination").typedInput("value", "${QUEUE}"));
    simulator.faults.add({
      match: { operation: "getRoutingQueues" },
      fault: {
        status: 403,
        body: { code: "missing.permissions", message: "Missing permissions: routing:queue:view" },
      },
    });
    await rowOf("destination").locator(".genesys-cloud-open").click();
    await listOf("destination").locator(".genesys-cloud-note", { hasText: "routing:queue:view" }).waitFor();
    await picture("list refused");
    assert.equal(await valueOf("destination"), "${QUEUE}");
    await page.keyboard.press("Escape");
    assert.equal(await listOf("destination").isVisible(), false);
    assert.equal(await page.locator("#node-input-name").isVisible(), true, "the dialog is still open");
    await page.locator("#node-dialog-ok").click();
    await page.waitForTimeout(SLIDE_MS);
    const kept = await page.evaluate(() => RED.nodes.node("call").destination);
    assert.equal(kept, "${QUEUE}");
    nothingWrong();
  });

  it("bears a list that is slow, and shows a long one page by page, with markup as text", async () => {
    const [some] = simulator.org.queues.values();
    assert.ok(some);
    for (let n = 0; n < 70; n += 1) {
      const id = `00000000-0000-4000-8000-0000000000${String(n + 10)}`;
      simulator.org.queues.set(id, {
        ...some,
        id,
        name: `Queue <b id="mark">${String(n).padStart(2, "0")}</b>`,
      });
    }
    simulator.faults.add({ match: { operation: "getRoutingQueues" }, fault: { delayMs: 1500 } });
    await openNode("call");
    await rowOf("destination").locator(".genesys-cloud-open").click();
    await listOf("destination").locator(".genesys-cloud-note", { hasText: "Loading" }).waitFor();
    await listOf("destination").locator("input").fill("queue");
    const items = listOf("destination").locator("li");
    await items.nth(49).waitFor();
    assert.equal(await items.count(), 50);
    await listOf("destination").locator("button", { hasText: "More" }).click();
    await items.nth(69).waitFor();
    assert.equal(await items.count(), 70);
    await picture("long list");
    assert.equal(await page.locator("#mark").count(), 0);
    await items.first().locator("button").click();
    assert.match(
      await rowOf("destination").locator(".genesys-cloud-hint").innerText(),
      /<b id="mark">00<\/b>/,
    );
    assert.equal(await page.locator("#mark").count(), 0);
    for (let n = 0; n < 70; n += 1)
      simulator.org.queues.delete(`00000000-0000-4000-8000-0000000000${String(n + 10)}`);
    nothingWrong();
  });

  it("lists the permissions that the deployed flows need, from the palette of actions too", async () => {
    const actions = await page.evaluate(() => RED.actions.list());
    assert.match(actions.find(({ id }) => id === "genesys-cloud:permissions")?.label ?? "", /permissions/);
    await page.evaluate(() => RED.actions.invoke("genesys-cloud:permissions"));
    const report = page.locator(".genesys-cloud-doctor");
    await report.locator("code", { hasText: "conversation:" }).first().waitFor();
    await page.waitForTimeout(SLIDE_MS);
    await picture("permissions");
    assert.match(await report.innerText(), /By client.*cannot be read.*By user/s);
    await page.locator(".red-ui-notification button.primary").click();
    nothingWrong();
  });
});

const node = (id: string, type: string, config: Record<string, unknown>): Record<string, unknown> => ({
  id,
  type,
  z: "tab",
  x: 200,
  y: 100,
  account: "client",
  target: "agent",
  wires: [[]],
  ...config,
});
