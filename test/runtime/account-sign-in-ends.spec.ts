// Only on node-red-5: the other version is in account-sign-in-lasts.spec.ts; the sign-in is kept by our code alone.
import assert from "node:assert/strict";
import { adminOf, visit } from "../support/admin";
import { flavour, startNodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import {
  closeSignIns,
  eventually,
  openSignIns,
  SETTINGS,
  signInCalls,
  type SignIns,
} from "../support/sign-ins";

describe(`a sign-in that ends, on ${flavour}`, function () {
  this.timeout(120_000);
  let folder: Awaited<ReturnType<typeof installedFolder>>;
  let open: SignIns;
  before(async () => void (folder = await installedFolder()));
  beforeEach(async () => void (open = await openSignIns(folder.path)));
  afterEach(() => closeSignIns(open));
  after(() => folder.remove());

  const { account, restart, form, signIn, lookUp, works, kept, refreshes, deploy } = signInCalls(() => open);

  it("is gone with its account, but not when the account is only disabled", async () => {
    await signIn("account-1");
    await deploy([{ ...account("account-1"), d: true }, account("account-2")]);
    assert.equal((await kept()).length, 1);
    await deploy(open.flows);
    await works("account-1");
    await deploy([account("account-2")]);
    assert.deepEqual(await kept(), []);
    await deploy(open.flows);
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in|no client id/);
  });

  it("that was revoked asks to sign in again, once, and a new one serves at once", async () => {
    await signIn("account-1");
    await works("account-1");
    open.simulator.act.forgetSignIns();
    open.simulator.act.expireTokens();
    const before = refreshes();
    for (let i = 0; i < 3; i += 1) {
      const { code, reason } = await lookUp("account-1");
      assert.equal(code, "auth");
      assert.match(String(reason), /Sign in again/);
    }
    assert.equal(refreshes(), before + 1);
    await signIn("account-1");
    await works("account-1");
  });

  it("ends with a sign-out, on the platform as well", async () => {
    await signIn("account-1");
    await works("account-1");
    await open.admin.post("genesys-cloud/account/account-1/sign-out");
    assert.equal(open.simulator.log.count("deleteTokensMe"), 1);
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
    await restart();
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
  });

  it("ends with a sign-out for good, also where a deploy had saved a copy of it", async () => {
    await signIn("account-1");
    await deploy(open.flows);
    await works("account-1");
    await open.admin.post("genesys-cloud/account/account-1/sign-out");
    await open.nodeRed.stop();
    open.nodeRed = await startNodeRed(open.userDir, { keep: true, settings: SETTINGS });
    open.admin = adminOf(open.nodeRed.url);
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
    await signIn("account-1");
    await works("account-1");
  });

  it("is not made by a browser that comes back when the account is gone", async () => {
    await signIn("account-1");
    const begun = await open.admin.post("genesys-cloud/account/account-1/sign-in", form("account-1"));
    await deploy([account("account-2")]);
    await eventually(async () => (await kept()).length === 0);
    assert.equal((await visit(String(begun.body.url))).status, 400);
    assert.deepEqual(await kept(), []);
  });

  it("is gone with its account, although that was disabled before", async () => {
    await signIn("account-1");
    await deploy([{ ...account("account-1"), d: true }, account("account-2")]);
    assert.equal((await kept()).length, 1);
    await deploy([account("account-2")]);
    await eventually(async () => (await kept()).length === 0);
  });
});
