import assert from "node:assert/strict";
import { sharedExchanger } from "../../../nodes/lib/platform/auth/shared-exchanger";
import { accountSettings } from "../../../nodes/lib/platform/auth/settings";
import type { SignedIn, SignedOut, Vault } from "../../../nodes/lib/platform/auth/signed-in";
import { createSignIns } from "../../../nodes/lib/platform/auth/sign-ins";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";
import type { SharedToken } from "../../../nodes/lib/platform/backplane/types";
import { backplaneError, isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { SETTINGS } from "../../support/backplanes";
import { createClock } from "../../support/clock";
import { createLoginHost, HOUR } from "../../support/login-host";

const OWNER = { clientId: "client", host: "https://login.example.com" };
const ACCOUNT = "account";

/** A vault of one machine: no file, no lock, and nothing in common with that of another machine. */
const createVault = (): Vault => {
  let kept: SignedIn | SignedOut | undefined;
  return {
    read: () => kept,
    write: (_accountId, signedIn) => ((kept = signedIn), undefined),
    signOut: () =>
      (kept = { signedOutAt: (kept !== undefined && "signedInAt" in kept ? kept.signedInAt : 0) + 1 }),
    erase: () => (kept = undefined),
  };
};

const openMachines = () => {
  const clock = createClock(1_000_000);
  const host = createLoginHost();
  const closing = createClosing();
  const backplanes = createMemoryBackplanes({ clock, random: () => 0, settings: SETTINGS });
  const settings = accountSettings.parse({ region: "mypurecloud.de", grant: "authorization-code" });
  const start = (shared: SharedToken = backplanes().token) => {
    const signIns = createSignIns(clock, createVault());
    signIns.claim(ACCOUNT, OWNER);
    let last: string | undefined;
    const exchange = async () => {
      const token = await signIns.renew(ACCOUNT, OWNER, last, (spent) => host.refresh(spent));
      last = token.accessToken;
      return token;
    };
    const parts = { settings, credentials: {}, signIn: { accountId: ACCOUNT, signIns } };
    return { signIns, token: sharedExchanger(parts, shared, exchange, closing.signal) };
  };
  const signIn = (one: ReturnType<typeof start>, user: number): void =>
    one.signIns.adopt(ACCOUNT, OWNER, host.issue(user));
  return { clock, host, start, signIn, close: () => closing.abort() };
};

describe("the sign-in of several instances on several machines", () => {
  it("is refreshed once for all of them, again and again, and never lost", async () => {
    const { clock, host, start, signIn, close } = openMachines();
    const machines = [start(), start(), start()];
    const [first = assert.fail()] = machines;
    signIn(first, 1);
    await clock.advance(100);
    for (let hour = 1; hour <= 4; hour += 1) {
      await clock.advance(HOUR);
      const tokens = await clock.runUntil(Promise.all(machines.map(({ token }) => token())));
      const accessTokens = new Set(tokens.map(({ accessToken }) => accessToken));
      assert.deepEqual([...accessTokens], [`access-1-${hour + 1}`]);
    }
    assert.equal(host.refusals, 0);
    close();
  });

  it("is that of the user who signed in last, wherever that was", async () => {
    const { clock, start, signIn, close } = openMachines();
    const [one, other] = [start(), start()];
    signIn(one, 1);
    await clock.advance(100);
    assert.match((await clock.runUntil(other.token())).accessToken, /^access-1-/);
    signIn(other, 2);
    await clock.advance(100);
    assert.match((await clock.runUntil(one.token())).accessToken, /^access-2-/);
    close();
  });

  it("ends at all of them when the user signs out at one", async () => {
    const { clock, start, signIn, close } = openMachines();
    const [one, other] = [start(), start()];
    signIn(one, 1);
    await clock.advance(100);
    await clock.runUntil(other.token());
    one.signIns.signOut(ACCOUNT);
    await clock.advance(100);
    await assert.rejects(clock.runUntil(other.token()), (error) => isGenesysError(error));
    assert.equal(other.signIns.isGood(ACCOUNT, OWNER), false);
    close();
  });

  it("is not refreshed while the backplane is away: two instances would end it", async () => {
    const { clock, host, start, signIn, close } = openMachines();
    const away = (): Promise<never> => Promise.reject(backplaneError("It is away."));
    const one = start({ get: away, turn: away });
    signIn(one, 1);
    await clock.advance(HOUR);
    await assert.rejects(one.token(), (error) => isGenesysError(error, "backplane"));
    assert.equal(host.good.size, 1);
    close();
  });
});

describe("the token of a client of several instances", () => {
  it("is each instance's own while the backplane is away", async () => {
    const away = (): Promise<never> => Promise.reject(backplaneError("It is away."));
    const settings = accountSettings.parse({ region: "mypurecloud.de" });
    const own = () => Promise.resolve({ accessToken: "own" });
    const { signal } = createClosing();
    const token = sharedExchanger({ settings, credentials: {} }, { get: away, turn: away }, own, signal);
    assert.equal((await token()).accessToken, "own");
  });
});
