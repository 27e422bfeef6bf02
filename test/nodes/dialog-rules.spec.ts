import assert from "node:assert/strict";
import { dialogOf } from "../support/dialogs";
import { paletteTypes } from "../support/package";
import { CONFIGS } from "../support/nodes";

/** The form of a dialog, without its scripts. */
const formOf = (type: string): string => {
  const { html } = dialogOf(type);
  return html.slice(html.indexOf('data-template-name="'));
};

/** The tags of the form's inputs, as they stand in the page. */
const inputsOf = (type: string): string[] =>
  [...formOf(type).matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => tag.replace(/\s+/g, " "))
    .filter((tag) => !/type="(hidden|checkbox)"/.test(tag));

/** The form's rows in the order in which they are shown: properties, and the blocks that the shared script draws. */
const rowsOf = (type: string): string[] => {
  const shown = /id="node-input-(\w+)"|data-genesys="(\w+)"|data-row="(\w+)"/g;
  const names = [...formOf(type).matchAll(shown)].map(
    ([, property, block, row]) => property ?? block ?? row ?? "",
  );
  return [...new Set(names)].filter((name) => !/Type$/.test(name) || name === "destinationType");
};

/** How long, how often, in which shape: what is asked last. */
const OPTIONS = /^(when|waitFor|deadlineSeconds|verify|provisional|confirmDelivery|paging|pages|limit|raw)$/;

/** Blank in a new node, and shown at once: with client credentials, a call needs a user. An action is always chosen. */
const NEEDED = ["userId", "action"];

describe("the dialogs", () => {
  for (const type of [...CONFIGS, ...paletteTypes])
    it(`say in each field to be filled in what belongs there: ${type}`, () => {
      const inputs = inputsOf(type).filter(
        (tag) => !/id="node-(input-account|config-input-backplane)"/.test(tag),
      );
      assert.ok(inputs.length > 0);
      for (const tag of inputs)
        if (!/id="node-input-ids"/.test(tag))
          // the lists of the events node are said by its scope
          assert.match(tag, /placeholder/, tag);
    });

  for (const type of paletteTypes)
    it(`ask for the account first, then the action, then the participant, then how, and for the errors last: ${type}`, () => {
      const rows = rowsOf(type);
      assert.deepEqual(rows.slice(0, 2), ["name", "account"]);
      if (rows.includes("errorOutput")) assert.equal(rows.at(-1), "errorOutput");
      const [target, firstOption] = [rows.indexOf("target"), rows.findIndex((name) => OPTIONS.test(name))];
      if (target >= 0 && firstOption >= 0) assert.ok(target < firstOption, rows.join(" "));
      if (rows.includes("action")) assert.equal(rows[2], "action", "what is done");
    });

  for (const type of paletteTypes)
    it(`fold what may be left out: ${type}`, () => {
      const { defaults } = dialogOf(type);
      const [open = "", folded = ""] = formOf(type).split('<details class="genesys-cloud-more">');
      const optional = Object.keys(defaults)
        .filter((name) => defaults[name]?.value === "" && typeof defaults[name]?.missing === "string")
        .filter((name) => !NEEDED.includes(name));
      for (const name of optional) assert.ok(folded.includes(`id="node-input-${name}"`), name);
      if (type !== "genesys-simulate") assert.ok(!open.includes('data-genesys="errorOutput"'), "errors");
      assert.ok(!folded.includes('data-genesys="target"'), "the participant");
    });
});
