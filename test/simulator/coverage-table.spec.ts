import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { simulatedOperations } from "../../nodes/lib/simulator/routes";
import { withCoverage } from "../../scripts/coverage-table";

const page = readFileSync(join(__dirname, "../../docs/simulator.md"), "utf8");
/** Without the formatter's padding. */
const plain = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

describe("the coverage in docs/simulator.md", () => {
  it("is that of the simulated org's routes, as npx tsx scripts/coverage-table.ts writes it", () => {
    assert.equal(plain(page), plain(withCoverage(page)));
  });

  it("counts every operation of the catalogue once", () => {
    const rows = [...page.matchAll(/^\| \[[a-z ]+\]\(operations\.md#\S+\) +\| (\d+) +\| (\d+) +\|$/gm)];
    const sum = (column: number): number => rows.reduce((total, row) => total + Number(row[column]), 0);
    const all = loadOperations();
    const simulated = new Set(simulatedOperations());
    assert.equal(sum(1), all.filter(({ id }) => simulated.has(id)).length);
    assert.equal(sum(1) + sum(2), all.length);
  });

  it("has at most 60 operations that return 501", () => {
    const simulated = new Set(simulatedOperations());
    const missing = loadOperations().filter(({ id }) => !simulated.has(id));
    assert.ok(missing.length <= 60, missing.map(({ id }) => id).join(", "));
  });

  it("leads to the chapters of the page of operations", () => {
    const operations = readFileSync(join(__dirname, "../../docs/operations.md"), "utf8");
    const chapters = [...operations.matchAll(/^## (.+)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(" ", "-"),
    );
    const links = [...page.matchAll(/^\| \[[a-z ]+\]\(operations\.md#(\S+)\)/gm)].map(([, to]) => to);
    assert.deepEqual([...links, "all-other-areas"], chapters);
  });
});
