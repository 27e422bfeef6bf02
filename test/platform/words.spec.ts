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
  findInCode(source: string): Found[];
  readFiles(): string[];
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

  const wordsOfCode = (...lines: string[]): [number, string][] =>
    words.findInCode(lines.join("\n")).map(({ line, word }) => [line, word]);

  it("finds the sentences of a source apart from its names and comments", () => {
    const source = ["// told anew", 'const told = "nobody";', "fail(`Nobody has ${told} it.`);"].join("\n");
    assert.deepEqual(
      words.findInSentences(source).map(({ line, word }) => [line, word]),
      [[3, "Nobody"]],
    );
  });

  it("finds comments, names and sentences of the code", () => {
    const found = wordsOfCode(
      "// It is made anew.",
      "const tellAll = isUnderWay;",
      "const TELL_ONE = 1;",
      "fail(`Nobody has ${name} it.`);",
      "/** Uses `told`, by *whom*. */",
    );
    assert.deepEqual(found, [
      [1, "anew"],
      [2, "tell"],
      [2, "Under Way"],
      [3, "TELL"],
      [4, "Nobody"],
      [5, "whom"],
    ]);
  });

  it("reports a word of a sentence in the code once", () => {
    assert.deepEqual(wordsOfCode('fail("Nobody has it.");'), [[1, "Nobody"]]);
  });

  it("leaves out the names that are public", () => {
    const label = 'this._("does.read", { whom: name }) + translate("whom." + target)';
    assert.deepEqual(wordsOfCode(label, "settings.formerUsersHearOn = true;"), []);
  });

  it("finds a sentence whose other words are the values of a template", () => {
    assert.deepEqual(wordsOfCode("it(`tells ${reason} ${how}`);", 'get("told");', "log(`told`);"), [
      [1, "tells"],
      [2, "told"],
    ]);
  });

  it("reads the code and its specs, the dialogs with their scripts and partials, the scripts and the docs", () => {
    const files = new Set(words.readFiles());
    for (const file of [
      "nodes/genesys-wrap-up.ts",
      "nodes/genesys-wrap-up.html",
      "nodes/lib/editor/words.js",
      "nodes/lib/dialog/target.js",
      "nodes/locales/en-US/genesys-wrap-up.html",
      "scripts/endpoints-page.ts",
      "scripts/build.mjs",
      "scripts/rooms.cjs",
      "test/nodes/genesys-wrap-up.spec.ts",
      "test/support/mocha-strict.cjs",
      "SECURITY.md",
      "docs/architecture.md",
      "docs/endpoints.md",
      "docs/decisions/10-what-a-listener-hands-on.md",
      "CONTRIBUTING.md",
    ])
      assert.ok(files.has(file), file);
    assert.deepEqual(
      [...files].filter((file) =>
        /glossary|locales\/de|lib\/facts|test\/corpus|test\/.*json$|platform\/words\.spec/.test(file),
      ),
      [],
    );
  });
});
