import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../support/dialogs";

interface Found {
  line: number;
  word: string;
  instead: string;
}

interface Words {
  findWords(text: string): Found[];
  findInSentences(source: string): Found[];
}

const SCRIPT = join(ROOT, "scripts/words.mjs");

describe("the lint of words", () => {
  let words: Words;
  before(async () => (words = (await import(SCRIPT)) as Words));

  it("finds an avoided word in a text, with its line and what to write instead", () => {
    const [first, second, ...rest] = words.findWords(
      "The node waits.\nIt tells nothing,\nso long as it waits.",
    );
    assert.deepEqual([first?.line, first?.word], [2, "tells"]);
    assert.match(first?.instead ?? "", /report/);
    assert.deepEqual([second?.line, second?.word], [3, "so long as"]);
    assert.deepEqual(rest, []);
  });

  it("finds whole words only, in any case", () => {
    assert.deepEqual(words.findWords("A standstill, an intelligent reader, the latest news."), []);
    assert.deepEqual(
      words.findWords("Nobody stands here.").map(({ word }) => word),
      ["Nobody", "stands"],
    );
  });

  it("leaves out code, placeholders and addresses", () => {
    const text = "Set `nobody`, __whom__ or https://example.com/told.\n\n```sh\ntell nobody\n```\n";
    assert.deepEqual(words.findWords(text), []);
  });

  it("reads the sentences of the code, and neither its names nor its comments", () => {
    const source = ["// told anew", 'const told = "nobody";', "fail(`Nobody has ${told} it.`);"].join("\n");
    assert.deepEqual(
      words.findInSentences(source).map(({ line, word }) => [line, word]),
      [[3, "Nobody"]],
    );
  });
});
