import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "../../nodes/lib/simulator/store/settings";
import { withSettings } from "../../scripts/settings-table";

const page = readFileSync(join(__dirname, "../../docs/simulator.md"), "utf8");
/** Without the formatter's padding. */
const plain = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

describe("the settings in docs/simulator.md", () => {
  it("are those of the simulated org, as npx tsx scripts/settings-table.ts writes them", () => {
    assert.equal(plain(page), plain(withSettings(page)));
  });

  it("name each setting with its default", () => {
    const named = [...page.matchAll(/^\| `(\w+)` +\| (?:`|no limit)/gm)].map(([, name]) => name);
    assert.deepEqual(named, Object.keys(DEFAULT_SETTINGS));
  });
});
