import assert from "node:assert/strict";
import {
  checkSecrets,
  markup,
  openAccountEditor,
  SECRET,
  SLIDE_MS,
  type AccountEditor,
} from "../support/account-editor";
import { accountForms } from "../support/account-forms";
import { SCHEME } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { startOver } from "../support/start-over";

describe(`the account and its lists in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let open: AccountEditor;
  before(async () => void (open = await openAccountEditor()));
  after(() => open.close());
  beforeEach(() => startOver(open.editor, open.flows));
  afterEach(() => checkSecrets(open));

  const { picture, openAccount, field, tested, signed, says, nothingWrong, nothingMade, stayAtLoginHost } =
    accountForms(() => open);

  it(`tests a connection in ${SCHEME} colours and says who the account is`, async () => {
    await openAccount("client");
    assert.equal(await open.page.locator("#genesys-account-region").inputValue(), "custom");
    assert.equal(await field("clientSecret").inputValue(), "__PWRD__");
    await open.page.locator("#genesys-account-test").click();
    await says(
      tested,
      /Organisation: Simulated Org.*OAuth client.*expires in 24 hours\..*It has no signed-in user/s,
    );
    await picture(`account ${SCHEME}`);
    await field("clientSecret").fill("wrong");
    await open.page.locator("#genesys-account-test").click();
    await says(tested, /secret.*region/s);
    await picture(`account refused ${SCHEME}`);
    nothingWrong();
  });

  it("offers the regions by name, the simulator, custom hosts, and any other domain", async () => {
    await openAccount("client");
    const regions = open.page.locator("#genesys-account-region");
    assert.equal(await regions.locator("option").count(), 18 + 3);
    await regions.selectOption("mypurecloud.de");
    assert.equal(await field("region").inputValue(), "mypurecloud.de");
    assert.equal(await field("apiUrl").isVisible(), false);
    await regions.selectOption("");
    await field("region").fill("new1.pure.cloud");
    await open.page.locator("#genesys-account-test").click();
    await says(tested, /Enter the secret again/);
    await open.page.locator("#node-config-dialog-ok").click();
    await open.page.waitForTimeout(SLIDE_MS);
    await openAccount("client");
    assert.equal(await field("region").inputValue(), "new1.pure.cloud");
    assert.equal(await field("region").isVisible(), true);
    nothingWrong();
  });

  it("signs a user in, notices by itself, and shows who it is", async () => {
    await openAccount("user");
    const redirectUri = await field("redirectUri").inputValue();
    assert.equal(redirectUri, `${open.nodeRed.url}admin/genesys-cloud/callback`);
    const popup = open.editor.page.context().waitForEvent("page");
    await open.page.locator("#genesys-account-sign-in").click();
    await (await popup).waitForURL(/genesys-cloud\/callback/);
    await says(signed, /Signed in/);
    await says(tested, /Signed in: Ada Agent/);
    await picture("signed in");
    assert.match(await (await popup).locator("h1").innerText(), /Signed in/);
    await open.page.locator("#genesys-account-sign-out").click();
    await says(signed, /Signed out/);
    assert.deepEqual(open.editor.complaints, []);
  });

  it("says why a sign-in failed", async () => {
    await openAccount("user");
    open.simulator.faults.add({
      match: { operation: "oauthToken" },
      fault: { status: 401, body: { error: "invalid_client", error_description: "authentication failed" } },
    });
    const popup = open.editor.page.context().waitForEvent("page");
    await open.page.locator("#genesys-account-sign-in").click();
    assert.match(await (await popup).locator("h1").innerText(), /Not signed in/);
    await says(signed, /invalid_client.*redirect URI.*region/s);
    await picture("sign-in failed");
  });

  it("says in minutes how long a token lives that does not live for long", async () => {
    const client = open.simulator.org.clients.get("simulator") ?? assert.fail();
    open.simulator.org.clients.set(client.id, { ...client, lifetimeSeconds: 5_400 });
    await openAccount("client");
    await open.page.locator("#genesys-account-test").click();
    await says(tested, /expires in 90 minutes\./);
    open.simulator.org.clients.set(client.id, client);
    nothingWrong();
  });

  it("shows names with markup in them as text, whatever the grant of the account", async () => {
    const { organization, clients, users } = open.simulator.org;
    const client = clients.get("simulator") ?? assert.fail();
    const ada = [...users.values()].find(({ name }) => name === "Ada Agent") ?? assert.fail();
    const orgName = organization.name;
    organization.name = markup("Org");
    clients.set(client.id, { ...client, name: markup("Client") });
    users.set(ada.id, { ...ada, name: markup("Ada") });

    await openAccount("client");
    await open.page.locator("#genesys-account-test").click();
    await says(tested, /It has no signed-in user/);
    const asClient = await tested().innerText();
    assert.ok(asClient.includes(`Organisation: ${markup("Org")}\n`), asClient);
    assert.ok(asClient.includes(`OAuth client: ${markup("Client")}\n`), asClient);
    await nothingMade();
    await open.page.locator("#node-config-dialog-cancel").click();
    await open.page.waitForTimeout(SLIDE_MS);

    await openAccount("user");
    await open.page.locator("#genesys-account-sign-in").click();
    await says(tested, /Signed in/);
    const asUser = await tested().innerText();
    assert.ok(asUser.includes(`Signed in: ${markup("Ada")}\n`), asUser);
    await picture("names with markup");
    await nothingMade();
    await open.page.locator("#genesys-account-sign-out").click();
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

  it("says that a sign-in was not finished within ten minutes once Node-RED has forgotten it", async () => {
    await openAccount("user");
    await open.page.route(/account\/user\/sign-in$/, (route) =>
      route.request().method() === "GET" ? route.fulfill({ json: { kind: "none" } }) : route.continue(),
    );
    await stayAtLoginHost();
    await says(signed, /longer than ten minutes\. Start again/);
    nothingWrong();
  });

  it("shows for an account nothing that was requested for another, nor for a form that has changed since", async () => {
    const slow = { on: true };
    await open.page.route("**/account/*/test", async (route) => {
      if (slow.on) await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    const answered = () => open.page.waitForResponse(/account\/[^/]+\/test$/);
    await openAccount("client");
    const late = answered();
    await open.page.locator("#genesys-account-test").click();
    await open.page.locator("#node-config-dialog-cancel").click();
    await open.page.waitForTimeout(SLIDE_MS);
    await openAccount("user");
    await late;
    await open.page.waitForTimeout(SLIDE_MS);
    assert.equal(await tested().innerText(), "", "this one was not tested");
    await open.page.locator("#node-config-dialog-cancel").click();
    await open.page.waitForTimeout(SLIDE_MS);

    await openAccount("client");
    await field("clientSecret").fill("wrong");
    await open.page.locator("#genesys-account-test").click();
    await field("clientSecret").fill(SECRET);
    assert.equal(await tested().innerText(), "", "what was said was said of another secret");
    slow.on = false;
    await open.page.locator("#genesys-account-test").click();
    await says(tested, /Simulated Org/);
    await open.page.waitForTimeout(2_000); // by then the slow answer has come
    assert.match(await tested().innerText(), /Simulated Org/);
    await open.page.unrouteAll({ behavior: "wait" });
  });
});
