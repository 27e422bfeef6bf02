import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { NodeAPI } from "node-red";
import { seal } from "../../nodes/lib/account/seal";
import { createVault } from "../../nodes/lib/account/vault";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { signInAgain, type UserToken } from "../../nodes/lib/platform/auth/sign-in";
import { createSignIns, type SignIns } from "../../nodes/lib/platform/auth/sign-ins";
import type { Clock } from "../../nodes/lib/platform/types";

const OWNER = { clientId: "client", host: "https://login.example.com" };
const ACCOUNT = "account";
const HOUR = 3_600_000;
const FOLDER = ".genesys-cloud";

/** A login host whose refresh tokens are good once. */
const createLoginHost = () => {
  let issued = 0;
  const good = new Set<string>();
  const issue = (user: number): UserToken => {
    issued += 1;
    const refreshToken = `refresh-${user}-${issued}`;
    good.add(refreshToken);
    return { accessToken: `access-${user}-${issued}`, refreshToken, lifetimeMs: HOUR };
  };
  return {
    good,
    issue,
    refusals: 0,
    async refresh(this: { refusals: number }, spent: string): Promise<UserToken> {
      await new Promise((resolve) => setImmediate(resolve));
      if (!good.delete(spent)) {
        this.refusals += 1;
        throw signInAgain();
      }
      const token = issue(Number(spent.split("-")[1]));
      await new Promise((resolve) => setImmediate(resolve)); // the answer on its way
      return token;
    },
  };
};

/** Time that passes whenever somebody waits for it, and that may be set back. */
const createPassingClock = (): Clock & { set(by: number): void } => {
  let now = 1_000_000;
  return {
    now: () => now,
    after: (ms, fn) => {
      const timer = setImmediate(() => {
        now += ms;
        fn();
      });
      return () => clearImmediate(timer);
    },
    set: (by) => void (now += by),
  };
};

/** What of a user directory Node-RED itself writes: the credentials, when somebody deploys. */
interface Disk {
  userDir: string;
  credentials: Record<string, unknown>;
}

/** One Node-RED: its sign-ins, its credentials in memory, the file that it shares with the others. */
const createProcess = (disk: Disk, clock: Clock, settings: Record<string, unknown>) => {
  let signIns: SignIns;
  let inMemory: Record<string, unknown> = {};
  const warnings: string[] = [];
  const deploy = (): void => signIns.claim(ACCOUNT, OWNER);
  const start = (): void => {
    inMemory = { ...disk.credentials };
    const RED = {
      settings: { userDir: disk.userDir, get: (name: string) => settings[name] },
      log: { warn: (text: string) => warnings.push(text) },
      nodes: {
        getCredentials: () => inMemory,
        addCredentials: (_id: string, all: Record<string, unknown>) => Promise.resolve(void (inMemory = all)),
      },
    };
    signIns = createSignIns(clock, createVault(RED as unknown as NodeAPI, clock));
    deploy();
  };
  start();
  return {
    warnings,
    signIns: () => signIns,
    restart: start,
    deploy: () => {
      disk.credentials = { ...inMemory };
      deploy();
    },
  };
};
type Process = ReturnType<typeof createProcess>;

describe("the sign-ins of several processes on one user directory", () => {
  let disk: Disk;
  let clock: ReturnType<typeof createPassingClock>;
  let host: ReturnType<typeof createLoginHost>;
  const secret = { credentialSecret: "a secret of the specs" };

  const reset = (): void => {
    disk = { userDir: mkdtempSync(join(tmpdir(), "genesys-spec-")), credentials: {} };
    clock = createPassingClock();
    host = createLoginHost();
  };
  const remove = (): void => rmSync(disk.userDir, { recursive: true, force: true });
  beforeEach(reset);
  afterEach(remove);

  const start = (settings: Record<string, unknown> = secret): Process => createProcess(disk, clock, settings);
  /** A token for a message whose last one no longer holds. */
  const renew = async (one: Process): Promise<string> => {
    const signIns = one.signIns();
    const last = signIns.tokenOf(ACCOUNT, OWNER);
    const token = await signIns.renew(ACCOUNT, OWNER, last, (spent) => host.refresh(spent));
    return token.accessToken;
  };
  const userOf = (accessToken: string): number => Number(accessToken.split("-")[1]);

  it("are renewed by each with the newest refresh token, whichever has renewed them before", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const b = start();
    for (const one of [a, b, b, a, b, a]) {
      clock.set(HOUR);
      assert.equal(userOf(await renew(one)), 1);
    }
    assert.equal(host.refusals, 0, "no spent refresh token was sent");
  });

  it("are not written over by the deploy of a process that has an older copy", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const b = start();
    clock.set(HOUR);
    await renew(a);
    b.deploy();
    b.deploy();
    clock.set(HOUR);
    for (const one of [a, b]) one.restart();
    assert.equal(userOf(await renew(start())), 1);
    assert.equal(host.refusals, 0);
  });

  it("are refreshed by one process at a time, and the others use what it has brought", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const all = [a, start(), start()];
    clock.set(HOUR);
    const tokens = await Promise.all(all.map(renew));
    assert.deepEqual([new Set(tokens).size, host.refusals], [1, 0]);
    assert.equal(readdirSync(join(disk.userDir, FOLDER)).length, 1, "no lock is left");
  });

  it("are refused only where nothing newer lies in the vault, and then without a request each time", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const b = start();
    clock.set(HOUR);
    host.good.clear();
    for (const one of [a, b, a, b])
      await assert.rejects(renew(one), (error) => error instanceof GenesysError && error.code === "auth");
    assert.equal(host.refusals, 2);
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(2));
    assert.equal(userOf(await renew(b)), 2, "the other one needs no deploy");
    assert.equal(b.signIns().isGood(ACCOUNT, OWNER), true);
  });

  it("change what another process remembers of the user before", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const b = start();
    const before = b.signIns().generation(ACCOUNT);
    clock.set(HOUR);
    await renew(a);
    await renew(b);
    assert.equal(b.signIns().generation(ACCOUNT), before, "the same user");
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(2));
    clock.set(HOUR);
    await renew(b);
    assert.notEqual(b.signIns().generation(ACCOUNT), before);
  });

  it("go to the next process although one ended in the middle of a refresh, or of a write", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const b = start();
    const [file = ""] = readdirSync(join(disk.userDir, FOLDER));
    const left = (end: string, text: string): void =>
      writeFileSync(join(disk.userDir, FOLDER, `${file}.${end}`), text);
    const holder = { id: "1", host: hostname(), startedAt: 1, until: Infinity };
    for (const text of [
      JSON.stringify({ ...holder, pid: 2 ** 22 + 1 }),
      JSON.stringify({ ...holder, pid: process.pid }),
      "{",
      "",
    ]) {
      left("turn", text);
      left("lock", "another");
      left("0123.new", "half-writ");
      clock.set(HOUR);
      assert.equal(userOf(await renew(b)), 1, text);
      assert.deepEqual(readdirSync(join(disk.userDir, FOLDER)), [file]);
    }
  });

  it("wait for a process of another machine no longer than a refresh can take", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
    const [file = ""] = readdirSync(join(disk.userDir, FOLDER));
    const holder = { id: "1", host: "another", pid: 1, startedAt: 1, until: Number.MAX_SAFE_INTEGER };
    writeFileSync(join(disk.userDir, FOLDER, `${file}.turn`), JSON.stringify(holder));
    clock.set(HOUR);
    const before = clock.now();
    await renew(a);
    assert.ok(clock.now() - before <= 36_000, `${clock.now() - before} ms`);
  });

  it("are read as they were written before they had dates of their own", async () => {
    const { refreshToken = "", accessToken } = host.issue(1);
    const old = {
      signedIn: { ...OWNER, accessToken, endsAt: clock.now() + HOUR, refreshToken },
      writtenAt: 7,
    };
    disk.credentials = { signIn: seal(secret.credentialSecret, ACCOUNT, JSON.stringify(old)) };
    const a = start();
    assert.equal(a.signIns().tokenOf(ACCOUNT, OWNER), accessToken);
    clock.set(HOUR);
    assert.equal(userOf(await renew(a)), 1);
    disk.credentials = { signIn: seal(secret.credentialSecret, ACCOUNT, JSON.stringify({ writtenAt: 6 })) };
    assert.equal(userOf(await renew(start())), 1, "an older sign-out");
  });

  describe("where the folder cannot be written", () => {
    beforeEach(() => writeFileSync(join(disk.userDir, FOLDER), "a file in its place"));

    for (const [how, settings] of [
      ["with a secret", secret],
      ["with a secret of Node-RED's own", { _credentialSecret: "made" }],
      ["without one", { credentialSecret: false }],
    ] as const)
      it(`are kept among the credentials, and say that they are not safe: ${how}`, async () => {
        const a = start(settings);
        const told: boolean[] = [];
        a.signIns().watch(ACCOUNT, () => told.push(a.signIns().isSafe(ACCOUNT)));
        a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
        assert.deepEqual([told.at(-1), a.signIns().isSafe(ACCOUNT)], [false, false]);
        clock.set(HOUR);
        await renew(a);
        a.deploy();
        assert.equal(a.warnings.length, 1);
        assert.match(
          a.warnings[0] ?? "",
          /cannot be saved .*is lost when Node-RED restarts.*Make the folder writable\./,
        );
        clock.set(HOUR);
        const again = start(settings);
        assert.equal(userOf(await renew(again)), 1, "the copy that the deploy has saved");
        assert.equal(again.signIns().isSafe(ACCOUNT), false);

        rmSync(join(disk.userDir, FOLDER));
        clock.set(HOUR);
        await renew(again);
        assert.equal(again.signIns().isSafe(ACCOUNT), true, "as soon as it can be written");
        disk.credentials = {};
        assert.equal(userOf(await renew(start(settings))), 1);
      });

    it("are signed out and forgotten without a failure", () => {
      const a = start();
      a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
      a.signIns().signOut(ACCOUNT);
      assert.equal(a.signIns().isGood(ACCOUNT, OWNER), false);
      a.signIns().adopt(ACCOUNT, OWNER, host.issue(1));
      a.signIns().forget(ACCOUNT);
      assert.equal(a.signIns().isGood(ACCOUNT, OWNER), false);
    });
  });

  it("keep the newest, and refuse nobody while it is good, whatever happens in whatever order", async function () {
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
          at(who).signIns().adopt(ACCOUNT, OWNER, host.issue(user));
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
          else if (one.do === "clock") clock.set(one.by);
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
        assert.equal(host.refusals, 0);
      }),
      { numRuns: 60 },
    );
  });
});
