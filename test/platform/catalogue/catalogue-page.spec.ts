import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { simulatedOperations } from "../../../nodes/lib/simulator/routes";
import { areaPages } from "../../../scripts/operations-areas";
import { currentOperationsPage, operationsPage } from "../../../scripts/operations-page";

describe("the page of operations", () => {
  it("is what the catalogue and the simulator's routes give", () => {
    const written = readFileSync(join(__dirname, "../../../docs/operations.md"), "utf8");
    assert.ok(written === currentOperationsPage(), "run: npx tsx scripts/operations-page.ts");
  });

  it("has a page for each other area, with every operation once", () => {
    const pages = Object.entries(areaPages());
    for (const [file, text] of pages)
      assert.equal(
        readFileSync(join(__dirname, "../../../docs/operations", file), "utf8"),
        text,
        "run: npm run catalogue",
      );
    const rows = pages.flatMap(([, text]) => [...text.matchAll(/<br>`(\w+)`/g)].map(([, id]) => id));
    assert.equal(rows.length, 3315 - 362);
    assert.equal(new Set(rows).size, rows.length);
  });

  it("has a row for each operation, and marks those that are simulated", () => {
    const rows = operationsPage(loadOperations(), ["getConversation"])
      .split("\n")
      .filter((line) => line.startsWith("| ") && line.includes("<br>`"));
    assert.equal(rows.length, 362);
    assert.deepEqual(
      rows.filter((row) => row.endsWith("| yes |")).map((row) => /<br>`(\w+)`/.exec(row)?.[1]),
      ["getConversation"],
    );
  });

  it("knows every simulated operation, but for what only a dialog calls, and files of other areas", () => {
    const ids = new Set(loadOperations().map(({ id }) => id));
    assert.deepEqual(
      simulatedOperations().filter((id) => !ids.has(id)),
      [
        ...["deleteTokensMe", "getConversationRecording", "getConversationRecordings"],
        ...["getExternalcontactsContact", "getExternalcontactsContactsExport"],
        "postExternalcontactsContactsExports",
      ],
    );
  });
});
