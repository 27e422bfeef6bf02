import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preparePlace, targetOf } from "../../../nodes/lib/platform/downloads/file-place";

const going = new AbortController().signal;

describe("the place of a downloaded file", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "genesys-place-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = async (overwrite: boolean, between: () => void = () => undefined): Promise<void> => {
    const place = await preparePlace("a.csv", folder, overwrite);
    const target = await place.open();
    await target.write(Buffer.from("new"));
    between();
    await target.end();
    await place.keep(going);
  };

  it("has its name only when the file is complete", async () => {
    await write(false, () => assert.equal(existsSync(join(folder, "a.csv")), false));
    assert.deepEqual([readdirSync(folder), readFileSync(join(folder, "a.csv"), "utf8")], [["a.csv"], "new"]);
  });

  it("keeps a file that has appeared meanwhile, and leaves nothing of the new one", async () => {
    const appear = (): void => writeFileSync(join(folder, "a.csv"), "theirs");
    await assert.rejects(write(false, appear), ({ message }: Error) => /EEXIST/.test(message));
    assert.deepEqual(
      [readdirSync(folder), readFileSync(join(folder, "a.csv"), "utf8")],
      [["a.csv"], "theirs"],
    );
    await write(true);
    assert.equal(readFileSync(join(folder, "a.csv"), "utf8"), "new");
  });

  it("takes the place of a link, and does not write through it", async () => {
    writeFileSync(join(folder, "target"), "kept");
    symlinkSync(join(folder, "target"), join(folder, "a.csv"));
    await assert.rejects(preparePlace("a.csv", folder, false));
    await write(true);
    assert.deepEqual(
      ["target", "a.csv"].map((name) => readFileSync(join(folder, name), "utf8")),
      ["kept", "new"],
    );
  });

  it("is nothing after it was closed at the last moment", async () => {
    const place = await preparePlace("a.csv", folder, false);
    const target = await place.open();
    await target.end();
    await assert.rejects(place.keep(AbortSignal.abort()), { code: "closed" });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("names the field where a folder may not be written to", async function () {
    if (process.getuid?.() === 0)
      return void (await assert.rejects(
        preparePlace("a", "/proc/self", false),
        field("EACCES|ENOENT|EPERM|EROFS", "notSent", true),
      ));
    chmodSync(folder, 0o500);
    await assert.rejects(preparePlace("a.csv", folder, false), field("EACCES", "notSent"));
    chmodSync(folder, 0o700);
  });

  it("names the field where the disk is full, and the temporary file goes", async function () {
    if (!existsSync("/dev/full")) return;
    const path = join(folder, ".a.part");
    writeFileSync(path, "");
    const target = targetOf(await open("/dev/full", "w"), path);
    await assert.rejects(target.write(Buffer.from("x")), field("ENOSPC", "done"));
    await target.drop();
    assert.deepEqual(readdirSync(folder), []);
  });
});

const field =
  (code: string, outcome: string, isAny = false) =>
  (error: Error) => {
    const { cause, message } = error as Error & { cause: Record<string, unknown> };
    assert.match(message, new RegExp(code));
    assert.deepEqual([cause["field"], cause["outcome"]], ["filename", outcome]);
    return isAny || /full|permissions/.test(message);
  };
