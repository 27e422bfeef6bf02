// Only on node-red: the other version is in account-sign-in-ends.spec.ts; the sign-in is kept by our code alone.
import assert from "node:assert/strict";
import { flavour } from "../support/node-red";
import { installedFolder } from "../support/package";
import { closeSignIns, openSignIns, SETTINGS, signInCalls, type SignIns } from "../support/sign-ins";
import { until } from "../support/until";

describe(`a sign-in that lasts, on ${flavour}`, function () {
  this.timeout(120_000);
  let folder: Awaited<ReturnType<typeof installedFolder>>;
  let open: SignIns;
  before(async () => void (folder = await installedFolder()));
  beforeEach(async () => void (open = await openSignIns(folder.path)));
  afterEach(() => closeSignIns(open));
  after(() => folder.remove());

  const { restart, signIn, lookUp, works, refreshes, deploy } = signInCalls(() => open);

  it("outlives restarts without a deploy, with the newest of its rotating refresh tokens", async () => {
    open.simulator.settings.tokenLifetimeSeconds = 40; // too short to be used after a restart
    await signIn("account-1");
    for (let round = 0; round < 3; round += 1) {
      const before = refreshes();
      await restart();
      await works("account-1");
      assert.equal(refreshes(), before + 1, "one refresh a restart");
    }
  });

  it("outlives that Node-RED gets a secret of its own, or another way to keep one", async () => {
    const none = { credentialSecret: false };
    const generated = { credentialSecret: undefined };
    await restart(none);
    await signIn("account-1");
    for (const settings of [generated, SETTINGS]) {
      await restart(settings);
      await works("account-1");
    }
  });

  it("outlives a restart between two refreshes of the same run", async () => {
    await signIn("account-1");
    await works("account-1");
    open.simulator.act.expireTokens();
    await works("account-1");
    open.simulator.act.expireTokens();
    await restart();
    await works("account-1");
    open.simulator.act.expireTokens();
    await works("account-1");
  });

  it("outlives a deploy, and a stop, that meets a refresh half-way", async () => {
    await signIn("account-1");
    for (const interrupt of [() => deploy([...open.flows, { id: "tab", type: "tab" }]), () => restart()]) {
      open.simulator.act.expireTokens();
      open.simulator.faults.add({ match: { operation: "oauthToken" }, fault: { delayMs: 400 } });
      const lost = lookUp("account-1").catch(() => undefined);
      const before = refreshes();
      await until(() => open.simulator.log.count() > 0 && refreshes() > before);
      await interrupt();
      await lost;
      await works("account-1");
    }
  });
});
