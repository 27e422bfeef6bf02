import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFlags, UsageError, type Options } from "../../../nodes/lib/simulator-command/flags";
import { DEFAULT_RATES } from "../../../nodes/lib/simulator/floor/rates";

describe("the flags of genesys-simulator", () => {
  let folder: string;
  before(() => void (folder = mkdtempSync(join(tmpdir(), "genesys-flags-"))));
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const options = (...args: string[]): Options => {
    const read = readFlags(args);
    return typeof read === "object" ? read : assert.fail(read);
  };

  it("listen on 127.0.0.1:8080 without any", () => {
    assert.deepEqual(options(), {
      ...{ port: 8080, host: "127.0.0.1", allowHost: [], start: undefined, captures: [] },
      ...{ floor: undefined, speed: 1, hours: undefined },
    });
    assert.equal(readFlags(["--help", "--port", "x"]), "help");
    assert.equal(readFlags(["--version"]), "version");
  });

  it("take captures, and refuse a file that is none", () => {
    const head = { format: "genesys-capture", version: 1, conversationId: "c" };
    const capture = { ...head, startedAt: "2026-01-01T00:00:00.000Z", isComplete: true, records: [] };
    const [one, another] = [file("one.json", capture), file("two.json", { ...capture, conversationId: "d" })];
    const ids = options("--capture", one, "--capture", another).captures.map(
      ({ conversationId }) => conversationId,
    );
    assert.deepEqual(ids, ["c", "d"]);
    assert.deepEqual(options("--settings", file("captures.json", { capture: [one] })).captures.length, 1);
    for (const wrong of [{ ...capture, version: 9 }, {}, "no JSON"])
      assert.throws(
        () => options("--capture", file("wrong.json", wrong)),
        /^UsageError: --capture .*wrong\.json: /,
      );
    assert.throws(() => options("--settings", file("wrong.json", { capture: [5] })), UsageError);
  });

  it("can be in a file; a flag replaces what the file says", () => {
    const start = file("start.json", { wrapupCodes: ["Refund"] });
    const rates = { perHour: 5, holds: 1 };
    const given = { port: 9000, allowHost: ["Proxy"], start, floor: true, rates, seed: "s", speed: 10 };
    const settings = file("settings.json", given);
    assert.deepEqual(options("--settings", settings), {
      ...{ port: 9000, host: "127.0.0.1", allowHost: ["proxy"], start: { wrapupCodes: ["Refund"] } },
      captures: [],
      ...{ floor: { seed: "s", rates: { ...DEFAULT_RATES, ...rates } }, speed: 10, hours: undefined },
    });
    const changed = options(
      ...["--settings", settings, "--port", "0", "--rate", "perHour=9", "--rate", "mix.chat=1"],
      ...["--speed", "max", "--hours", "0.5", "--allow-host", "a", "--allow-host", "b"],
    );
    assert.deepEqual(
      [changed.port, changed.speed, changed.hours, changed.allowHost],
      [0, "max", 0.5, ["a", "b"]],
    );
    const mix = { call: 0, message: 0, email: 0, chat: 1, callback: 0 };
    assert.deepEqual(changed.floor, { seed: "s", rates: { ...DEFAULT_RATES, perHour: 9, holds: 1, mix } });
  });

  it("are refused in one sentence that says what to correct", () => {
    const WRONG: [args: string[], message: RegExp][] = [
      [["--prot", "1"], /^There is no flag --prot\. genesys-simulator --help lists the flags\.$/],
      [["9000"], /^There is no flag 9000\./],
      [["--port"], /^--port needs a value\./],
      [["--floor=yes"], /^--floor takes no value\./],
      [["--port", "-1"], /^--port needs a value\./],
      [["--port", "65536"], /^--port 65536: give a number from 0 to 65535\.$/],
      [["--port", "80.5"], /whole number/],
      [["--port", ""], /^--port : give a number/],
      [["--host", ""], /^--host needs a text\.$/],
      [["--speed", "0"], /^--speed 0: give a number from 0\.01 to 1000\.$/],
      [["--speed", "max"], /^--speed max needs --hours/],
      [["--hours", "soon"], /^--hours soon: /],
      [["--rate", "perHour=1"], /^--rate needs --floor\.$/],
      [["--floor", "--rate", "perHour"], /^--rate perHour: write it as perHour=300\.$/],
      [["--floor", "--rate", "calls=1"], /There is no rate calls\./],
      [["--floor", "--rate", "mix.fax=1"], /There is no rate mix\.fax\./],
      [["--start", join(folder, "none.json")], /none\.json: it cannot be read\.$/],
      [["--start", file("broken.json", "{")], /broken\.json: it is not JSON\.$/],
      [["--start", file("wrong.json", { users: 1 })], /wrong\.json: users: /],
      [["--settings", file("list.json", [])], /it must have an object\.$/],
      [["--settings", file("more.json", { ports: 1 })], /there is no setting ports\./],
      [["--settings", file("floor.json", { floor: "yes" })], /^floor must be true or false\.$/],
      [["--settings", file("hosts.json", { allowHost: "a" })], /^allowHost must be a list/],
    ];
    for (const [args, message] of WRONG)
      assert.throws(
        () => readFlags(args),
        (error) =>
          error instanceof UsageError && message.test(error.message) && !error.message.includes("\n"),
        `${args.join(" ")} ${String(message)}`,
      );
  });
});
