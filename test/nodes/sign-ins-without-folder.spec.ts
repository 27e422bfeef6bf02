import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { HOUR } from "../support/login-host";
import { ACCOUNT, OWNER, SECRET, signInProcesses, userOf } from "../support/sign-in-processes";

describe("the sign-ins of several processes on one user directory", () => {
  const { reset, remove, disk, clock, host, folder, start, renew } = signInProcesses();
  beforeEach(reset);
  afterEach(remove);

  describe("where the folder cannot be written", () => {
    beforeEach(() => writeFileSync(folder(), "a file in its place"));

    for (const [how, settings] of [
      ["with a secret", SECRET],
      ["with a secret of Node-RED's own", { _credentialSecret: "made" }],
      ["without one", { credentialSecret: false }],
    ] as const)
      it(`are kept among the credentials, and say that they are not safe: ${how}`, async () => {
        const a = start(settings);
        const states: boolean[] = [];
        a.signIns().watch(ACCOUNT, () => states.push(a.signIns().isSafe(ACCOUNT)));
        a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
        assert.deepEqual([states.at(-1), a.signIns().isSafe(ACCOUNT)], [false, false]);
        clock().set(HOUR);
        await renew(a);
        a.deploy();
        assert.equal(a.warnings.length, 1);
        assert.match(
          a.warnings[0] ?? "",
          /cannot be saved .*is lost when Node-RED restarts.*Make the folder writable\./,
        );
        clock().set(HOUR);
        const again = start(settings);
        assert.equal(userOf(await renew(again)), 1, "the copy that the deploy has saved");
        assert.equal(again.signIns().isSafe(ACCOUNT), false);

        rmSync(folder());
        clock().set(HOUR);
        await renew(again);
        assert.equal(again.signIns().isSafe(ACCOUNT), true, "as soon as it can be written");
        disk().credentials = {};
        assert.equal(userOf(await renew(start(settings))), 1);
      });

    it("are signed out and forgotten without a failure", () => {
      const a = start();
      a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
      a.signIns().signOut(ACCOUNT);
      assert.equal(a.signIns().isGood(ACCOUNT, OWNER), false);
      a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
      a.signIns().forget(ACCOUNT);
      assert.equal(a.signIns().isGood(ACCOUNT, OWNER), false);
    });
  });
});
