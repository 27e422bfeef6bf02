import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { aboutConversation } from "../../nodes/lib/node/about";
import type { About } from "../../nodes/lib/node/definition";
import { helpOf } from "../support/help";
import { ROOT } from "../support/dialogs";

/** The sentence that promises the order, by language. */
const PROMISE: Readonly<Record<string, RegExp>> = {
  "en-US": /in the order in which they arrive/,
  de: /in der Reihenfolge.*, in der sie eintreffen/,
  es: /en el orden en que llegan/,
  ja: /届いた順/,
};

const load = createRequire(__filename);

interface Declared {
  definition?: { type: string; inputs: { shape: object }; about?: About };
}

describe("the help of a node that keeps the order of its messages", () => {
  const types = readdirSync(join(ROOT, "nodes")).flatMap(
    (file) => /^(genesys-.*)\.ts$/.exec(file)?.[1] ?? [],
  );

  for (const type of types)
    it(`${type}: promises it in every language, and only then`, () => {
      const { definition } = load(`../../nodes/${type}`) as Declared;
      const { inputs = [] } = definition === undefined ? {} : (definition.about ?? aboutConversation);
      const keeps =
        type === "genesys-open-message-in" || // it is written plainly; its own spec says so
        inputs.some((name) => name in (definition?.inputs.shape ?? {}));
      for (const [language, sentence] of Object.entries(PROMISE))
        assert.equal(sentence.test(helpOf(language, type)), keeps, language);
    });

  it("is there in all languages of the package", () => {
    assert.deepEqual(readdirSync(join(ROOT, "nodes/locales")).sort(), Object.keys(PROMISE).sort());
  });
});
