import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readPage, ROOT } from "../../support/pages";

interface Kept {
  survivors: { file: string; line: string; old: string; reason: string }[];
}
interface Script {
  readRecord(): Kept;
  pageOf(record: Kept): Promise<string>;
}
interface Parts {
  parts: { [name: string]: { mutate: string[]; specs: string[] } };
}

describe("the record of the mutation tests", () => {
  let script: Script;
  let parts: Parts["parts"];
  before(async () => {
    script = (await import(join(ROOT, "scripts/mutants-record.mjs"))) as Script;
    ({ parts } = (await import(join(ROOT, "scripts/mutant-parts.mjs"))) as Parts);
  });

  it("is the page docs/mutation-tests.md", async () =>
    assert.equal(readPage("docs/mutation-tests.md"), await script.pageOf(script.readRecord())));

  it("has survivors with a reason, in lines that are still there", () => {
    for (const { file, line, old, reason } of script.readRecord().survivors) {
      const lines = readPage(file)
        .split("\n")
        .map((text) => text.trim());
      assert.ok(lines.includes(line), `${file}: ${line}`);
      assert.ok(line.includes(old.trim().split("\n")[0] ?? "") && reason.length > 20, line);
    }
  });

  it("is of parts whose files and specs exist", () => {
    for (const { mutate, specs } of Object.values(parts))
      for (const path of [...mutate, ...specs]) assert.ok(existsSync(join(ROOT, path)), path);
  });
});
