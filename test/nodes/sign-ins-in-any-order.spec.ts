import assert from "node:assert/strict";
import fc from "fast-check";
import { HOUR } from "../support/login-host";
import { ACCOUNT, OWNER, signInProcesses, userOf, type Process } from "../support/sign-in-processes";

describe("the sign-ins of several processes on one user directory", () => {
  const { reset, remove, clock, host, start, renew } = signInProcesses();
  beforeEach(reset);
  afterEach(remove);

  it("keep the newest, and refuse no request while it is valid, whatever happens in whatever order", async function () {
    this.timeout(120_000);
    const which = fc.nat(2);
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant("renew" as const),
          who: fc.uniqueArray(which, { minLength: 1 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom("deploy" as const, "restart" as const, "signIn" as const),
          who: which,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom("signOut" as const, "signInMeanwhile" as const, "signOutMeanwhile" as const),
          who: which,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant("clock" as const),
          by: fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        remove();
        reset();
        const all = [start(), start(), start()];
        const at = (index: number): Process => all[index] ?? assert.fail();
        let users = 0;
        /** Whose sign-in is the newest; undefined: signed out. */
        let user: number | undefined;
        const signIn = (who: number): void => {
          user = users += 1;
          at(who).signIns().adopt(ACCOUNT, OWNER, host().issue(user));
        };
        const signOut = (who: number): void => {
          at(who).signIns().signOut(ACCOUNT);
          user = undefined;
        };
        const kept = (): number | undefined => {
          const token = start().signIns().tokenOf(ACCOUNT, OWNER);
          return token === undefined ? undefined : userOf(token);
        };
        const works = async (one: Process): Promise<void> => {
          if (user === undefined) await assert.rejects(renew(one), { code: "config" });
          else assert.equal(userOf(await renew(one)), user);
        };
        for (const one of steps) {
          if (one.do === "renew") await Promise.all(one.who.map((who) => works(at(who))));
          else if (one.do === "clock") clock().set(one.by);
          else if (one.do === "deploy") at(one.who).deploy();
          else if (one.do === "restart") at(one.who).restart();
          else if (one.do === "signIn") signIn(one.who);
          else if (one.do === "signOut") signOut(one.who);
          else {
            // While another process renews the one before.
            const renewal = renew(at((one.who + 1) % 3)).catch(() => undefined);
            await new Promise((resolve) => setImmediate(resolve));
            if (one.do === "signInMeanwhile") signIn(one.who);
            else signOut(one.who);
            await renewal;
          }
          assert.equal(kept(), user, JSON.stringify(one));
        }
        for (const one of all) await works(one);
        assert.equal(host().refusals, 0);
      }),
      { numRuns: 60 },
    );
  });
});
