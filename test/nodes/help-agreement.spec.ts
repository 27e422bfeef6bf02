import assert from "node:assert/strict";
import { headingOf, SECTIONS } from "../../scripts/help-headings";
import { LANGUAGES, read } from "../support/catalogues";
import { dialogOf, type Dialog } from "../support/dialogs";
import { helpOf, linksIn, namesIn, piecesOf, sectionIn, strayDefinition } from "../support/help";
import { nodeTypes } from "../support/nodes";

/** A sentence that keeps all it says is at least so long, measured by the English one. */
const LEAST = { de: 0.6, es: 0.6, ja: 0.25 };

describe("each node", () => {
  for (const type of nodeTypes())
    describe(type, () => {
      let dialog: Dialog;
      before(() => (dialog = dialogOf(type)));

      for (const language of LANGUAGES)
        it(`has a help panel in the fixed order, in ${language}`, () => {
          const help = read("nodes/locales", language, `${type}.html`);
          assert.match(help, new RegExp(`^<script type="text/markdown" data-help-name="${type}">\\n\\S`));
          const order = help.split("\n").filter((line) => line.startsWith("### "));
          const headings = SECTIONS.map((section) => headingOf(section, language));
          assert.deepEqual(
            order,
            headings.filter((heading) => order.includes(heading)),
            "headings of this language, in their order",
          );
          for (const section of ["outputs", "errors"] as const)
            assert.ok(order.includes(headingOf(section, language)), section);
        });

      for (const language of LANGUAGES)
        it(`writes its help panel so that the editor can draw it, in ${language}`, () => {
          for (const { text } of piecesOf(helpOf(language, type))) {
            // What the editor takes for a line of a definition list; any other becomes a paragraph with colons in it.
            // Each property has a line of its own: several names in one are cut off at the right of the sidebar.
            if (text.startsWith(":")) assert.match(text, /^: ([*_]?)\w+\1 \(\w+( \| \w+)*\) : [^:\n]+$/);
            else assert.equal(strayDefinition(text), undefined);
            // Beside such letters and brackets a mark of emphasis is drawn as it is.
            assert.doesNotMatch(text.replace(/`[^`]+`/g, ""), /[*_][\u3000-\uffef]|[\u3000-\uffef][*_]/);
          }
        });

      for (const [language, least] of Object.entries(LEAST))
        it(`says as much in its help panel in ${language} as in English`, () => {
          const english = piecesOf(helpOf("en-US", type));
          const theirs = piecesOf(helpOf(language, type));
          assert.deepEqual(
            theirs.map(({ is }) => is),
            english.map(({ is }) => is),
            "the same headings, definitions, rows, items and paragraphs in the same order",
          );
          for (const [index, { codes, text }] of theirs.entries()) {
            const wanted = english[index] ?? { codes: [], text: "" };
            const lost = wanted.codes.filter((code) => !codes.includes(code));
            assert.deepEqual(lost, [], `code words of: ${wanted.text}`);
            assert.ok(text.length >= wanted.text.length * least, `too short: ${text}`);
          }
          assert.deepEqual(linksIn(helpOf(language, type)), linksIn(helpOf("en-US", type)));
        });

      it("names each of its inputs in its help panel", () => {
        const inputs = piecesOf(sectionIn(helpOf("en-US", type), "inputs"));
        const named = inputs.flatMap(({ text }) => namesIn(text));
        const isConfig = dialog.category === "config";
        // What is written for the account without a field of its own is none; of the other nodes the typed ones are.
        const isInput = (key: string): boolean =>
          isConfig ? dialog.html.includes(`id="node-config-input-${key}"`) : `${key}Type` in dialog.defaults;
        for (const key of Object.keys({ ...dialog.defaults, ...dialog.credentials }))
          if (key !== "name" && isInput(key)) assert.ok(named.includes(key), `${key} is named`);
      });
    });
});
