import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exampleNames, readExample } from "../support/examples";
import { nodeTypes } from "../support/nodes";
import { dialogOf, ROOT, schemaKeys, type Dialog } from "../support/dialogs";
import { helpOf, linksIn, namesIn, piecesOf, strayDefinition } from "../support/help";

/** What every node that acts has besides its own inputs and options. */
const COMMON = ["name", "account", "errorOutput", "outputs"];
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const LANGUAGES = ["en-US", "de", "es", "ja"];
/** A sentence that keeps all it says is at least so long, measured by the English one. */
const LEAST = { de: 0.6, es: 0.6, ja: 0.25 };

const flat = (words: object, prefix = ""): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? flat(value as object, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
const words = (language: string, type: string): string[] =>
  flat(JSON.parse(read("nodes/locales", language, `${type}.json`)) as object);

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

/** Every text of a catalogue, with its key. */
const texts = (language: string, type: string): [string, string][] => {
  const at = (words: unknown, prefix: string): [string, string][] =>
    typeof words === "string"
      ? [[prefix, words]]
      : Object.entries(words as object).flatMap(([key, value]) =>
          at(value, prefix === "" ? key : `${prefix}.${key}`),
        );
  return at(JSON.parse(read("nodes/locales", language, `${type}.json`)), "");
};

describe("the languages", () => {
  it("are the same four for every node, and no file belongs to no node", () => {
    assert.deepEqual(readdirSync(join(ROOT, "nodes/locales")).sort(), [...LANGUAGES].sort());
    const files = nodeTypes().flatMap((type) => [`${type}.html`, `${type}.json`]);
    for (const language of LANGUAGES)
      assert.deepEqual(
        readdirSync(join(ROOT, "nodes/locales", language)).sort(),
        [...files].sort(),
        language,
      );
  });

  it("keep a status within the 20 characters that fit under a node", () => {
    for (const language of LANGUAGES) {
      const status = nodeTypes().flatMap((type) =>
        texts(language, type).filter(([key]) => key.startsWith("status.")),
      );
      assert.ok(status.length > 20);
      assert.deepEqual(
        status.filter(([, text]) => text.length > 20),
        [],
        language,
      );
    }
  });

  it("fill in the same values, and leave no text empty", () => {
    const places = (text: string): string[] => [...text.matchAll(/__\w+__/g)].map(([place]) => place).sort();
    for (const type of nodeTypes()) {
      const english = new Map(texts("en-US", type));
      for (const language of LANGUAGES)
        for (const [key, text] of texts(language, type)) {
          assert.notEqual(text.trim(), "", `${language} ${type} ${key}`);
          assert.deepEqual(places(text), places(english.get(key) ?? ""), `${language} ${type} ${key}`);
        }
    }
  });
});

describe("each node", () => {
  for (const type of nodeTypes())
    describe(type, () => {
      let dialog: Dialog;
      before(() => (dialog = dialogOf(type)));

      it("has in its dialog just the properties that its schemas name", () => {
        const keys = schemaKeys(type);
        if (keys === undefined)
          return assert.ok(["genesys-account", "genesys-events", "genesys-simulate"].includes(type));
        assert.deepEqual(Object.keys(dialog.defaults).sort(), [...new Set([...keys, ...COMMON])].sort());
      });

      it("has a field for each property, and a label for each field", () => {
        const prefix = dialog.category === "config" ? "node-config-input-" : "node-input-";
        const drawn =
          type === "genesys-account" ? dialog.html : dialog.html + dialogOf("genesys-account").html;
        for (const key of Object.keys(dialog.defaults)) {
          if (key === "outputs" || key === "version" || dialog.drawn.includes(key)) continue;
          assert.ok(drawn.includes(`id="${prefix}${key}"`), `${key} has a field`);
          if (!key.endsWith("Type")) assert.ok(drawn.includes(`for="${prefix}${key}"`), `${key} has a label`);
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
            assert.notEqual(validate.length, 1, `${key} can tell its mistake`);
      });

      it("stands in the palette's own category, with a description and a muted colour", () => {
        if (dialog.category === "config") return assert.equal(type, "genesys-account");
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

      for (const language of LANGUAGES)
        it(`has a help panel in the fixed order, in ${language}`, () => {
          const help = read("nodes/locales", language, `${type}.html`);
          assert.match(help, new RegExp(`^<script type="text/markdown" data-help-name="${type}">\\n\\S`));
          const order = [...help.matchAll(/^### (\w+)/gm)].map(([, title]) => title);
          const fixed = ["Inputs", "Outputs", "Errors", "Details", "References"];
          assert.deepEqual(
            order,
            fixed.filter((title) => order.includes(title)),
          );
          assert.ok(order.includes("Outputs") && order.includes("Errors"));
        });

      for (const language of LANGUAGES)
        it(`writes its help panel so that the editor can draw it, in ${language}`, () => {
          for (const { text } of piecesOf(helpOf(language, type))) {
            // What the editor takes for a line of a definition list; any other becomes a paragraph with colons in it.
            if (text.startsWith(":")) assert.match(text, /^: [^:\n]+ \([^:\n]+\) : [^:\n]+$/);
            else assert.equal(strayDefinition(text), undefined);
            // Beside such letters and brackets a mark of emphasis is drawn as it stands.
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
        const [, inputs = ""] = helpOf("en-US", type).split("### Inputs");
        const named = piecesOf(inputs.split("### Outputs")[0] ?? "").flatMap(({ text }) => namesIn(text));
        const isConfig = dialog.category === "config";
        // What is written for the account without a field of its own is none; of the other nodes the typed ones are.
        const isInput = (key: string): boolean =>
          isConfig ? dialog.html.includes(`id="node-config-input-${key}"`) : `${key}Type` in dialog.defaults;
        for (const key of Object.keys({ ...dialog.defaults, ...dialog.credentials }))
          if (key !== "name" && isInput(key)) assert.ok(named.includes(key), `${key} is named`);
      });

      it("has every word that its dialog asks for, in each language, and none that nobody asks for", () => {
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
              (shared && /^(status|label|target|which|output|invalid)\./.test(key)),
            `${key} is used`,
          );
      });

      it("is in the README, in docs/nodes.md and in an example", () => {
        assert.ok(read("README.md").includes(`| \`${type}\``), "a row in the README");
        assert.ok(read("docs/nodes.md").includes(`\n## ${type}\n`), "a heading in docs/nodes.md");
        assert.ok(exampleNames().some((name) => readExample(name).some((node) => node.type === type)));
      });
    });
});
