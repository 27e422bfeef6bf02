import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { runCommand } from "../../../nodes/lib/simulator-command/command";
import { until } from "../../support/until";

/** The command in this process, with what it wrote. */
const run = (...args: string[]) => {
  const out: string[] = [];
  const errors: string[] = [];
  let stop = (): void => assert.fail("it does not run");
  const status = runCommand(["--port", "0", ...args], {
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
    onStop: (given) => void (stop = given),
  });
  return { out, errors, status, stop: () => stop() };
};

describe("genesys-simulator", () => {
  it("says where it listens and how an account uses it, until it is stopped", async () => {
    const { out, errors, status, stop } = run();
    await until(() => out.length === 2);
    const [, url = ""] = /^The simulated organisation listens on (\S+) /.exec(out[0] ?? "") ?? [];
    assert.match(out[0] ?? "", /region custom, API host and login host \S+, client id and secret simulator/);
    assert.equal((await fetch(`${url}/_simulator/floor`)).status, 200);
    stop();
    assert.equal(await status, 0);
    assert.deepEqual(errors, []);
    await assert.rejects(fetch(url));
  });

  it("warns where it listens beyond this machine, and only there", async () => {
    const open = run("--host", "0.0.0.0");
    await until(() => open.errors.length === 1);
    assert.match(open.errors[0] ?? "", /^Warning: 0\.0\.0\.0 is not only this machine/);
    open.stop();
    assert.equal(await open.status, 0);
  });

  it("names the port that is taken, and the address that there is not", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const taken = run("--port", String(port));
    assert.equal(await taken.status, 1);
    assert.match(taken.errors.join(), new RegExp(`^Port ${port} is taken\\. Choose another one`));
    other.close();
    const absent = run("--host", "192.0.2.1");
    assert.equal(await absent.status, 1);
    assert.equal(absent.errors.join(), "This machine has no address 192.0.2.1.");
  });

  it("returns 2 for wrong flags, and 0 for its help and version", async () => {
    for (const [flag, status, text] of [
      ["--nonsense", 2, /no flag --nonsense/],
      ["--help", 0, /--port <number>/],
      ["--version", 0, /^\d+\.\d+\.\d+/],
    ] as const) {
      const ran = run(flag);
      assert.equal(await ran.status, status);
      assert.match([...ran.out, ...ran.errors].join("\n"), text);
    }
  });

  it("prints a line for each event of its floor, ends after its hours, and has the same day again", async () => {
    const day = async (...args: string[]): Promise<string[]> => {
      const { out, status } = run("--floor", "--speed", "max", "--hours", "0.25", ...args);
      assert.equal(await status, 0);
      return out.slice(2);
    };
    const first = await day("--seed", "a");
    assert.ok(first.length > 100);
    assert.deepEqual(await day("--seed", "a"), first);
    assert.notDeepEqual(await day("--seed", "b"), first);
  });
});
