import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, read, words } from "../support/catalogues";
import { dialogOf, ROOT, schemaKeys, type Dialog } from "../support/dialogs";
import { exampleNames, readExample } from "../support/example-files";
import { CONFIGS, nodeTypes, SOURCES } from "../support/nodes";

/** What every node that acts has besides its own inputs and options. */
const COMMON = ["name", "names", "account", "errorOutput", "outputs"];
/** Properties without a separate field. */
const WITHOUT_FIELD = ["inputs", "names", "outputs", "version"];

/** The keys that an html page names itself: `data-i18n`, `this._("…")`, `translate("…")`. */
const keysUsed = (html: string): string[] =>
  [
    ...[...html.matchAll(/data-i18n="([^"]+)"/g)].flatMap(([, list = ""]) => list.split(";")),
    ...[...html.matchAll(/(?:\bthis\._|\bnode\._|(?<!\.)\btranslate)\("([^"]+)"[),]/g)].map(
      ([, key = ""]) => key,
    ),
  ]
    .map((key) => key.replace(/^\[[^\]]+\]/, ""))
    .filter((key) => !key.includes(":"));

describe("each node", () => {
  for (const type of nodeTypes())
    describe(type, () => {
      let dialog: Dialog;
      before(() => (dialog = dialogOf(type)));

      it("has in its dialog just the properties that its schemas name", () => {
        const keys = schemaKeys(type);
        if (keys === undefined) return assert.ok([...CONFIGS, "genesys-simulate", ...SOURCES].includes(type));
        assert.deepEqual(Object.keys(dialog.defaults).sort(), [...new Set([...keys, ...COMMON])].sort());
      });

      it("has a field for each property, and a label for each field", () => {
        const prefix = dialog.category === "config" ? "node-config-input-" : "node-input-";
        const drawn =
          type === "genesys-account" ? dialog.html : dialog.html + dialogOf("genesys-account").html;
        for (const key of Object.keys(dialog.defaults)) {
          if (WITHOUT_FIELD.includes(key) || dialog.drawn.includes(key)) continue;
          assert.ok(drawn.includes(`id="${prefix}${key}"`), `${key} has a field`);
          if (key.endsWith("Type")) continue;
          // The name of a group of boxes is its legend.
          const label = new RegExp(`for="${prefix}${key}"|<legend>(?:(?!</legend>)[^])*"label\\.${key}"`);
          assert.match(drawn, label, `${key} has a label`);
        }
      });

      it("checks what is required before it is deployed", () => {
        const { account } = dialog.defaults;
        if (dialog.category !== "config") assert.equal(account?.required, true);
        for (const [key, { required, validate }] of Object.entries(dialog.defaults))
          if (`${key}Type` in dialog.defaults)
            assert.ok(required === true || typeof validate === "function", `${key} is checked`);
        // The editor takes the sentence of a validator with one parameter for a yes.
        for (const [key, { validate }] of Object.entries(dialog.defaults))
          if (typeof validate === "function")
            assert.notEqual(validate.length, 1, `${key} can report its mistake`);
      });

      it("is in the palette's own category, with a description and a muted colour", () => {
        if (dialog.category === "config") return assert.ok(CONFIGS.includes(type));
        assert.equal(dialog.category, "genesys cloud");
        assert.match(dialog.categoryDescription, /genesys-account:category\.description$/);
        for (const language of LANGUAGES)
          assert.ok(words(language, "genesys-account").includes("category.description"), language);
        const [, ...channels] = /^#(..)(..)(..)$/.exec(dialog.color) ?? [];
        const [red = 0, green = 0, blue = 0] = channels.map((channel) => parseInt(channel, 16));
        const strong = Math.max(red, green, blue) - Math.min(red, green, blue);
        assert.ok(
          strong < 80 && Math.min(red, green, blue) > 150,
          `${dialog.color} is a muted, light colour`,
        );
      });

      it("has an icon of its own, and a label and a name in the palette", () => {
        if (dialog.category === "config") return assert.equal(typeof dialog.label, "function");
        assert.ok(existsSync(join(ROOT, "icons", dialog.icon)), dialog.icon);
        assert.equal(typeof dialog.label, "function");
        assert.ok(words("en-US", type).includes("paletteLabel"));
      });

      it("has every word that its dialog asks for, in each language, and none that it does not ask for", () => {
        const used = new Set(keysUsed(dialog.html));
        const english = words("en-US", type);
        for (const key of used) assert.ok(english.includes(key), `${key} is in en-US`);
        for (const [, key = ""] of dialog.html.matchAll(/genesysCloud\.translate\("([^"]+)"[,)]/g))
          assert.ok(words("en-US", "genesys-account").includes(key), `${key} is among the shared words`);
        for (const language of LANGUAGES)
          assert.deepEqual(words(language, type).sort(), [...english].sort(), language);
        const source = ["nodes", "nodes/lib/dialog", "nodes/lib/editor"]
          .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(folder, file)))
          .filter((file) => /\.(html|ts|js)$/.test(file))
          .map((file) => read(file))
          .join("\n");
        const shared = type === "genesys-account";
        const isNamed = (key: string): boolean => new RegExp(`['":]${key}`).test(source);
        const stem = (key: string): string => key.slice(0, key.lastIndexOf(".") + 1);
        for (const key of english)
          assert.ok(
            used.has(key) ||
              isNamed(`${key}['"]`) ||
              (stem(key) !== "" && isNamed(stem(key))) ||
              (shared && /^(status|progress|label|target|which|output|invalid)\./.test(key)),
            `${key} is used`,
          );
      });

      it("is in the README, in docs/nodes.md and in an example", () => {
        assert.ok(read("README.md").includes(`| \`${type}\``), "a row in the README");
        assert.ok(read("docs/nodes.md").includes(`\n## ${type}\n`), "a heading in docs/nodes.md");
        // That of the backplane needs a Redis: it is not among those that are imported and run.
        const flows = [
          ...exampleNames().map(readExample),
          JSON.parse(read("docs/scaling/flows.json")) as { type: string }[],
        ];
        assert.ok(flows.some((flow) => flow.some((node) => node.type === type)));
      });
    });
});
