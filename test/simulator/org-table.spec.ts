import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CALLS } from "../../nodes/lib/simulator/seed/conversations";
import { INTEGRATIONS } from "../../nodes/lib/simulator/seed/integrations";
import { EXTERNAL_CONTACTS, FLOWS, QUEUES, USERS, WRAPUP_CODES } from "../../nodes/lib/simulator/seed/org";
import { DEFAULT_SETTINGS } from "../../nodes/lib/simulator/store/settings";
import { withOrg } from "../../scripts/org-table";
import { LANGUAGES } from "../support/catalogues";
import { helpOf } from "../support/help";

const page = readFileSync(join(__dirname, "../../docs/simulator.md"), "utf8");
/** Without the formatter's padding. */
const plain = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

/** What a user types into a dialog to name an entry of the org. */
const ENTRIES = [
  ...[...USERS, ...QUEUES, ...WRAPUP_CODES, ...FLOWS].map(({ name }) => name),
  ...INTEGRATIONS.flatMap(({ phoneNumber = [] }) => phoneNumber),
  ...EXTERNAL_CONTACTS.flatMap(({ phone = [] }) => phone),
  ...Object.keys(DEFAULT_SETTINGS.callees),
  ...CALLS.map(({ id }) => id),
];

describe("what the simulated org has", () => {
  it("is in docs/simulator.md, as npm run org-table writes it", () => {
    assert.equal(plain(page), plain(withOrg(page)));
    for (const entry of ENTRIES) assert.ok(page.includes(entry), entry);
  });

  for (const language of LANGUAGES)
    it(`is in the help of simulate, in ${language}`, () => {
      const help = helpOf(language, "genesys-simulate");
      assert.deepEqual(
        ENTRIES.filter((entry) => !help.includes(`\`${entry}\``)),
        [],
      );
    });
});
