import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, texts } from "../support/catalogues";
import { dialogOf, ROOT } from "../support/dialogs";
import { helpOf } from "../support/help";
import { nodeTypes } from "../support/nodes";
import { manifest } from "../support/package";

describe("the languages", () => {
  it("are the same four for every node, and no file belongs to no node", () => {
    assert.deepEqual(readdirSync(join(ROOT, "nodes/locales")).sort(), [...LANGUAGES].sort());
    const files = [
      ...nodeTypes().flatMap((type) => [`${type}.html`, `${type}.json`]),
      ...Object.keys(manifest["node-red"].plugins).map((plugin) => `${plugin}.json`), // it has no help panel
    ];
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
    for (const type of [...nodeTypes(), ...Object.keys(manifest["node-red"].plugins)]) {
      const english = new Map(texts("en-US", type));
      for (const language of LANGUAGES)
        for (const [key, text] of texts(language, type)) {
          assert.notEqual(text.trim(), "", `${language} ${type} ${key}`);
          assert.deepEqual(places(text), places(english.get(key) ?? ""), `${language} ${type} ${key}`);
        }
    }
  });

  /** German nouns have a capital everywhere, and Japanese has none. */
  it("begin labels with a capital, and options with none, but for names", () => {
    /** These options are drawn by a script. */
    const DRAWN = /^(region|target)\./;
    for (const language of ["en-US", "es"]) {
      let count = 0;
      for (const type of nodeTypes()) {
        const { html } = dialogOf(type);
        const options = [...html.matchAll(/<option [^>]*data-i18n="([^"]+)"/g)].map(([, key]) => key);
        const isOption = (key: string): boolean =>
          options.includes(key) || (type === "genesys-account" && DRAWN.test(key));
        for (const [key, text] of texts(language, type)) {
          if (key.startsWith("label.")) assert.match(text, /^\p{Lu}/u, `${language} ${type} ${key}`);
          if (!isOption(key)) continue;
          count += 1;
          // WhatsApp and SMS are names.
          assert.doesNotMatch(text, /^\p{Lu}\p{Ll}+(?!\p{L})/u, `${language} ${type} ${key}`);
        }
      }
      assert.ok(count > 80, "options are found");
    }
  });

  it("have e-mail in English; email is a value in messages", () => {
    /** What people type into a search is spelled as they like. */
    const SEARCHED = ["paletteWords", "picker.hint"];
    for (const type of nodeTypes()) {
      const shown = texts("en-US", type).filter(([key]) => !SEARCHED.includes(key));
      for (const text of [...shown.map(([, one]) => one), helpOf("en-US", type)])
        assert.doesNotMatch(text.replace(/```[\s\S]*?```|`[^`]+`/g, ""), /\bemails?\b/i, type);
    }
  });
});
