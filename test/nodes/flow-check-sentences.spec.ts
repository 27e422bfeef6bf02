// Only on node-red: the sentences are texts.
import assert from "node:assert/strict";
import { checkFlow } from "../../nodes/lib/flow-check/check";
import { SENTENCES } from "../../nodes/lib/flow-check/sentences";
import { LANGUAGES, texts } from "../support/catalogues";
import { factsOf } from "../support/flow-check";
import { MISTAKES } from "../support/flow-mistakes";

type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const PREFIX = "issue.says.";

/** By key, as in `behind.ended`. */
const ENGLISH = Object.entries(SENTENCES as Texts).flatMap(([key, text]) =>
  typeof text === "string"
    ? [[key, text] as const]
    : Object.entries(text).map(([within, one]) => [`${key}.${within}`, one] as const),
);
const namesIn = (text: string): string[] => (text.match(/__\w+?__/g) ?? []).sort();

describe("the sentences of the check", () => {
  it("are in the English catalogue of the sidebar, letter by letter", () => {
    const catalogue = texts("en-US", "sidebar");
    const listed = catalogue.flatMap(([key, text]) =>
      key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), text] as const] : [],
    );
    assert.deepEqual(listed, ENGLISH);
  });

  for (const language of LANGUAGES)
    it(`have the same values in them in ${language}`, () => {
      const catalogue = new Map(texts(language, "sidebar"));
      for (const [key, text] of ENGLISH)
        assert.deepEqual(namesIn(catalogue.get(`${PREFIX}${key}`) ?? assert.fail(key)), namesIn(text), key);
    });

  it("begin the message of each finding that names one, with its values filled in", () => {
    const english = new Map(ENGLISH);
    const found = MISTAKES.flatMap(({ nodes }) => checkFlow(nodes, factsOf).findings);
    const named = found.filter(({ says }) => says !== undefined);
    assert.ok(new Set(named.map(({ says }) => says?.sentence)).size >= 12);
    for (const { says, message } of named) {
      const text = english.get(says?.sentence ?? "") ?? assert.fail(message);
      const filled = text.replace(/__(\w+?)__/g, (_, name: string) => String(says?.values[name]));
      assert.ok(message.startsWith(filled), `${message} | ${filled}`);
    }
  });
});
