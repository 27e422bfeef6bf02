import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { seal } from "../../nodes/lib/account/seal";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { HOUR } from "../support/login-host";
import { ACCOUNT, OWNER, SECRET, signInProcesses, userOf } from "../support/sign-in-processes";

describe("the sign-ins of several processes on one user directory", () => {
  const { reset, remove, disk, clock, host, folder, start, renew } = signInProcesses();
  beforeEach(reset);
  afterEach(remove);

  it("are renewed by each with the newest refresh token, whichever has renewed them before", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const b = start();
    for (const one of [a, b, b, a, b, a]) {
      clock().set(HOUR);
      assert.equal(userOf(await renew(one)), 1);
    }
    assert.equal(host().refusals, 0, "no spent refresh token was sent");
  });

  it("are not written over by the deploy of a process that has an older copy", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const b = start();
    clock().set(HOUR);
    await renew(a);
    b.deploy();
    b.deploy();
    clock().set(HOUR);
    for (const one of [a, b]) one.restart();
    assert.equal(userOf(await renew(start())), 1);
    assert.equal(host().refusals, 0);
  });

  it("are refreshed by one process at a time, and the others use what it has brought", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const all = [a, start(), start()];
    clock().set(HOUR);
    const tokens = await Promise.all(all.map(renew));
    assert.deepEqual([new Set(tokens).size, host().refusals], [1, 0]);
    assert.equal(readdirSync(folder()).length, 1, "no lock is left");
  });

  it("are refused only where nothing newer is in the vault, and then without a request each time", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const b = start();
    clock().set(HOUR);
    host().good.clear();
    for (const one of [a, b, a, b])
      await assert.rejects(renew(one), (error) => error instanceof GenesysError && error.code === "auth");
    assert.equal(host().refusals, 2);
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(2));
    assert.equal(userOf(await renew(b)), 2, "the other one needs no deploy");
    assert.equal(b.signIns().isGood(ACCOUNT, OWNER), true);
  });

  it("change what another process remembers of the user before", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const b = start();
    const before = b.signIns().generation(ACCOUNT);
    clock().set(HOUR);
    await renew(a);
    await renew(b);
    assert.equal(b.signIns().generation(ACCOUNT), before, "the same user");
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(2));
    clock().set(HOUR);
    await renew(b);
    assert.notEqual(b.signIns().generation(ACCOUNT), before);
  });

  it("go to the next process although one ended in the middle of a refresh, or of a write", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const b = start();
    const [file = ""] = readdirSync(folder());
    const left = (end: string, text: string): void => writeFileSync(join(folder(), `${file}.${end}`), text);
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
      clock().set(HOUR);
      assert.equal(userOf(await renew(b)), 1, text);
      assert.deepEqual(readdirSync(folder()), [file]);
    }
  });

  it("wait for a process of another machine no longer than a refresh can take", async () => {
    const a = start();
    a.signIns().adopt(ACCOUNT, OWNER, host().issue(1));
    const [file = ""] = readdirSync(folder());
    const holder = { id: "1", host: "another", pid: 1, startedAt: 1, until: Number.MAX_SAFE_INTEGER };
    writeFileSync(join(folder(), `${file}.turn`), JSON.stringify(holder));
    clock().set(HOUR);
    const before = clock().now();
    await renew(a);
    assert.ok(clock().now() - before <= 36_000, `${clock().now() - before} ms`);
  });

  it("are read as they were written before each had its own date", async () => {
    const { refreshToken = "", accessToken } = host().issue(1);
    const old = {
      signedIn: { ...OWNER, accessToken, endsAt: clock().now() + HOUR, refreshToken },
      writtenAt: 7,
    };
    disk().credentials = { signIn: seal(SECRET.credentialSecret, ACCOUNT, JSON.stringify(old)) };
    const a = start();
    assert.equal(a.signIns().tokenOf(ACCOUNT, OWNER), accessToken);
    clock().set(HOUR);
    assert.equal(userOf(await renew(a)), 1);
    disk().credentials = { signIn: seal(SECRET.credentialSecret, ACCOUNT, JSON.stringify({ writtenAt: 6 })) };
    assert.equal(userOf(await renew(start())), 1, "an older sign-out");
  });
});
