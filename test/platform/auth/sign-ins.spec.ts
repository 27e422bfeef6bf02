import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { signInAgain, type UserToken } from "../../../nodes/lib/platform/auth/sign-in";
import { createSignIns, type SignIns } from "../../../nodes/lib/platform/auth/sign-ins";
import type { SignedIn, Vault } from "../../../nodes/lib/platform/auth/signed-in";
import { createClock, type VirtualClock } from "../../support/clock";

const OWNER = { clientId: "client-1", host: "https://login.example.com" };
const HOUR = 3_600_000;
const token = (n: number): UserToken => ({
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  lifetimeMs: HOUR,
});

const createMemoryVault = (): Vault & { kept: Map<string, SignedIn> } => {
  const kept = new Map<string, SignedIn>();
  return {
    kept,
    read: (id) => kept.get(id),
    write: (id, signedIn) => (kept.set(id, signedIn), undefined),
    signOut: (id) => void kept.delete(id),
    erase: (id) => void kept.delete(id),
  };
};

const never = (): Promise<UserToken> => Promise.reject(new Error("no refresh was expected"));

describe("the sign-ins of the accounts", () => {
  let clock: VirtualClock;
  let vault: ReturnType<typeof createMemoryVault>;
  let signIns: SignIns;
  const restart = (): void => {
    signIns = createSignIns(clock, vault);
    signIns.claim("account", OWNER);
  };
  beforeEach(() => {
    clock = createClock();
    vault = createMemoryVault();
    restart();
  });

  it("hand out the token of the sign-in while it holds, and ask for another only when it does not", async () => {
    signIns.adopt("account", OWNER, token(1));
    assert.equal((await signIns.renew("account", OWNER, undefined, never)).accessToken, "access-1");
    await clock.advance(HOUR);
    const asked: string[] = [];
    const next = await signIns.renew("account", OWNER, "access-1", (refreshToken) => {
      asked.push(refreshToken);
      return Promise.resolve(token(2));
    });
    assert.deepEqual([next.accessToken, asked], ["access-2", ["refresh-1"]]);
  });

  it("make one request for all who want another token at the same time", async () => {
    signIns.adopt("account", OWNER, token(1));
    let asked = 0;
    const refresh = async (): Promise<UserToken> => {
      asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return token(2);
    };
    const all = await Promise.all(
      Array.from({ length: 20 }, () => signIns.renew("account", OWNER, "access-1", refresh)),
    );
    assert.equal(asked, 1);
    assert.ok(all.every(({ accessToken }) => accessToken === "access-2"));
  });

  it("give a request that was refused with an old token the one that another request has fetched since", async () => {
    signIns.adopt("account", OWNER, token(1));
    await signIns.renew("account", OWNER, "access-1", () => Promise.resolve(token(2)));
    assert.equal((await signIns.renew("account", OWNER, "access-1", never)).accessToken, "access-2");
  });

  it("keep the newest refresh token before its access token is used, through any number of restarts", async () => {
    signIns.adopt("account", OWNER, token(1));
    for (let n = 2; n < 6; n += 1) {
      await clock.advance(HOUR);
      restart();
      const asked: string[] = [];
      await signIns.renew("account", OWNER, undefined, (refreshToken) => {
        asked.push(refreshToken);
        return Promise.resolve(token(n));
      });
      assert.deepEqual(asked, [`refresh-${n - 1}`]);
      assert.equal(vault.kept.get("account")?.refreshToken, `refresh-${n}`);
    }
  });

  it("spend no refresh token after a restart while the access token still holds", async () => {
    signIns.adopt("account", OWNER, token(1));
    restart();
    assert.equal((await signIns.renew("account", OWNER, undefined, never)).accessToken, "access-1");
  });

  it("keep what a refresh brings although its account was closed and opened again meanwhile", async () => {
    signIns.adopt("account", OWNER, token(1));
    let answer: (fresh: UserToken) => void = () => undefined;
    const refresh = (): Promise<UserToken> => new Promise((resolve) => (answer = resolve));
    const old = signIns.renew("account", OWNER, "access-1", refresh);
    signIns.claim("account", OWNER); // the account of the new deploy
    const renewed = signIns.renew("account", OWNER, "access-1", never);
    const settled = signIns.settled("account");
    answer(token(2));
    await settled;
    assert.deepEqual(
      [(await old).accessToken, (await renewed).accessToken, vault.kept.get("account")?.refreshToken],
      ["access-2", "access-2", "refresh-2"],
    );
  });

  it("keep the old refresh token where the platform names no new one", async () => {
    signIns.adopt("account", OWNER, token(1));
    await signIns.renew("account", OWNER, "access-1", () => Promise.resolve({ accessToken: "access-2" }));
    assert.equal(vault.kept.get("account")?.refreshToken, "refresh-1");
  });

  it("ask for a new sign-in once a refresh token was refused, and do not try it again", async () => {
    signIns.adopt("account", OWNER, token(1));
    const states: boolean[] = [];
    signIns.watch("account", () => states.push(signIns.isGood("account", OWNER)));
    const revoked = (): Promise<UserToken> => Promise.reject(signInAgain());
    for (const refresh of [revoked, never])
      await assert.rejects(signIns.renew("account", OWNER, "access-1", refresh), {
        code: "auth",
        message: /Sign in again/,
      });
    assert.deepEqual(states, [false]);
    signIns.adopt("account", OWNER, token(2));
    assert.deepEqual(states, [false, true]);
  });

  it("try again after any other failure", async () => {
    signIns.adopt("account", OWNER, token(1));
    const down = new GenesysError("network", "down", { outcome: "unknown" });
    await assert.rejects(
      signIns.renew("account", OWNER, "access-1", () => Promise.reject(down)),
      down,
    );
    assert.equal(signIns.isGood("account", OWNER), true);
    const next = await signIns.renew("account", OWNER, "access-1", () => Promise.resolve(token(2)));
    assert.equal(next.accessToken, "access-2");
  });

  it("show a sign-in to no other client, no other host and no other account", async () => {
    signIns.adopt("account", OWNER, token(1));
    for (const [account, owner] of [
      ["account", { ...OWNER, clientId: "client-2" }],
      ["account", { ...OWNER, host: "https://login.example.org" }],
      ["copy", OWNER],
    ] as const)
      await assert.rejects(signIns.renew(account, owner, undefined, never), {
        code: "config",
        message: /No user has signed in/,
      });
  });

  it("keep on disk only the sign-in of the client that is deployed, and another as soon as that is", () => {
    const other = { ...OWNER, clientId: "client-2" };
    signIns.adopt("account", OWNER, token(1));
    signIns.adopt("account", other, token(2));
    assert.equal(vault.kept.get("account")?.clientId, "client-1");
    assert.equal(signIns.isGood("account", OWNER), true);
    signIns.claim("account", other);
    assert.equal(vault.kept.get("account")?.accessToken, "access-2");
  });

  it("forget everything of a deleted account, also what a refresh brings afterwards", async () => {
    signIns.adopt("account", OWNER, token(1));
    let answer: (fresh: UserToken) => void = () => undefined;
    const last = signIns.renew(
      "account",
      OWNER,
      "access-1",
      () => new Promise((resolve) => (answer = resolve)),
    );
    signIns.forget("account");
    answer(token(2));
    await last;
    assert.equal(vault.kept.size, 0);
    await assert.rejects(signIns.renew("account", OWNER, undefined, never), { code: "config" });
  });
});
